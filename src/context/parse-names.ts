import type { JsonObject } from '../base/json.ts'
import type { Value } from '../jinja/values/value.ts'
import type { Ref, SourceRef } from '../resources/ref.ts'
import { AdapterValue } from './adapter/adapter-value.ts'
import { PARSE_METHODS } from './adapter/parse-methods.ts'
import { apiValue } from './api.ts'
import { baseNames } from './base-names.ts'
import { BuiltinsValue } from './builtins.ts'
import { ParseConfig } from './config.ts'
import { functionFunction } from './function.ts'
import { hostFunction } from './host-function.ts'
import type { Invocation } from './invocation.ts'
import { toValue } from './json-value.ts'
import { metricFunction } from './metric.ts'
import { modelVariable } from './model-variable.ts'
import { refFunction } from './ref.ts'
import type { RelationValue } from './relation-value.ts'
import type { Names, Scope } from './scope.ts'
import { sourceFunction } from './source.ts'
import { StatementResults } from './statement-results.ts'
import { type VarLookup, varFunction } from './var.ts'

/** Told of what a template depends on and how it configures itself, while it is rendered to find that out. */
export interface Recorder {
  ref(ref: Ref): void
  source(ref: SourceRef): void
  metric(name: readonly string[]): void
  function(name: readonly string[]): void
  config(config: JsonObject): void
}

export interface ParseHost {
  readonly invocation: Invocation
  readonly scope: () => Scope
  readonly vars: VarLookup
  readonly recorder: Recorder
  /** The node's own relation as far as it is known: every `ref` and `source` answers it while parsing, as in dbt. */
  readonly self: RelationValue | null
  readonly describe: () => JsonObject
}

/** What names mean while a node is parsed: `execute` is false, nothing reaches a database, missing things forgive. */
export function parseNames(host: ParseHost): readonly Names[] {
  const { invocation, recorder, self } = host
  const results = new StatementResults()
  const ref = refFunction((found) => {
    recorder.ref(found)
    return self
  })
  const source = sourceFunction((found) => {
    recorder.source(found)
    return self
  })
  const config = new ParseConfig((settings) => recorder.config(settings))
  const var_ = varFunction(host.vars, () => null, host.scope)
  const nothing = (): Value => null
  const own: Names = {
    execute: () => false,
    ref: () => ref,
    source: () => source,
    metric: () => metricFunction((name) => recorder.metric(name)),
    function: () =>
      functionFunction((name, packageName) => {
        recorder.function(packageName === null ? [name] : [packageName, name])
        return self
      }),
    config: () => config,
    var: () => var_,
    builtins: () => new BuiltinsValue(layers, invocation),
    this: () => self,
    model: () => toValue(modelVariable(host.describe())),
    graph: () => toValue({ nodes: {}, sources: {}, exposures: {}, groups: {}, metrics: {} }),
    adapter: () => new AdapterValue(host.scope, [PARSE_METHODS], invocation),
    api: () => apiValue(invocation.quoting),
    database: () => invocation.target.database,
    schema: () => invocation.target.schema,
    load_result: () => results.loadResult,
    store_result: () => results.storeResult,
    store_raw_result: () => results.storeRawResult,
    load_agate_table: () => hostFunction('load_agate_table', [], nothing),
    render: () => hostFunction('render', ['string'], (call) => call.value('string')),
    write: () => hostFunction('write', ['payload'], () => ''),
    pre_hooks: () => [],
    post_hooks: () => [],
    sql: nothing,
    compiled_code: nothing,
    selected_resources: () => [],
    doc: () => hostFunction('doc', ['*args'], () => ''),
  }
  const layers = [own, baseNames(invocation, 'Thread-1')]
  return layers
}
