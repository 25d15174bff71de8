import { textOf } from '../jinja/values/text.ts'
import { Dict, HostObject, type Value } from '../jinja/values/value.ts'
import { QUOTE_ALL, type Quoting, type RelationName, writeRelation } from '../resources/relation.ts'
import { hostFunction } from './host-function.ts'
import { changedPolicy, givenPath, givenType } from './relation-arguments.ts'

/** PostgreSQL cuts names at 63 bytes. */
export const MAX_NAME_BYTES = 63

/** dbt's words for kinds of relations; `cte` is an ephemeral model. */
export type RelationType = 'table' | 'view' | 'materialized_view' | 'cte' | 'external' | 'pointer_table' | 'function'

export interface EventTimeFilter {
  readonly field: string
  readonly start: string | null
  readonly end: string | null
}

interface RelationParts {
  readonly database: string | null
  readonly schema: string | null
  readonly identifier: string | null
  readonly type: RelationType | null
  readonly quoting: Quoting
  readonly include: Quoting
  /** 0 under `--empty`: the relation is written as a subquery without rows. */
  readonly limit: number | null
  readonly eventTime: EventTimeFilter | null
  /** `columns`, … of `information_schema`, for `relation.information_schema('columns')`. */
  readonly informationSchemaView: string | null
}

/** A relation as templates hold it: dbt's `Relation` on Postgres. https://docs.getdbt.com/reference/dbt-classes#relation */
export class RelationValue extends HostObject {
  override readonly typeName = 'PostgresRelation'
  readonly parts: RelationParts

  private constructor(parts: RelationParts) {
    super()
    this.parts = parts
  }

  static create(parts: Partial<RelationParts>): RelationValue {
    return new RelationValue({
      database: null,
      schema: null,
      identifier: null,
      type: null,
      quoting: QUOTE_ALL,
      include: QUOTE_ALL,
      limit: null,
      eventTime: null,
      informationSchemaView: null,
      ...parts,
    })
  }

  static from(name: RelationName, more: Partial<RelationParts> = {}): RelationValue {
    return RelationValue.create({
      database: name.database,
      schema: name.schema,
      identifier: name.identifier,
      quoting: name.quoting,
      ...more,
    })
  }

  /** The reference to an ephemeral model: the name of its common table expression. */
  static cte(identifier: string, more: Partial<RelationParts> = {}): RelationValue {
    return RelationValue.create({
      identifier: `__dbt__cte__${identifier}`,
      type: 'cte',
      quoting: { ...QUOTE_ALL, identifier: false },
      ...more,
    })
  }

  with(changes: Partial<RelationParts>): RelationValue {
    return new RelationValue({ ...this.parts, ...changes })
  }

  get name(): RelationName {
    const { database, schema, identifier, quoting } = this.parts
    return { database, schema, identifier, quoting }
  }

  /** The information schema of the relation's database, or a view of it. */
  informationSchema(view: string | null): RelationValue {
    return this.with({
      schema: null,
      identifier: 'INFORMATION_SCHEMA',
      quoting: { ...this.parts.quoting, identifier: false },
      include: { database: true, schema: false, identifier: true },
      informationSchemaView: view,
    })
  }

  /** `"database"."schema"."identifier"`, without limit or filter. */
  render(): string {
    const { database, schema, identifier, include, quoting, informationSchemaView } = this.parts
    const base = writeRelation({
      database: include.database ? database : null,
      schema: include.schema ? schema : null,
      identifier: include.identifier ? identifier : null,
      quoting,
    })
    return informationSchemaView === null ? base : `${base}.${informationSchemaView}`
  }

  /** The same, with its limit. */
  renderLimited(): string {
    const { limit, identifier } = this.parts
    const text = this.render()
    if (limit === null) return text
    const rows = limit === 0 ? 'where false limit 0' : `limit ${limit}`
    return `(select * from ${text} ${rows}) _dbt_limit_subq_${identifier}`
  }

  override print(): string {
    const { eventTime, identifier } = this.parts
    const text = this.renderLimited()
    const where = eventTime === null ? '' : writeEventTime(eventTime)
    return where === '' ? text : `(select * from ${text} where ${where}) _dbt_et_filter_subq_${identifier}`
  }

  override repr(): string {
    return `<${this.typeName} ${this.render()}>`
  }

  override equals(other: Value): boolean {
    return other instanceof RelationValue && this.parts.type === other.parts.type && this.render() === other.render()
  }

  override get hashKey(): string {
    return this.render()
  }

  override get truth(): boolean {
    return true
  }

  /** dbt's relations are mappings of their fields; dbt_utils recognizes them by it (`is mapping`, `.get('metadata')`). */
  override pairs(): readonly (readonly [Value, Value])[] {
    return [...toDict(this).entries()]
  }

  /** dbt's relations answer `x['schema']` like `x.schema`. */
  override item(key: Value): Value | undefined {
    const name = textOf(key)
    return name === undefined ? undefined : this.attribute(name)
  }

  override attribute(name: string): Value | undefined {
    const member = MEMBERS.get(name)
    return member === undefined ? RELATION_TYPES.get(name) : member(this)
  }
}

/** The class-level names of `api.Relation`, shared with instances as in Python. */
export const RELATION_TYPES: ReadonlyMap<string, string> = new Map([
  ['Table', 'table'],
  ['View', 'view'],
  ['CTE', 'cte'],
  ['MaterializedView', 'materialized_view'],
  ['External', 'external'],
  ['PointerTable', 'pointer_table'],
  ['Function', 'function'],
])

const RENAMEABLE: ReadonlySet<RelationType | null> = new Set<RelationType>(['table', 'view'])

