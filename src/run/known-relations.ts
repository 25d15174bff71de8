import { relationValue } from '../compile/node-scope.ts'
import type { RelationName } from '../resources/relation.ts'
import type { Connection } from './connection.ts'
import { storedName } from './publish/names.ts'
import type { StoredKind } from './publish/statements.ts'

type RelationValue = ReturnType<typeof relationValue>

interface ValueList {
  readonly database: string
  readonly values: RelationValue[]
}

export interface KnownRelation {
  readonly schema: string
  readonly identifier: string
  readonly kind: StoredKind
}

const LIST = `
select n.nspname, c.relname, c.relkind
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'f', 'v', 'm') and n.nspname = any ($1::name[])
order by 1, 2`

const ONE = `
select c.relkind
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'f', 'v', 'm') and n.nspname = $1::name and c.relname = $2`

const SCHEMAS = 'select nspname from pg_namespace'

const KINDS: Readonly<Record<string, StoredKind>> = {
  r: 'table',
  p: 'table',
  f: 'table',
  v: 'view',
  m: 'materialized_view',
}

/**
 * The relations of the schemas a run works in: asked for once, in one query with exact names, then kept up to date by
 * what the run itself does. Names of schemas count as PostgreSQL keeps them, which cuts long ones.
 */
export class KnownRelations {
  readonly #relations = new Map<string, Map<string, KnownRelation>>()
  readonly #schemas = new Set<string>()
  readonly #lists = new Map<string, ValueList>()

  /** Reads the names of all schemas, and the relations of these. */
  async load(connection: Connection, schemas: readonly string[]): Promise<void> {
    for (const [name] of (await connection.last(SCHEMAS)).rows) if (name) this.#schemas.add(name)
    await this.#list(connection, schemas)
  }

  hasSchema(name: string): boolean {
    return this.#schemas.has(storedName(name))
  }

  schemaCreated(name: string): void {
    this.#schemas.add(storedName(name))
    this.#of(name)
  }

  /** The relations of a schema; one that was not loaded yet is listed now. */
  async inSchema(connection: Connection, schema: string): Promise<readonly KnownRelation[]> {
    if (!this.#relations.has(storedName(schema))) await this.#list(connection, [schema])
    return [...(this.#relations.get(storedName(schema))?.values() ?? [])]
  }

  /**
   * The relations of a schema as templates take them. Many templates ask for all there are, to find one: the list is
   * kept, and grows with what is added. What is given away is a copy.
   */
  async valuesIn(connection: Connection, schema: string, database: string): Promise<readonly RelationValue[]> {
    let list = this.#lists.get(storedName(schema))
    if (list === undefined) {
      const relations = await this.inSchema(connection, schema)
      list = { database, values: relations.map((relation) => asValue(relation, database)) }
      this.#lists.set(storedName(schema), list)
    }
    return [...list.values]
  }

  kindOf(schema: string | null, identifier: string | null): StoredKind | null {
    return this.#relations.get(storedName(schema ?? ''))?.get(identifier ?? '')?.kind ?? null
  }

  add(relation: KnownRelation): void {
    const { schema, identifier } = relation
    const relations = this.#of(schema)
    const before = relations.get(identifier)
    if (before?.kind === relation.kind) return
    relations.set(identifier, relation)
    const list = this.#lists.get(storedName(schema))
    if (before === undefined) list?.values.push(asValue(relation, list.database))
    else this.#lists.delete(storedName(schema))
  }

  drop(schema: string | null, identifier: string | null): void {
    if (this.#relations.get(storedName(schema ?? ''))?.delete(identifier ?? ''))
      this.#lists.delete(storedName(schema ?? ''))
  }

  /** Asks what stands under a name; true when it is not what was known. */
  async refresh(connection: Connection, { schema, identifier }: RelationName): Promise<boolean> {
    if (schema === null || identifier === null) return false
    const { rows } = await connection.query(ONE, [schema, identifier])
    const before = this.kindOf(schema, identifier)
    const [relkind] = rows[0] ?? []
    const kind = relkind ? (KINDS[relkind] ?? 'table') : null
    if (kind === null) this.drop(schema, identifier)
    else this.add({ schema, identifier, kind })
    return kind !== before
  }

  async #list(connection: Connection, schemas: readonly string[]): Promise<void> {
    for (const schema of schemas) this.#of(schema)
    const { rows } = await connection.query(LIST, [toArrayLiteral(schemas)])
    for (const [schema, identifier, kind] of rows) {
      if (schema && identifier) this.add({ schema, identifier, kind: KINDS[kind ?? ''] ?? 'table' })
    }
  }

  #of(schema: string): Map<string, KnownRelation> {
    const key = storedName(schema)
    let relations = this.#relations.get(key)
    if (relations === undefined) {
      relations = new Map()
      this.#relations.set(key, relations)
    }
    return relations
  }
}

function asValue({ schema, identifier, kind }: KnownRelation, database: string): RelationValue {
  return relationValue({ database, schema, identifier }, kind)
}

/** `{"a","b"}`: a text[] as PostgreSQL reads it. */
function toArrayLiteral(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`
}

/** The kind of a relation from what templates call its type. */
export function storedKind(type: string | null): StoredKind {
  return type === 'view' || type === 'materialized_view' ? type : 'table'
}
