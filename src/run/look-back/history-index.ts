import type { LookBack, Ties } from '../../compile/look-back.ts'
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
), obj_description(i.oid, 'pg_class')
from pg_index x
join pg_class i on i.oid = x.indexrelid
join pg_am m on m.oid = i.relam
where x.indrelid = $1::regclass and x.indisvalid and x.indpred is null and x.indexprs is null and m.amname = 'btree'
order by 1`

/** The b-trees of a relation, without partial ones. */
async function indexesOn(
  connection: Connection,
  relation: RelationName,
): Promise<readonly (HistoryIndex & { readonly isOurs: boolean })[]> {
  const { rows } = await connection.query(INDEXES, [sqlName(relation)])
  return rows.map(([name, columns, comment]) => ({
    name: name ?? '',
    columns: JSON.parse(columns ?? '[]') as string[],
    isOurs: comment === OWNED,
  }))
}

export interface Wanted {
  /** Columns compared by `=`, in any order. */
  readonly equal: readonly string[]
  /** The column whose order is read. */
  readonly ordered: string
  readonly columns: readonly string[]
  /** The columns, as an index is made on them. */
  readonly keys: readonly string[]
  /** Whether the order of all columns is read: less leaves something to sort. */
  readonly whole: boolean
}

/**
 * What the look-back asks for: an index for finding the latest, and where events have versions one for the newer ones.
 * A tie-break that leaves no ties is in the first, so that nothing is sorted: read backwards, it puts nulls last.
 */
export function wantedIndexes(
  { entity, eventTime, more, ties, versions, windows }: LookBack,
  known: Ties | null,
): readonly Wanted[] {
  const plain = [...new Set([...entity, eventTime, ...more])]
  const texts = new Set((ties ?? []).filter((_, i) => known?.texts[i]))
  const breaking = known?.broken ? [...new Set(ties)].filter((column) => !plain.includes(column)) : []
  const asTie = (column: string): string =>
    `${quoteIdentifier(column)}${texts.has(column) ? ' collate "C"' : ''} nulls first`
  const look: Wanted = {
    equal: entity,
    ordered: eventTime,
    columns: [...plain, ...breaking],
    keys: [...plain.map(quoteIdentifier), ...breaking.map(asTie)],
    whole: breaking.length > 0 && windows === null,
  }
  const [last, ...keys] = [...(versions ?? [])].reverse()
  if (last === undefined) return [look]
  const columns = versions ?? []
  return [look, { equal: keys, ordered: last, columns, keys: columns.map(quoteIdentifier), whole: false }]
}

/** The indexes that serve, one for each that is wanted; undefined for one that is not there, or not as it could be made. */
export async function servingIndexes(
  connection: Connection,
  relation: RelationName,
  wanted: readonly Wanted[],
  canMake: boolean,
): Promise<readonly (HistoryIndex | undefined)[]> {
  const there = await indexesOn(connection, relation)
  return wanted.map(({ equal, ordered, whole, columns: all }) =>
    there.find(({ columns, isOurs }) => {
      if (whole && canMake) return isOurs && columns.join() === all.join()
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
    const there = await servingIndexes(connection, relation, wanted, true)
    const indexes = wanted.map(({ columns, keys }, i) => {
      const name = indexName(relation.identifier ?? '', columns, `look-back ${sqlName(relation)}`, run)
      return there[i] ?? { name, columns, keys }
    })
    const missing = indexes.filter((index) => 'keys' in index)
    const statements = missing.map(
      ({ name, keys }) =>
        `create index ${quoteIdentifier(name)} on ${text} (${keys.join(', ')});\n` +
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
