import type { JsonObject } from '../base/json.ts'
import { renderTemplate } from '../jinja/rendering.ts'
import { parseTemplate } from '../jinja/template.ts'
import { print } from '../jinja/values/print.ts'
import type { Dict, Value } from '../jinja/values/value.ts'
import type { Ref, SourceRef } from '../resources/ref.ts'
import { AdapterValue } from './adapter/adapter-value.ts'
import { databaseMethods } from './adapter/database-methods.ts'
import { apiValue } from './api.ts'
import { baseNames } from './base-names.ts'
import { BuiltinsValue } from './builtins.ts'
import { RunConfig } from './config.ts'
import type { Database } from './database.ts'
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
import type { StatementResults } from './statement-results.ts'
import { type VarLookup, varFunction } from './var.ts'

export interface RunHost {
  readonly invocation: Invocation
  readonly threadId: string
  readonly scope: () => Scope
  readonly vars: VarLookup
  /** How messages call the node. */
  readonly owner: string
  readonly config: JsonObject
  /** The node in dbt's words: the variable `model`. */
  readonly describe: () => JsonObject
  readonly self: RelationValue | null
  readonly database: string
  readonly schema: string
  /** Waits only where the database must be asked whether the relation is there. */
  readonly ref: (ref: Ref) => Value | Promise<Value>
  readonly source: (ref: SourceRef) => Value
  /** Waits only where the database must be asked whether the function is there. */
  readonly function: (name: string, packageName: string | null) => Value | Promise<Value>
  readonly connection: Database
  readonly results: StatementResults
  readonly graph: () => Dict
  readonly selected: () => readonly string[]
  /** Keeps what a materialization ran, under `target/run`. */
  readonly write: (payload: string) => void
  /** Names for one kind of node or phase: `sql`, `pre_hooks`, `load_agate_table`, `results`, … */
  readonly more?: Names
}

/** What names mean while a node is compiled and run. https://docs.getdbt.com/reference/dbt-jinja-functions */
export function runNames(host: RunHost): readonly Names[] {
  const { invocation, results } = host
  const ref = refFunction(host.ref)
  const source = sourceFunction(host.source)
  const config = new RunConfig(host.config, host.owner)
  const var_ = varFunction(host.vars, undefined, host.scope)
  const own: Names = {
    execute: () => true,
    ref: () => ref,
    source: () => source,
    metric: () => metricFunction(() => undefined),
    function: () => functionFunction(host.function),
    config: () => config,
    var: () => var_,
    builtins: () => new BuiltinsValue(layers, invocation),
    this: () => host.self,
    model: () => toValue(modelVariable(host.describe())),
    graph: host.graph,
    adapter: () => new AdapterValue(host.scope, databaseMethods(host.scope, host.connection, invocation), invocation),
    api: () => apiValue(invocation.quoting),
    database: () => host.database,
    schema: () => host.schema,
    selected_resources: () => [...host.selected()],
    load_result: () => results.loadResult,
    store_result: () => results.storeResult,
    store_raw_result: () => results.storeRawResult,
    render: () => renderFunction(host),
    write: () =>
      hostFunction('write', ['payload'], (call) => {
        host.write(print(call.value('payload')))
        return ''
      }),
    sql_now: () => 'now()',
    sql: () => null,
    compiled_code: () => null,
    doc: () => hostFunction('doc', ['*args'], () => ''),
  }
  const base = baseNames(invocation, host.threadId)
  const layers = host.more === undefined ? [own, base] : [host.more, own, base]
  return layers
}

/** `render(text)`: text that is itself a template, such as a hook. */
function renderFunction(host: RunHost): Value {
  return hostFunction('render', ['string'], async (call) => {
    const text = print(call.value('string'))
    if (!text.includes('{')) return text
    return (await renderTemplate(parseTemplate(text, host.owner), host.scope())).text
  })
}
