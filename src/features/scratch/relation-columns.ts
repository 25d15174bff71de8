import { type RelationName, writeRelation } from '../../resources/relation.ts'
import type { Session } from '../../warehouse/warehouse.ts'

export interface StoredColumn {
  readonly name: string
  /** As PostgreSQL writes it: `numeric(10,2)`. */
  readonly type: string
  /** `typcategory`: N numbers, S text, D dates and times, B booleans … */
  readonly category: string
  /** False where values of the type cannot be told equal (json, xml, point). */
  readonly comparable: boolean
  readonly isFloat: boolean
}

const COLUMNS = `
select a.attname, format_type(a.atttypid, a.atttypmod), t.typcategory, t.typname in ('float4', 'float8'),
  exists (select from pg_operator o where o.oprname = '=' and o.oprleft = o.oprright and o.oprcanhash
          and o.oprleft = case when t.typcategory = 'A' then 'anyarray'::regtype when t.typcategory = 'E' then 'anyenum'::regtype
                               when t.typcategory = 'R' then 'anyrange'::regtype
                               when t.typbasetype <> 0 then t.typbasetype
                               when t.typname = 'varchar' then 'text'::regtype else t.oid end)
from pg_attribute a
join pg_type t on t.oid = a.atttypid
where a.attrelid = to_regclass($1) and a.attnum > 0 and not a.attisdropped
order by a.attnum`

/** The columns of a relation, in their order; none where it does not exist. */
export async function columnsOf(
  session: Pick<Session, 'query'>,
  relation: RelationName,
): Promise<readonly StoredColumn[]> {
  const { rows } = await session.query(COLUMNS, [writeRelation({ ...relation, database: null })])
  return rows.map(([name, type, category, isFloat, comparable]) => ({
    name: name ?? '',
    type: type ?? '',
    category: category ?? '',
    isFloat: isFloat === 't',
    comparable: comparable === 't',
  }))
}
