import { toList } from '../../jinja/values/iterate.ts'
import { PythonError } from '../../jinja/values/python-error.ts'
import { Tuple, type Value } from '../../jinja/values/value.ts'
import { hostFunction } from '../host-function.ts'
import { keysOf } from './arguments.ts'
import type { DataType } from './data-type.ts'
import { AgateTable } from './table.ts'

/** `merge(tables)`: the rows of all of them, with all their columns; what a table lacks is null. */
export function mergeMethod(self: AgateTable): Value {
  return hostFunction('merge', ['tables', 'row_names?', 'column_names?'], (call) => {
    const tables = toList(call.value('tables')).filter((table) => table instanceof AgateTable)
    const wanted = call.value('column_names') === null ? undefined : keysOf(call.value('column_names'))
    const columns = new Map<string, DataType>()
    for (const table of tables) {
      for (const [index, name] of table.names.entries()) {
        if (wanted !== undefined && !wanted.includes(name)) continue
        const type = table.types[index] as DataType
        const known = columns.get(name)
        if (known === undefined) columns.set(name, type)
        else if (known.typeName !== type.typeName)
          throw new PythonError(
            'agate.exceptions.DataTypeError',
            'Tables contain columns with the same names, but different types.',
          )
      }
    }
    const names = [...columns.keys()]
    const rows = tables.flatMap((table) => {
      const places = names.map((name) => table.names.indexOf(name))
      return table.rows.map((row) => places.map((place) => (place < 0 ? null : (row[place] as Value))))
    })
    const rowNames = call.value('row_names')
    return self.fork({
      names,
      types: [...columns.values()],
      rows,
      rowKeys: new Tuple(names),
      rowNames: rowNames === null ? null : keysOf(rowNames),
    })
  })
}
