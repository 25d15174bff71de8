import { md5 } from '../base/digest.ts'
import { Dict, type Value } from '../jinja/values/value.ts'
import { diffOfTwoDicts, setFunction, setStrict, zipFunction, zipStrict } from './collections.ts'
import { fromJson, fromYaml, toJsonText, toYamlText } from './data-formats.ts'
import { envVarFunction } from './env-var.ts'
import { exceptionsValue } from './exceptions.ts'
import { FlagsValue } from './flags.ts'
import { hostFunction } from './host-function.ts'
import { DBT_VERSION, type Invocation } from './invocation.ts'
import { toValue } from './json-value.ts'
import { logFunction, printFunction } from './log.ts'
import { modulesValue } from './modules/modules.ts'
import { utcDateTime } from './modules/pytz/utc.ts'
import { returnFunction } from './return.ts'
import type { Names } from './scope.ts'
import { targetValue } from './target.ts'
import { anyValidator, tryOrCompilerError } from './validation.ts'

/** The names every SQL template knows, whatever it belongs to. https://docs.getdbt.com/reference/dbt-jinja-functions */
export function baseNames(invocation: Invocation, threadId: string): Names {
  const { log } = invocation
  return {
    dbt_version: () => DBT_VERSION,
    project_name: () => invocation.projectName,
    target: () => targetValue(invocation.target),
    env: () => targetValue(invocation.target),
    env_var: () => envVarFunction(invocation.environment),
    flags: () => new FlagsValue(invocation.flags),
    invocation_id: () => invocation.id,
    invocation_args_dict: () => toValue(invocation.arguments),
    run_started_at: () => utcDateTime(invocation.startedAt),
    thread_id: () => threadId,
    dbt_metadata_envs: () => metadataEnvironment(invocation.environment),
    modules: () => modulesValue(invocation.clock),
    exceptions: () => exceptionsValue(log),
    log: () => logFunction(log),
    print: () => printFunction(log),
    return: () => returnFunction,
    fromjson: () => fromJson,
    tojson: () => toJsonText,
    fromyaml: () => fromYaml,
    toyaml: () => toYamlText,
    set: () => setFunction,
    set_strict: () => setStrict,
    zip: () => zipFunction,
    zip_strict: () => zipStrict,
    diff_of_two_dicts: () => diffOfTwoDicts,
    local_md5: () => hostFunction('local_md5', ['value'], (call) => md5(call.text('value'))),
    validation: () => Dict.of({ any: anyValidator }),
    try_or_compiler_error: () => tryOrCompilerError,
  }
}

/** `DBT_ENV_CUSTOM_ENV_…`: what the surroundings want to find again in artifacts. */
function metadataEnvironment(environment: Invocation['environment']): Value {
  const prefix = 'DBT_ENV_CUSTOM_ENV_'
  const dict = new Dict()
  for (const [name, value] of Object.entries(environment)) {
    if (name.startsWith(prefix) && value !== undefined) dict.set(name.slice(prefix.length), value)
  }
  return dict
}
