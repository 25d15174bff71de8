import type { Manifest } from '../../resources/manifest.ts'
import type { DataTest } from '../../resources/node.ts'
import { QUOTE_ALL, quoteIdentifier, type RelationName, writeRelation } from '../../resources/relation.ts'
import type { Connection } from '../connection.ts'
import { liveOf } from '../materialize/live.ts'
import { indexName } from '../publish/names.ts'
import { OWNED } from './history-index.ts'
import { type TestedKeys, testedKeys } from './tested-keys.ts'

const OWN_INDEXES = `
select n.nspname, t.relname, (
  select json_agg(a.attname order by k.place)
  from unnest(x.indkey::smallint[]) with ordinality as k (number, place)
  join pg_attribute a on a.attrelid = x.indrelid and a.attnum = k.number
), substring(pg_get_indexdef(x.indexrelid) from ' USING btree (.*)$')
from pg_description d
join pg_index x on x.indexrelid = d.objoid and x.indisvalid
join pg_class t on t.oid = x.indrelid
join pg_namespace n on n.oid = t.relnamespace
where d.classoid = 'pg_class'::regclass and d.objsubid = 0 and d.description = $1
order by x.indexrelid`

/** An index that an earlier run made. */
interface OwnIndex {
  readonly columns: readonly string[]
  /** What follows the table's name in `create index`. */
  readonly definition: string
}

/** The relations of one run that an index may be put on, and the indexes they had for looking back when it began. */
export class LookBacks {
  readonly run: string
  readonly #built: ReadonlySet<string>
  readonly #tests: ReadonlyMap<string, readonly DataTest[]>
  #before: Promise<ReadonlyMap<string, readonly OwnIndex[]>> | null = null

  constructor(manifest: Pick<Manifest, 'nodes' | 'sources'>, run: string) {
    this.run = run
    this.#tests = testsByRelation(manifest)
    this.#built = new Set(
      [...manifest.nodes.values()].flatMap((node) =>
        node.relation !== null && (node.kind === 'model' || node.kind === 'seed' || node.kind === 'snapshot')
          ? [keyOf(liveOf(node))]
          : [],
      ),
    )
  }

  /** True of what models, seeds and snapshots of this project are built as. */
  builds(relation: RelationName): boolean {
    return this.#built.has(keyOf(relation))
  }

  /** What the project's data tests say of a relation's rows. */
  testedKeys(relation: RelationName): TestedKeys {
    return testedKeys(this.#tests.get(keyOf(relation)) ?? [])
  }

  /** The statements that give a relation, built anew as `table`, the indexes that `live` has for looking back. */
  async again(connection: Connection, live: RelationName, table: RelationName): Promise<readonly string[]> {
    this.#before ??= this.#load(connection)
    const name = writeRelation({ ...table, database: null, quoting: QUOTE_ALL })
    return ((await this.#before).get(keyOf(live)) ?? []).flatMap(({ columns, definition }) => {
      const index = indexName(live.identifier ?? '', columns, `look-back ${name}`, this.run)
      const inSchema = writeRelation({ ...table, database: null, identifier: index, quoting: QUOTE_ALL })
      return [
        `create index ${quoteIdentifier(index)} on ${name} ${definition}`,
        `comment on index ${inSchema} is '${OWNED}'`,
      ]
    })
  }

  async #load(connection: Connection): Promise<ReadonlyMap<string, readonly OwnIndex[]>> {
    const found = new Map<string, readonly OwnIndex[]>()
    for (const [schema, identifier, columns, definition] of (await connection.query(OWN_INDEXES, [OWNED])).rows) {
      const key = keyOf({ schema: schema ?? null, identifier: identifier ?? null })
      found.set(key, [
        ...(found.get(key) ?? []),
        { columns: JSON.parse(columns ?? '[]'), definition: definition ?? '' },
      ])
    }
    return found
  }
}

function testsByRelation({
  nodes,
  sources,
}: Pick<Manifest, 'nodes' | 'sources'>): ReadonlyMap<string, readonly DataTest[]> {
  const found = new Map<string, readonly DataTest[]>()
  for (const node of nodes.values()) {
    const id = node.kind === 'test' ? (node.generic?.attachedNode ?? null) : null
    if (node.kind !== 'test' || id === null) continue
    const tested = nodes.get(id)
    const relation = tested?.relation ? liveOf(tested) : sources.get(id)?.relation
    if (relation === undefined) continue
    found.set(keyOf(relation), [...(found.get(keyOf(relation)) ?? []), node])
  }
  return found
}

function keyOf({ schema, identifier }: Pick<RelationName, 'schema' | 'identifier'>): string {
  return JSON.stringify([schema, identifier])
}
