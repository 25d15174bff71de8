import { textOf } from '../../jinja/values/text.ts'
import type { Value } from '../../jinja/values/value.ts'
import type { Quoting } from '../../resources/relation.ts'
import type { Database } from '../database.ts'
import type { Invocation } from '../invocation.ts'
import { RelationValue } from '../relation-value.ts'
import { type AdapterMacros, firstColumn } from './adapter-macros.ts'
import { type Methods, relationOf } from './adapter-value.ts'
import { columnsOfQuery } from './query-columns.ts'

/** The methods of `adapter` that look at what is there: relations, schemas, columns. */
export function lookupMethods(macros: AdapterMacros, database: Database, { quoting, target }: Invocation): Methods {
  const relationNamed = async (schema: string, identifier: string): Promise<RelationValue | null> => {
    const wanted = asStored(identifier, quoting, 'identifier')
    const relations = await database.relations(asStored(schema, quoting, 'schema'))
    return relations.find((relation) => relation.parts.identifier === wanted) ?? null
  }
  return {
    get_relation: [
      ['database', 'schema', 'identifier'],
      (call) => {
        const schema = textOf(call.value('schema'))
        const identifier = textOf(call.value('identifier'))
        return schema !== undefined && identifier !== undefined ? relationNamed(schema, identifier) : null
      },
    ],
    already_exists: [
      ['schema', 'name'],
      async (call) => (await relationNamed(call.text('schema'), call.text('name'))) !== null,
    ],
    list_relations: [['database', 'schema'], async (call) => [...(await database.relations(call.text('schema')))]],
    list_relations_without_caching: [
      ['schema_relation'],
      (call) => macros.call('list_relations_without_caching', call.value('schema_relation')),
    ],
    get_columns_in_relation: [
      ['relation'],
      // Whatever the macro answers: one of the project's own may answer something else than columns.
      (call) => macros.call('get_columns_in_relation', relationOf(call, 'relation')),
    ],
    get_columns_in_table: [
      ['schema', 'identifier'],
      async (call) => {
        const named = { database: target.database, schema: call.text('schema'), identifier: call.text('identifier') }
        return [...(await macros.columnsOf(RelationValue.create({ ...named, quoting })))]
      },
    ],
    get_missing_columns: [
      ['from_relation', 'to_relation'],
      (call) => missingColumns(macros, relationOf(call, 'from_relation'), relationOf(call, 'to_relation')),
    ],
    get_column_schema_from_query: [['sql'], async (call) => columnsOfQuery(database, call.text('sql'))],
    check_schema_exists: [
      ['database', 'schema'],
      async (call) => {
        const schema = call.text('schema')
        const names = { database: textOf(call.value('database')) ?? null, schema, identifier: 'INFORMATION_SCHEMA' }
        const relation = RelationValue.create({ ...names, quoting }).informationSchema(null)
        const [count = 0] = firstColumn(await macros.call('check_schema_exists', relation, schema))
        return typeof count === 'number' && count > 0
      },
    ],
    list_schemas: [['database'], async (call) => [...(await macros.schemas(call.value('database')))]],
  }
}

/** Names that the project does not quote are folded to lower case by Postgres. */
function asStored(name: string, quoting: Quoting, part: keyof Quoting): string {
  return quoting[part] ? name : name.toLowerCase()
}

/** The columns of one relation that the other lacks. */
async function missingColumns(macros: AdapterMacros, from: RelationValue, to: RelationValue): Promise<Value> {
  const there = new Set((await macros.columnsOf(to)).map((column) => column.column))
  return (await macros.columnsOf(from)).filter((column) => !there.has(column.column))
}
