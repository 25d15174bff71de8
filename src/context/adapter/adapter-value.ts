import type { JsonObject } from '../../base/json.ts'
import { isTrue } from '../../jinja/values/truth.ts'
import { type Callable, Dict, HostObject, Undefined, type Value } from '../../jinja/values/value.ts'
import { quoteIdentifier } from '../../resources/relation.ts'
import { dispatchFailed, dispatchWithDot, raisedByProject } from '../errors.ts'
import { type Arguments, hostFunction, type Signature } from '../host-function.ts'
import { RelationValue } from '../relation-value.ts'
import type { Scope } from '../scope.ts'
import { BehaviorValue } from './behavior.ts'
import { renderColumnConstraints, renderModelConstraints } from './constraints.ts'
import { IndexConfig } from './index-config.ts'

/** What a method of `adapter` does with its arguments. */
export type Method = readonly [signature: Signature, body: (call: Arguments) => Value | Promise<Value>]
export type Methods = Readonly<Record<string, Method>>

/**
 * `adapter`: what it can do without a database, while parsing and running alike; the methods that need one come from
 * the caller. There is no `adapter.config`: credentials never enter a template (DESIGN §9).
 * https://docs.getdbt.com/reference/dbt-jinja-functions/adapter
 */
export class AdapterValue extends HostObject {
  override readonly typeName = 'PostgresAdapter'
  readonly #methods: ReadonlyMap<string, Callable>
  readonly #behavior: BehaviorValue

  constructor(scope: () => Scope, database: Methods, projectFlags: JsonObject = {}) {
    super()
    this.#behavior = new BehaviorValue(projectFlags)
    const methods = Object.entries({ ...pureMethods(scope), ...database })
    this.#methods = new Map(methods.map(([name, [signature, body]]) => [name, hostFunction(name, signature, body)]))
  }

  override attribute(name: string): Value | undefined {
    return name === 'behavior' ? this.#behavior : this.#methods.get(name)
  }

  override print(): string {
    return '<adapter postgres>'
  }
}

function pureMethods(scope: () => Scope): Methods {
  return {
    type: [[], () => 'postgres'],
    quote: [['identifier'], (call) => quoteIdentifier(call.text('identifier'))],
    quote_as_configured: [['identifier', 'quote_key'], (call) => quoteIdentifier(call.text('identifier'))],
    quote_seed_column: [['column', 'quote_config?'], quoteSeedColumn],
    dispatch: [['macro_name', 'macro_namespace?', 'packages?'], (call) => dispatch(scope(), call)],
    parse_index: [['raw_index'], (call) => IndexConfig.parse(call.value('raw_index'))],
    verify_database: [['database'], () => ''],
    render_raw_columns_constraints: [['raw_columns'], (call) => renderColumnConstraints(call.value('raw_columns'))],
    render_raw_model_constraints: [
      ['raw_constraints'],
      (call) => renderModelConstraints(call.value('raw_constraints')),
    ],
    standardize_grants_dict: [['grants_table'], (call) => standardizeGrants(call.value('grants_table'))],
    valid_incremental_strategies: [[], () => ['append', 'delete+insert', 'merge', 'microbatch']],
    get_hard_deletes_behavior: [['config'], (call) => hardDeletes(call.value('config'))],
    supports: [['capability?'], () => false],
    build_catalog_relation: [['model?'], () => null],
    get_catalog_integration: [['name?'], () => null],
  }
}

/** Seed columns are quoted unless `quote_columns: false`, dbt's rule for Postgres. */
function quoteSeedColumn(call: Arguments): Value {
  const quote = call.get('quote_config')
  const column = call.text('column')
  if (quote === undefined || quote === null || quote instanceof Undefined) return quoteIdentifier(column)
  return isTrue(quote) ? quoteIdentifier(column) : column
}

function dispatch(scope: Scope, call: Arguments): Value {
  const name = call.text('macro_name')
  if (name.includes('.')) throw dispatchWithDot(name)
  if (call.get('packages') !== undefined) {
    throw raisedByProject(
      `adapter.dispatch('${name}', packages=…) is no longer supported; pass macro_namespace instead`,
    )
  }
  const namespace = call.optionalText('macro_namespace')
  const found = scope.dispatch(name, namespace)
  if (typeof found !== 'function') throw dispatchFailed(name, namespace, found)
  return found
}

/** Rows of (grantee, privilege_type) as the `grants` config writes them: privilege → grantees. */
function standardizeGrants(table: Value): Dict {
  const grants = new Dict()
  if (!(table instanceof HostObject)) return grants
  for (const row of table.iterate() ?? []) {
    if (!(row instanceof HostObject)) continue
    const privilege = row.item('privilege_type') ?? null
    const grantee = row.item('grantee') ?? null
    const known = grants.get(privilege)
    if (Array.isArray(known)) known.push(grantee)
    else grants.set(privilege, [grantee])
  }
  return grants
}

/** `hard_deletes`, or what the older `invalidate_hard_deletes` says. */
function hardDeletes(config: Value): Value {
  const get = (key: string): Value | undefined => {
    if (config instanceof Dict) return config.get(key)
    const getter = config instanceof HostObject ? config.attribute('get') : undefined
    const value = typeof getter === 'function' ? getter([key], new Map()) : undefined
    return value instanceof Promise ? undefined : value
  }
  const chosen = get('hard_deletes')
  const older = get('invalidate_hard_deletes')
  if (chosen !== undefined && chosen !== null && older !== undefined && older !== null) {
    throw raisedByProject("'hard_deletes' and 'invalidate_hard_deletes' are both set; keep 'hard_deletes'")
  }
  if (chosen === undefined || chosen === null) return older !== undefined && isTrue(older) ? 'invalidate' : 'ignore'
  if (chosen !== 'ignore' && chosen !== 'invalidate' && chosen !== 'new_record') {
    throw raisedByProject("hard_deletes must be one of 'ignore', 'invalidate' and 'new_record'")
  }
  return chosen
}

/** The relation a method was given; anything else is the caller's mistake. */
export function relationOf(call: Arguments, name: string): RelationValue {
  const value = call.value(name)
  if (value instanceof RelationValue) return value
  throw raisedByProject(`the argument '${name}' must be a relation`)
}
