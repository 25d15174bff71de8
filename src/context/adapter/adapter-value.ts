import { repr } from '../../jinja/values/print.ts'
import { isTrue } from '../../jinja/values/truth.ts'
import { type Callable, Dict, HostObject, Undefined, type Value } from '../../jinja/values/value.ts'
import { QUOTE_ALL, type Quoting, quoteIdentifier } from '../../resources/relation.ts'
import { dispatchFailed, dispatchWithDot, otherDatabase, raisedByProject } from '../errors.ts'
import { type Arguments, hostFunction, type Signature } from '../host-function.ts'
import type { Invocation } from '../invocation.ts'
import { RelationValue } from '../relation-value.ts'
import type { Scope } from '../scope.ts'
import { BehaviorValue } from './behavior.ts'
import { columnType } from './column-type.ts'
import { renderColumnConstraints, renderModelConstraints } from './constraints.ts'
import { IndexConfig } from './index-config.ts'

/** What a method of `adapter` does with its arguments. */
export type Method = readonly [signature: Signature, body: (call: Arguments) => Value | Promise<Value>]
export type Methods = Readonly<Record<string, Method>>

/** What the adapter knows of the project: its flags, its quoting policy, and the database it is connected to. */
export type AdapterSettings = Partial<Pick<Invocation, 'projectFlags' | 'quoting' | 'target'>>

/**
 * `adapter`: what it can do without a database, while parsing and running alike; the methods that need one come from
 * the caller. There is no `adapter.config`: credentials never enter a template (DESIGN §9).
 * https://docs.getdbt.com/reference/dbt-jinja-functions/adapter
 */
export class AdapterValue extends HostObject {
  override readonly typeName = 'PostgresAdapter'
  /** Made callable when they are asked for: a node uses few of them. */
  readonly #methods: readonly Methods[]
  readonly #callables = new Map<string, Callable>()
  readonly #behavior: BehaviorValue

  /** `database` are the methods that need one. */
  constructor(scope: () => Scope, database: readonly Methods[], settings: AdapterSettings = {}) {
    super()
    this.#behavior = new BehaviorValue(settings.projectFlags ?? {})
    this.#methods = [...database, pureMethods(scope, settings)]
  }

  override attribute(name: string): Value | undefined {
    if (name === 'behavior') return this.#behavior
    let callable = this.#callables.get(name)
    if (callable !== undefined) return callable
    const methods = this.#methods.find((some) => Object.hasOwn(some, name))
    if (methods === undefined) return undefined
    const [signature, body] = methods[name] as Method
    callable = hostFunction(name, signature, body)
    this.#callables.set(name, callable)
    return callable
  }

  override get attributeNames(): Iterable<string> {
    return this.#methods.flatMap(Object.keys)
  }

  override print(): string {
    return '<adapter postgres>'
  }
}

function pureMethods(scope: () => Scope, { quoting = QUOTE_ALL, target }: AdapterSettings): Methods {
  return {
    type: [[], () => 'postgres'],
    quote: [['identifier'], (call) => quoteIdentifier(call.text('identifier'))],
    quote_as_configured: [['identifier', 'quote_key'], (call) => quotedAs(call, quoting)],
    quote_seed_column: [['column', 'quote_config?'], quoteSeedColumn],
    dispatch: [['macro_name', 'macro_namespace?', 'packages?'], (call) => dispatch(scope(), call)],
    parse_index: [['raw_index'], (call) => IndexConfig.parse(call.value('raw_index'))],
    verify_database: [['database'], (call) => verifyDatabase(call.text('database'), target?.database)],
    convert_type: [['agate_table', 'col_idx'], (call) => columnType(call.value('agate_table'), call.value('col_idx'))],
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

/** Quoted where the project quotes such a part; what is no part of a relation stays as it is. */
function quotedAs(call: Arguments, quoting: Quoting): string {
  const identifier = call.text('identifier')
  const key = call.text('quote_key')
  const quoted = (key === 'database' || key === 'schema' || key === 'identifier') && quoting[key]
  return quoted ? quoteIdentifier(identifier) : identifier
}

/** Postgres reaches one database only: a relation of another is an error before the server says so. */
function verifyDatabase(named: string, connected: string | undefined): string {
  const database = named.startsWith('"') ? named.replace(/^"+|"+$/g, '') : named
  if (connected !== undefined && database.toLowerCase() !== connected.toLowerCase())
    throw otherDatabase(database, connected)
  return ''
}

/** Seed columns are quoted unless `quote_columns: false`, dbt's rule for Postgres. */
function quoteSeedColumn(call: Arguments): Value {
  const quote = call.get('quote_config')
  const column = call.text('column')
  if (quote === undefined || quote === null || quote instanceof Undefined) return quoteIdentifier(column)
  if (typeof quote !== 'boolean') throw raisedByProject(`quote_columns must be true or false, not ${repr(quote)}`)
  return quote ? quoteIdentifier(column) : column
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
