import { same } from '../../jinja/values/equality.ts'
import { toList } from '../../jinja/values/iterate.ts'
import { andThen, type MaybeAsync, mapInTurn } from '../../jinja/values/maybe-async.ts'
import { sorted } from '../../jinja/values/sort.ts'
import { isTrue } from '../../jinja/values/truth.ts'
import { Tuple, type Value } from '../../jinja/values/value.ts'
import { hostFunction } from '../host-function.ts'
import { cellOf, eachRow, isFunction, isSequence, keysOf } from './arguments.ts'
import { areBeforeNullsLast } from './null-order.ts'
import type { AgateTable } from './table.ts'

/** `where(test)`: the rows for which a function or macro gives something true. */
export function whereMethod(table: AgateTable): Value {
  return hostFunction('where', ['test'], (call) =>
    andThen(eachRow(table, call.value('test')), (answers) =>
      rowsAt(
        table,
        answers.flatMap((answer, index) => (isTrue(answer) ? [index] : [])),
      ),
    ),
  )
}

/** `find(test)`: the first such row, or None. */
export function findMethod(table: AgateTable): Value {
  return hostFunction('find', ['test'], (call) =>
    andThen(eachRow(table, call.value('test')), (answers) => {
      const at = answers.findIndex(isTrue)
      return at < 0 ? null : (table.rowSequence.values[at] as Value)
    }),
  )
}

/** `order_by(key, reverse)`: by a column, several, or what a function gives for each row; nulls last. */
export function orderByMethod(table: AgateTable): Value {
  return hostFunction('order_by', ['key', 'reverse?'], (call) =>
    andThen(rowKeys(table, call.value('key')), (keys) => {
      const order = sorted(
        keys.map((key, index) => ({ key, index })),
        (a, b) => areBeforeNullsLast(a.key, b.key),
        isTrue(call.value('reverse')),
      )
      return rowsAt(
        table,
        order.map(({ index }) => index),
      )
    }),
  )
}

/** `distinct(key)`: the first row of each key. */
export function distinctMethod(table: AgateTable): Value {
  return hostFunction('distinct', ['key?'], (call) => {
    const key = call.value('key')
    // agate compares several columns by their generators, which are never equal: all rows stay.
    if (isSequence(key)) return table
    const keys = key === null ? table.rows.map((row) => [new Tuple(row)]) : rowKeys(table, key)
    return andThen(keys, (found: readonly (readonly Value[])[]) => {
      const unique: Value[] = []
      const kept: number[] = []
      for (const [index, [value = null]] of found.entries()) {
        if (unique.some((known) => same(known, value))) continue
        unique.push(value)
        kept.push(index)
      }
      return rowsAt(table, kept)
    })
  })
}

/** The keys of each row: one for each column named, or what a function gives. */
export function rowKeys(table: AgateTable, key: Value): MaybeAsync<Value[][]> {
  if (isFunction(key)) return andThen(eachRow(table, key), (answers) => answers.map((answer) => [answer]))
  const names = keysOf(key)
  return mapInTurn(table.rowSequence.values, (row) => names.map((name) => cellOf(row, name)))
}

/** The table of those rows, in that order. */
export function rowsAt(table: AgateTable, indexes: readonly number[]): AgateTable {
  const rowNames = table.rowNames === null ? null : toList(table.rowNames)
  return table.fork({
    rows: indexes.map((index) => table.rows[index] as readonly Value[]),
    rowNames: rowNames === null ? null : indexes.map((index) => rowNames[index] as Value),
  })
}
