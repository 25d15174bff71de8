import { toList } from '../../jinja/values/iterate.ts'
import { PythonError } from '../../jinja/values/python-error.ts'
import { sliceBounds, sliceItems } from '../../jinja/values/slice-bounds.ts'
import { textOf } from '../../jinja/values/text.ts'
import { isTrue } from '../../jinja/values/truth.ts'
import { Dict, Tuple, type Value } from '../../jinja/values/value.ts'
import { type Arguments, hostFunction } from '../host-function.ts'
import { columnIndex, isSequence, keysOf } from './arguments.ts'
import { columnNames } from './names.ts'
import { AgateTable } from './table.ts'

/** `select(key)`: only the named columns, in the order given. */
export function selectMethod(table: AgateTable): Value {
  return hostFunction('select', ['key'], (call) => select(table, call.value('key')))
}

/** `exclude(key)`: all but the named columns. */
export function excludeMethod(table: AgateTable): Value {
  return hostFunction('exclude', ['key'], (call) => {
    const without = keysOf(call.value('key'))
    return select(table, new Tuple(table.names.filter((name) => !without.includes(name))))
  })
}

function select(table: AgateTable, key: Value): AgateTable {
  const indexes = keysOf(key).map((name) => columnIndex(table, name))
  const pick = <T>(items: readonly T[]): T[] => indexes.map((index) => items[index] as T)
  return table.fork({
    names: columnNames(pick(table.names)),
    types: pick(table.types),
    rows: table.rows.map(pick),
    rowKeys: key instanceof Tuple ? key : keysOf(key),
  })
}

/** `limit(stop)`, `limit(start, stop, step)`: a slice of the rows. */
export function limitMethod(table: AgateTable): Value {
  return hostFunction('limit', ['start_or_stop?', 'stop?', 'step?'], (call) => {
    const [first, stop, step] = ['start_or_stop', 'stop', 'step'].map((name) => call.value(name)) as [
      Value,
      Value,
      Value,
    ]
    const isRange = isTrue(stop) || isTrue(step)
    const bounds = isRange
      ? sliceBounds(first, stop, step, table.rows.length)
      : sliceBounds(null, first, null, table.rows.length)
    const { rowNames } = table
    return table.fork({
      rows: sliceItems(table.rows, bounds),
      rowNames: rowNames === null ? null : sliceItems(toList(rowNames), bounds),
    })
  })
}

/** `rename(column_names, row_names)`: other names, by a list of all or a dict of some. */
export function renameMethod(table: AgateTable): Value {
  return hostFunction('rename', ['column_names?', 'row_names?', 'slug_columns?', 'slug_rows?', '**kwargs'], (call) => {
    if (isTrue(call.value('slug_columns')) || isTrue(call.value('slug_rows')))
      throw new PythonError('TypeError', 'rename() makes no slugs here: give the names themselves')
    const rowNames =
      renamed(call, 'row_names', table.rowNames === null ? null : toList(table.rowNames)) ?? table.rowNames
    const names = renamed(call, 'column_names', [...table.names])
    if (names === undefined || sameTexts(names, table.names)) return table.fork({ rowNames })
    if (names.length !== table.names.length)
      throw new PythonError('ValueError', 'column_names and column_types must be the same length.')
    const unique = columnNames(names.map(columnName))
    return AgateTable.casting({ ...table, names: unique, rowKeys: new Tuple(unique), rowNames })
  })
}

/** The new names, or undefined where none are given. */
function renamed(call: Arguments, parameter: string, old: readonly Value[] | null): Value[] | undefined {
  const given = call.value(parameter)
  if (given instanceof Dict && old !== null)
    return old.map((name) => {
      const found = given.get(name)
      return found === undefined ? name : found
    })
  return isSequence(given) ? keysOf(given) : undefined
}

function columnName(name: Value): string {
  const text = textOf(name)
  if (text !== undefined) return text
  if (!isTrue(name)) return ''
  throw new PythonError('ValueError', 'Column names must be strings or None.')
}

function sameTexts(a: readonly Value[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index])
}
