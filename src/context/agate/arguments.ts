import { callableOf, callValue } from '../../jinja/values/call.ts'
import { iterate } from '../../jinja/values/iterate.ts'
import { type MaybeAsync, mapInTurn } from '../../jinja/values/maybe-async.ts'
import { repr } from '../../jinja/values/print.ts'
import { PythonError } from '../../jinja/values/python-error.ts'
import { textOf } from '../../jinja/values/text.ts'
import { NO_KWARGS, Tuple, type Value } from '../../jinja/values/value.ts'
import { MappedSequence } from './mapped-sequence.ts'
import type { AgateTable } from './table.ts'

/** True for what agate takes for several keys: a sequence that is no text. */
export function isSequence(value: Value): boolean {
  return Array.isArray(value) || value instanceof Tuple || value instanceof MappedSequence
}

/** A list of keys, of which there may be just one. */
export function keysOf(value: Value): Value[] {
  return isSequence(value) ? [...iterate(value)] : [value]
}

/** Where a column stands, by its name; agate's error where there is none. */
export function columnIndex(table: AgateTable, name: Value): number {
  const text = textOf(name)
  const index = text === undefined ? -1 : table.names.indexOf(text)
  if (index < 0) throw new PythonError('ValueError', 'tuple.index(x): x not in tuple')
  return index
}

/** A cell of a row by the column's name or place. */
export function cellOf(row: Value, key: Value): Value {
  const cell = row instanceof MappedSequence ? row.item(key) : undefined
  if (cell !== undefined) return cell
  if (typeof key === 'number') throw new PythonError('IndexError', 'tuple index out of range')
  throw new PythonError('KeyError', repr(key))
}

/** True for what can be called for each row. */
export function isFunction(value: Value): boolean {
  return callableOf(value) !== undefined
}

/** What a function answers for each row, in turn; a macro may take its time. */
export function eachRow(table: AgateTable, test: Value): MaybeAsync<Value[]> {
  return mapInTurn(table.rowSequence.values, (row) => callValue(test, [row], NO_KWARGS))
}