const MEMBERS: ReadonlyMap<string, (relation: RelationValue) => Value> = new Map<
  string,
  (relation: RelationValue) => Value
>([
  ['database', (r) => r.parts.database],
  ['schema', (r) => r.parts.schema],
  ['identifier', (r) => r.parts.identifier],
  ['name', (r) => r.parts.identifier],
  ['table', (r) => r.parts.identifier],
  ['type', (r) => r.parts.type],
  ['path', (r) => Dict.of({ database: r.parts.database, schema: r.parts.schema, identifier: r.parts.identifier })],
  ['quote_policy', (r) => policy(r.parts.quoting)],
  ['include_policy', (r) => policy(r.parts.include)],
  ['quote_character', () => '"'],
  ['limit', (r) => r.parts.limit],
  ['dbt_created', () => false],
  ['is_table', (r) => r.parts.type === 'table'],
  ['is_view', (r) => r.parts.type === 'view'],
  ['is_cte', (r) => r.parts.type === 'cte'],
  ['is_materialized_view', (r) => r.parts.type === 'materialized_view'],
  ['is_pointer', (r) => r.parts.type === 'pointer_table'],
  ['is_function', (r) => r.parts.type === 'function'],
  ['can_be_renamed', (r) => RENAMEABLE.has(r.parts.type)],
  ['can_be_replaced', (r) => RENAMEABLE.has(r.parts.type)],
  ['render', (r) => hostFunction('render', [], () => r.render())],
  ['render_limited', (r) => hostFunction('render_limited', [], () => r.renderLimited())],
  ['quoted', () => hostFunction('quoted', ['identifier'], (call) => `"${call.text('identifier')}"`)],
  [
    'quote',
    (r) =>
      hostFunction('quote', PARTS, (call) => r.with({ quoting: changedPolicy(r.parts.quoting, call.get.bind(call)) })),
  ],
  [
    'include',
    (r) =>
      hostFunction('include', PARTS, (call) =>
        r.with({ include: changedPolicy(r.parts.include, call.get.bind(call)) }),
      ),
  ],
  [
    'without_identifier',
    (r) =>
      hostFunction('without_identifier', [], () =>
        r.with({ identifier: null, include: { ...r.parts.include, identifier: false } }),
      ),
  ],
  ['incorporate', (r) => hostFunction('incorporate', ['**changes'], (call) => incorporate(r, call.keywords))],
  ['replace', (r) => hostFunction('replace', ['**changes'], (call) => incorporate(r, call.keywords))],
  ['replace_path', (r) => hostFunction('replace_path', ['**parts'], (call) => r.with(givenPath(call.keywords)))],
  [
    'information_schema',
    (r) =>
      hostFunction('information_schema', ['view_name?'], (call) =>
        r.informationSchema(textOf(call.value('view_name')) ?? null),
      ),
  ],
  ['information_schema_only', (r) => hostFunction('information_schema_only', [], () => r.informationSchema(null))],
  ['matches', (r) => hostFunction('matches', PARTS, (call) => matches(r, call.get.bind(call)))],
  ['relation_max_name_length', () => hostFunction('relation_max_name_length', [], () => MAX_NAME_BYTES)],
  [
    'get',
    (r) =>
      hostFunction('get', ['key', 'default?'], (call) => {
        // dbt_utils takes a mapping with such metadata for a relation.
        if (call.text('key') === 'metadata') return Dict.of({ type: r.typeName })
        // Not `??`: a field that is None is None.
        const field = r.attribute(call.text('key'))
        return field === undefined ? call.value('default') : field
      }),
  ],
  ['to_dict', (r) => hostFunction('to_dict', ['omit_none?'], () => toDict(r))],
])

const PARTS = ['database?', 'schema?', 'identifier?']

function policy(quoting: Quoting): Dict {
  return Dict.of({ database: quoting.database, schema: quoting.schema, identifier: quoting.identifier })
}

function incorporate(relation: RelationValue, changes: ReadonlyMap<string, Value>): RelationValue {
  const path = changes.get('path')
  const type = changes.get('type')
  const quoting = changes.get('quote_policy')
  const include = changes.get('include_policy')
  const view = changes.get('information_schema_view')
  return relation.with({
    ...(path instanceof Dict ? givenPath(path) : {}),
    ...(type === undefined ? {} : { type: givenType(type) }),
    ...(quoting instanceof Dict ? { quoting: changedPolicy(relation.parts.quoting, (p) => quoting.get(p)) } : {}),
    ...(include instanceof Dict ? { include: changedPolicy(relation.parts.include, (p) => include.get(p)) } : {}),
    ...(view === undefined ? {} : { informationSchemaView: textOf(view) ?? null }),
  })
}

function matches(relation: RelationValue, given: (part: string) => Value | undefined): boolean {
  const parts = ['database', 'schema', 'identifier'] as const
  return parts.every((part) => {
    const value = given(part)
    const wanted = value === undefined ? undefined : textOf(value)
    return wanted === undefined || wanted === relation.parts[part]
  })
}

function toDict(relation: RelationValue): Dict {
  return Dict.of({
    path: relation.attribute('path') ?? null,
    type: relation.parts.type,
    quote_character: '"',
    include_policy: policy(relation.parts.include),
    quote_policy: policy(relation.parts.quoting),
    dbt_created: false,
    limit: relation.parts.limit,
  })
}

function writeEventTime({ field, start, end }: EventTimeFilter): string {
  const bounds: string[] = []
  if (start !== null) bounds.push(`${field} >= '${start}'`)
  if (end !== null) bounds.push(`${field} < '${end}'`)
  return bounds.join(' and ')
}
