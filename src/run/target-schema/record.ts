import { quoteIdentifier, type RelationName } from '../../resources/relation.ts'
import type { TargetSchema } from '../../resources/target-schema.ts'
import type { Warehouse } from '../../warehouse/warehouse.ts'
import { RECORD, schemaMark } from './mark.ts'

/**
 * Writes down what was built for a target schema, so that it is known when no file of the project says so any more. In
 * a schema that was there before nothing is written: it is not taken down either.
 */
export async function recordMade(
  warehouse: Warehouse,
  target: TargetSchema,
  relations: readonly RelationName[],
): Promise<void> {
  if (relations.length === 0) return
  const schema = quoteIdentifier(target.name)
  const table = `${schema}.${quoteIdentifier(RECORD)}`
  const mark = schemaMark(target)
  await using session = await warehouse.open()
  const { rows } = await session.query(IS_THERE, [target.name])
  const [comment] = rows[0] ?? []
  if (comment === undefined)
    await session.statements(`create schema ${schema}; comment on schema ${schema} is '${mark.replaceAll("'", "''")}'`)
  else if (comment !== mark) return
  await session.statements(
    `create table if not exists ${table} (schema_name text, relation_name text, primary key (schema_name, relation_name))`,
  )
  await session.query(
    `insert into ${table} select one ->> 0, one ->> 1 from json_array_elements($1::json) as one on conflict do nothing`,
    [JSON.stringify(relations.map(({ schema: where, identifier }) => [where, identifier]))],
  )
}

const IS_THERE = "select obj_description(oid, 'pg_namespace') from pg_namespace where nspname = $1"
