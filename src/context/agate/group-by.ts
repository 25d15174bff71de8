import { toList } from '../../jinja/values/iterate.ts'
import { andThen } from '../../jinja/values/maybe-async.ts'
import { OrderedDict } from '../../jinja/values/ordered-dict.ts'
import { repr } from '../../jinja/values/print.ts'
import { PythonError } from '../../jinja/values/python-error.ts'
import { textOf } from '../../jinja/values/text.ts'
import { Dict, type Value } from '../../jinja/values/value.ts'
import { type Arguments, hostFunction } from '../host-function.ts'
import { isFunction } from './arguments.ts'
import { Column } from './column.ts'
import { DataType, TEXT } from './data-type.ts'
import { rowKeys } from './row-methods.ts'
import type { AgateTable } from './table.ts'
import { TableSet } from './table-set.ts'

/** `group_by(key, key_name, key_type)`: a table for each value of a column, or of a function of the rows. */
export function groupByMethod(table: AgateTable): Value {
  return hostFunction('group_by', ['key', 'key_name?', 'key_type?'], (call) => {
    const key = call.value('key')
    const column = isFunction(key) ? undefined : columnOf(table, key)
    const type = call.value('key_type')
    const keyType = type instanceof DataType ? type : (column?.dataType ?? TEXT)
    const keyName = textOf(call.value('key_name')) ?? column?.name ?? 'group'
    return andThen(rowKeys(table, column === undefined ? key : column.name), (keys: Value[][]) => {
      const groups = new Dict()
      for (const [index, [value = null]] of keys.entries()) {
        const name = keyType.cast(value)
        const known = groups.get(name)
        if (Array.isArray(known)) known.push(index)
        else groups.set(name, [index])
      }
      const tables = Array.from(groups.values(), (indexes) =>
        table.fork({ rows: toList(indexes).map((index) => table.rows[index as number] as readonly Value[]) }),
      )
      return new TableSet(
        tables.length === 0 ? [table.fork({ rows: [] })] : tables,
        [...groups.keys()],
        keyName,
        keyType,
      )
    })
  })
}

function columnOf(table: AgateTable, key: Value): Column {
  const column = table.columns.item(key)
  if (column instanceof Column) return column
  if (typeof key === 'number') throw new PythonError('IndexError', 'tuple index out of range')
  throw new PythonError('KeyError', repr(key))
}

/**
 * `aggregate([])`. Aggregations themselves are classes of agate, which dbt does not lend: without any there is nothing
 * to compute.
 */
export function aggregateMethod(_table: AgateTable): Value {
  return hostFunction('aggregate', ['aggregations'], (call) => {
    requireNoAggregations(call)
    return new OrderedDict()
  })
}

/** Refuses whatever is no empty list. */
export function requireNoAggregations(call: Arguments): void {
  if (toList(call.value('aggregations')).length > 0)
    throw new PythonError('TypeError', "aggregate() takes pairs of a name and one of agate's aggregations")
}
