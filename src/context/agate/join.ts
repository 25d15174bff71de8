import { andThen } from '../../jinja/values/maybe-async.ts'
import { print, repr } from '../../jinja/values/print.ts'
import { PythonError } from '../../jinja/values/python-error.ts'
import { isTrue } from '../../jinja/values/truth.ts'
import { typeName } from '../../jinja/values/type-name.ts'
import { Dict, Tuple, type Value } from '../../jinja/values/value.ts'
import { type Arguments, hostFunction } from '../host-function.ts'
import { isFunction, isSequence, keysOf } from './arguments.ts'
import { columnNames } from './names.ts'
import { rowKeys } from './row-methods.ts'
import { AgateTable } from './table.ts'

/** `join(right_table, left_key, right_key, inner, full_outer, require_match, columns)`; without keys by row number. */
export function joinMethod(left: AgateTable): Value {
  return hostFunction(
    'join',
    ['right_table', 'left_key?', 'right_key?', 'inner?', 'full_outer?', 'require_match?', 'columns?'],
    (call) => {
      const right = call.value('right_table')
      if (!(right instanceof AgateTable))
        throw new PythonError('AttributeError', `'${typeName(right)}' object has no attribute '_rows'`)
      const leftKey = call.value('left_key')
      const given = call.value('right_key')
      const rightKey = given === null || leftKey === null ? leftKey : given
      return andThen(joinKeys(left, leftKey), (leftKeys) =>
        andThen(joinKeys(right, rightKey), (rightKeys) =>
          joined(left, right, { leftKeys, rightKeys, keyColumns: keyColumns(right, rightKey), ...options(call) }),
        ),
      )
    },
  )
}

interface Join {
  readonly leftKeys: readonly Value[]
  readonly rightKeys: readonly Value[]
  /** Columns of the right table that the keys are made of. */
  readonly keyColumns: readonly number[]
  readonly inner: boolean
  readonly fullOuter: boolean
  readonly requireMatch: boolean
  /** Names of the right table's columns to take; undefined for all but the keys. */
  readonly columns: readonly Value[] | undefined
}

function options(call: Arguments): Pick<Join, 'inner' | 'fullOuter' | 'requireMatch' | 'columns'> {
  const inner = isTrue(call.value('inner'))
  const fullOuter = isTrue(call.value('full_outer'))
  if (inner && fullOuter) throw new PythonError('ValueError', 'A join can not be both "inner" and "full_outer".')
  const columns = call.value('columns')
  return {
    inner,
    fullOuter,
    requireMatch: isTrue(call.value('require_match')),
    columns: columns === null ? undefined : keysOf(columns),
  }
}

/** One key for each row: a cell, a tuple of cells, what a function gives, or the row's number. */
function joinKeys(table: AgateTable, key: Value) {
  if (key === null) return table.rows.map((_, index) => index as Value)
  return andThen(rowKeys(table, key), (keys: Value[][]) =>
    keys.map((cells) => (isSequence(key) ? new Tuple(cells) : (cells[0] as Value))),
  )
}

function keyColumns(right: AgateTable, key: Value): number[] {
  if (key === null || isFunction(key)) return []
  return keysOf(key).map((name) => {
    const index = typeof name === 'number' ? name : right.names.indexOf(name as string)
    if (index < 0) throw new PythonError('KeyError', repr(name))
    return index
  })
}

function joined(left: AgateTable, right: AgateTable, join: Join): AgateTable {
  const taken = right.names.flatMap((name, index) => {
    if (join.fullOuter) return [index]
    if (join.columns === undefined) return join.keyColumns.includes(index) ? [] : [index]
    return join.columns.includes(name) ? [index] : []
  })
  const take = (row: readonly Value[]): Value[] => taken.map((index) => row[index] as Value)
  const nothing: Value[] = taken.map(() => null)
  const matches = rowsByKey(right, join.rightKeys)
  const rows = left.rows.flatMap((row, index) => {
    const key = join.leftKeys[index] as Value
    const found = matches.get(key)
    if (Array.isArray(found)) return found.map((at) => [...row, ...take(right.rows[at as number] as readonly Value[])])
    if (join.requireMatch)
      throw new PythonError('ValueError', `Left key "${print(key)}" does not have a matching right key.`)
    return join.inner ? [] : [[...row, ...nothing]]
  })
  if (join.fullOuter) rows.push(...unmatched(left, right, join))
  const names = [...left.names]
  for (const index of taken) {
    const name = right.names[index] as string
    names.push(left.names.includes(name) ? `${name}2` : name)
  }
  const unique = columnNames(names)
  return left.fork({
    names: unique,
    types: [...left.types, ...taken.map((index) => right.types[index] as AgateTable['types'][number])],
    rows,
    rowKeys: names,
    rowNames: null,
  })
}

function rowsByKey(table: AgateTable, keys: readonly Value[]): Dict {
  const rows = new Dict()
  for (const [index, key] of keys.entries()) {
    const known = rows.get(key)
    if (Array.isArray(known)) known.push(index)
    else if (index < table.rows.length) rows.set(key, [index])
  }
  return rows
}

function unmatched(left: AgateTable, right: AgateTable, join: Join): Value[][] {
  const known = new Dict(join.leftKeys.map((key) => [key, true]))
  const nothing: Value[] = left.names.map(() => null)
  return right.rows.flatMap((row, index) => (known.has(join.rightKeys[index] as Value) ? [] : [[...nothing, ...row]]))
}
