import type { LookBack } from '../../compile/look-back.ts'
import { QUOTE_ALL, quoteIdentifier, type RelationName, writeRelation } from '../../resources/relation.ts'
import type { Connection } from '../connection.ts'
import { indexName } from '../publish/names.ts'

/** An index that a look-back rests on. */
export interface HistoryIndex {
  readonly name: string
  readonly columns: readonly string[]
}

const INDEXES = `
select i.relname, (
  select json_agg(a.attname order by k.place)
  from unnest(x.indkey::smallint[]) with ordinality as k (number, place)
  join pg_attribute a on a.attrelid = x.indrelid and a.attnum = k.number
  where k.place <= x.indnkeyatts
)
from pg_index x
join pg_class i on i.oid = x.indexrelid
join pg_am m on m.oid = i.relam
where x.indrelid = $1::regclass and x.indisvalid and x.indpred is null and x.indexprs is null and m.amname = 'btree'
order by 1`

/** The b-trees of a relation, without partial ones. */
async function indexesOn(connection: Connection, relation: RelationName): Promise<readonly HistoryIndex[]> {
  const { rows } = await connection.query(INDEXES, [sqlName(relation)])
  return rows.map(([name, columns]) => ({ name: name ?? '', columns: JSON.parse(columns ?? '[]') as string[] }))
}

/** What the look-back asks for: an index for finding the latest, and where events have versions one for the newer ones. */
export function wantedIndexes({ entity, eventTime, more, versions }: LookBack): readonly Wanted[] {
  const look = { equal: entity, ordered: eventTime, columns: [...new Set([...entity, eventTime, ...more])] }
  const [last, ...keys] = [...(versions ?? [])].reverse()
  return last === undefined ? [look] : [look, { equal: keys.reverse(), ordered: last, columns: versions ?? [] }]
}

interface Wanted {
  /** Columns compared by `=`, in any order. */
  readonly equal: readonly string[]
  /** The column whose order is read. */
  readonly ordered: string
  readonly columns: readonly string[]
}

/** The indexes that serve, one for each that is wanted; undefined for one that is not there. */
export async function servingIndexes(
  connection: Connection,
  relation: RelationName,
  wanted: readonly Wanted[],
): Promise<readonly (HistoryIndex | undefined)[]> {
  const there = await indexesOn(connection, relation)
  return wanted.map(({ equal, ordered }) =>
    there.find(({ columns }) => {
      const first = columns.slice(0, equal.length)
      return equal.every((column) => first.includes(column)) && columns[equal.length] === ordered
    }),
  )
}

/**
 * Makes the indexes that are wanting, in a transaction of its own, and has PostgreSQL look at the relation, which may be
 * newer than its statistics. One at a time for a relation, in this run and others: who comes second finds them there.
 */
export async function createIndexes(
  connection: Connection,
  relation: RelationName,
  wanted: readonly Wanted[],
  run: string,
): Promise<readonly HistoryIndex[]> {
  return connection.transaction(async () => {
    const text = sqlName(relation)
    await connection.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`assay index on ${text}`])
    const there = await servingIndexes(connection, relation, wanted)
    const indexes = wanted.map(({ columns }, i) => {
      const name = indexName(relation.identifier ?? '', columns, `look-back ${sqlName(relation)}`, run)
      return there[i] ?? { name, columns }
    })
    const missing = indexes.filter((_, i) => there[i] === undefined)
    const statements = missing.map(
      ({ name, columns }) =>
        `create index ${quoteIdentifier(name)} on ${text} (${columns.map(quoteIdentifier).join(', ')});\n` +
        `comment on index ${besideRelation(relation, name)} is '${OWNED}'`,
    )
    if (missing.length > 0) await connection.execute([...statements, `analyze ${text}`].join(';\n'))
    return indexes
  })
}

/** The comment of indexes that are ours: a table that is built anew gets them again. */
export const OWNED = 'made by Assay for looking back'

function besideRelation({ schema }: RelationName, name: string): string {
  return schema === null ? quoteIdentifier(name) : `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`
}

export function sqlName(relation: RelationName): string {
  return writeRelation({ ...relation, database: null, quoting: QUOTE_ALL })
}
