import type { LookBack, Ties } from '../../compile/look-back.ts'
import type { RelationName } from '../../resources/relation.ts'
import type { Connection } from '../connection.ts'
import { sqlName } from './history-index.ts'
import type { TestedKeys } from './tested-keys.ts'

const COLUMNS = `
select attname, attnotnull, atttypid in ('text'::regtype, 'varchar'::regtype, 'bpchar'::regtype, 'name'::regtype)
from pg_attribute
where attrelid = to_regclass($1) and attnum > 0 and not attisdropped`

const UNIQUE_INDEXES = `
select (
  select json_agg(a.attname)
  from unnest(x.indkey::smallint[]) with ordinality as k (number, place)
  join pg_attribute a on a.attrelid = x.indrelid and a.attnum = k.number
  where k.place <= x.indnkeyatts
)
from pg_index x
where x.indrelid = to_regclass($1) and x.indisunique and x.indisvalid and x.indimmediate and x.indpred is null and x.indexprs is null`

/**
 * What is known of rows of one entity and moment: the types of the tie-break, and whether it leaves no ties, as a unique
 * index of the relation makes sure, or its data tests say. Null keys and times never meet a look-up; a null in the
 * tie-break may stand beside another, unless columns are not null, or counted as equal by the test.
 */
export async function tiesOf(
  connection: Connection,
  history: RelationName,
  { entity, eventTime, more, ties }: LookBack,
  tested: TestedKeys,
): Promise<Ties | null> {
  if (ties === null) return null
  const name = sqlName(history)
  const columns = await connection.query(COLUMNS, [name])
  const indexes = await connection.query(UNIQUE_INDEXES, [name])
  const are = (place: 1 | 2): ReadonlySet<string> =>
    new Set(columns.rows.flatMap((row) => (row[place] === 't' ? (row[0] ?? []) : [])))
  const [notNull, text] = [are(1), are(2)]
  const present = new Set([...entity, eventTime, ...more, ...notNull, ...tested.notNull])
  const known = new Set([...entity, eventTime, ...more, ...ties])
  const keys = [...indexes.rows.map(([names]) => JSON.parse(names ?? '[]') as string[]), ...tested.unique]
  const broken =
    keys.some((key) => key.every((column) => known.has(column) && present.has(column))) ||
    tested.uniqueWithNulls.some((key) => key.every((column) => known.has(column)))
  return { texts: ties.map((column) => text.has(column)), broken }
}
