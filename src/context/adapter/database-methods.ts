import { callValue } from '../../jinja/values/call.ts'
import { textOf } from '../../jinja/values/text.ts'
import { NO_KWARGS, Tuple, type Value } from '../../jinja/values/value.ts'
import { AgateTable } from '../agate/table.ts'
import { ColumnValue, canExpand } from '../column-value.ts'
import type { Database } from '../database.ts'
import { raisedByProject } from '../errors.ts'
import type { Log } from '../log.ts'
import type { RelationValue } from '../relation-value.ts'
import type { Scope } from '../scope.ts'
import { AdapterResponse } from './adapter-response.ts'
import { type Methods, relationOf } from './adapter-value.ts'
import { incrementalStrategyMacro } from './incremental-strategy.ts'
import { columnsOfQuery } from './query-columns.ts'
import { checkSnapshotTarget, recordsDeletion } from './snapshot-target.ts'

/**
 * The methods of `adapter` that need a database. As in dbt most of them are macros, so that a project's own
 * `get_columns_in_relation` (or `postgres__…`) is the one that is asked. Tables print to `log`.
 */
export function databaseMethods(scope: () => Scope, database: Database, log: Log): Methods {
  const macro = async (name: string, ...args: readonly Value[]): Promise<Value> => {
    const found = scope().macro(name)
    if (found === undefined) throw raisedByProject(`the macro '${name}', which adapter needs, does not exist`)
    return callValue(found, args, NO_KWARGS)
  }
  const columnsOf = async (relation: RelationValue): Promise<readonly ColumnValue[]> => {
    const columns = await macro('get_columns_in_relation', relation)
    return Array.isArray(columns) ? columns.filter((column) => column instanceof ColumnValue) : []
  }
  const missing = async (from: RelationValue, to: RelationValue): Promise<Value[]> => {
    const there = new Set((await columnsOf(to)).map((column) => column.column))
    return (await columnsOf(from)).filter((column) => !there.has(column.column))
  }
  const relationNamed = async (schema: string, identifier: string): Promise<RelationValue | null> =>
    (await database.relations(schema)).find((r) => r.parts.identifier === identifier) ?? null

  return {
    execute: [
      ['sql', 'auto_begin?', 'fetch?', 'limit?'],
      async (call) => {
        const result = await database.execute(call.text('sql'), call.flag('auto_begin', false))
        const limit = call.value('limit')
        const rows = typeof limit === 'number' ? result.rows.slice(0, limit) : result.rows
        const table = AgateTable.from(
          call.flag('fetch', false) ? { ...result, rows } : { ...result, columns: [], rows: [] },
          log,
        )
        return new Tuple([AdapterResponse.from(result), table])
      },
    ],
    add_query: [
      ['sql', 'auto_begin?', 'bindings?', 'abridge_sql_log?'],
      async (call) => {
        const result = await database.execute(call.text('sql'), call.flag('auto_begin', true))
        return new Tuple([AdapterResponse.from(result), null])
      },
    ],
    commit: [
      [],
      async () => {
        await database.commit()
        return null
      },
    ],
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
      (call) => macro('list_relations_without_caching', call.value('schema_relation')),
    ],
    get_columns_in_relation: [['relation'], async (call) => [...(await columnsOf(relationOf(call, 'relation')))]],
    get_missing_columns: [
      ['from_relation', 'to_relation'],
      (call) => missing(relationOf(call, 'from_relation'), relationOf(call, 'to_relation')),
    ],
    get_column_schema_from_query: [['sql'], async (call) => columnsOfQuery(database, call.text('sql'))],
    expand_target_column_types: [
      ['from_relation', 'to_relation'],
      async (call) => {
        const to = relationOf(call, 'to_relation')
        const goal = new Map(
          (await columnsOf(relationOf(call, 'from_relation'))).map((column) => [column.column, column]),
        )
        for (const column of await columnsOf(to)) {
          const wanted = goal.get(column.column)
          if (wanted === undefined || !canExpand(column, wanted)) continue
          await macro('alter_column_type', to, column.column, `character varying(${wanted.stringSize})`)
        }
        return null
      },
    ],
    check_schema_exists: [
      ['database', 'schema'],
      async (call) => {
        const schemas = await schemaNames(await macro('list_schemas', call.value('database')))
        return schemas.includes(call.text('schema').toLowerCase())
      },
    ],
    list_schemas: [['database'], async (call) => schemaNames(await macro('list_schemas', call.value('database')))],
    create_schema: [['relation'], (call) => macro('create_schema', relationOf(call, 'relation'))],
    drop_schema: [
      ['relation'],
      async (call) => {
        const relation = relationOf(call, 'relation')
        for (const known of await database.relations(relation.parts.schema ?? '')) database.dropped(known)
        return macro('drop_schema', relation)
      },
    ],
    drop_relation: [
      ['relation'],
      (call) => {
        const relation = relationOf(call, 'relation')
        database.dropped(relation)
        return macro('drop_relation', relation)
      },
    ],
    truncate_relation: [['relation'], (call) => macro('truncate_relation', relationOf(call, 'relation'))],
    rename_relation: [
      ['from_relation', 'to_relation'],
      async (call) => {
        const from = relationOf(call, 'from_relation')
        const to = relationOf(call, 'to_relation')
        database.renamed(from, to)
        await macro('rename_relation', from, to)
        return null
      },
    ],
    cache_added: [
      ['relation'],
      (call) => {
        database.added(relationOf(call, 'relation'))
        return ''
      },
    ],
    cache_dropped: [
      ['relation'],
      (call) => {
        database.dropped(relationOf(call, 'relation'))
        return ''
      },
    ],
    cache_renamed: [
      ['from_relation', 'to_relation'],
      (call) => {
        database.renamed(relationOf(call, 'from_relation'), relationOf(call, 'to_relation'))
        return ''
      },
    ],
    valid_snapshot_target: [
      ['relation', 'column_names?'],
      async (call) => {
        checkSnapshotTarget(await columnsOf(relationOf(call, 'relation')), call.value('column_names'), false)
        return null
      },
    ],
    assert_valid_snapshot_target_given_strategy: [
      ['relation', 'column_names', 'strategy'],
      async (call) => {
        const deleted = recordsDeletion(call.value('strategy'))
        checkSnapshotTarget(await columnsOf(relationOf(call, 'relation')), call.value('column_names'), deleted)
        return null
      },
    ],
    get_incremental_strategy_macro: [
      ['model_context', 'strategy'],
      (call) => incrementalStrategyMacro(scope(), call.text('strategy')),
    ],
  }
}

/** The first column of a table of names, lower-cased as dbt compares them. */
function schemaNames(table: Value): string[] {
  const names: string[] = []
  for (const row of table instanceof AgateTable ? table.rows : []) {
    const [first] = row
    if (typeof first === 'string') names.push(first.toLowerCase())
  }
  return names
}
