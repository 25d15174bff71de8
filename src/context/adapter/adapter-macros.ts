import { callValue } from '../../jinja/values/call.ts'
import { NO_KWARGS, type Value } from '../../jinja/values/value.ts'
import { AgateTable } from '../agate/table.ts'
import { ColumnValue } from '../column-value.ts'
import { raisedByProject } from '../errors.ts'
import type { RelationValue } from '../relation-value.ts'
import type { Scope } from '../scope.ts'

/**
 * What `adapter` asks macros for. As in dbt most of its methods are macros, so that a project's own
 * `get_columns_in_relation` (or `postgres__…`) is the one that answers.
 */
export interface AdapterMacros {
  call(name: string, ...args: readonly Value[]): Promise<Value>
  columnsOf(relation: RelationValue): Promise<readonly ColumnValue[]>
  /** The names of all schemas, lower-cased as dbt compares them. */
  schemas(database: Value): Promise<readonly string[]>
}

export function adapterMacros(scope: () => Scope): AdapterMacros {
  const call = async (name: string, ...args: readonly Value[]): Promise<Value> => {
    const found = scope().macro(name)
    if (found === undefined) throw raisedByProject(`the macro '${name}', which adapter needs, does not exist`)
    return callValue(found, args, NO_KWARGS)
  }
  return {
    call,
    async columnsOf(relation) {
      const columns = await call('get_columns_in_relation', relation)
      return Array.isArray(columns) ? columns.filter((column) => column instanceof ColumnValue) : []
    },
    async schemas(database) {
      const table = await call('list_schemas', database)
      return firstColumn(table).flatMap((name) => (typeof name === 'string' ? [name.toLowerCase()] : []))
    },
  }
}

/** The cells of the first column of what a macro answered. */
export function firstColumn(table: Value): readonly Value[] {
  return table instanceof AgateTable ? table.rows.flatMap((row) => row.slice(0, 1)) : []
}
