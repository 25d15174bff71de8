import { equals, isSubset, same } from './equality.ts'
import { numericOf } from './float.ts'
import { iterate } from './iterate.ts'
import { PythonError } from './python-error.ts'
import { textOf } from './text.ts'
import { typeName } from './type-name.ts'
import { undefinedError } from './undefined-error.ts'
import { Dict, HostObject, PySet, Tuple, Undefined, type Value } from './value.ts'

export type ComparisonOperator = '<' | '<=' | '>' | '>='

/** Python's ordering; values without an order raise TypeError. */
export function compare(operator: ComparisonOperator, a: Value, b: Value): boolean {
  const x = numericOf(a)
  if (x !== undefined) {
    const y = numericOf(b)
    if (y !== undefined) return holds(operator, x, y)
  }
  const s = textOf(a)
  if (s !== undefined) {
    const t = textOf(b)
    if (t !== undefined) return holds(operator, compareText(s, t), 0)
  }
  if (Array.isArray(a) && Array.isArray(b)) return compareItems(operator, a, b)
  if (a instanceof Tuple && b instanceof Tuple) return compareItems(operator, a.items, b.items)
  if (a instanceof PySet && b instanceof PySet) return compareSets(operator, a, b)
  if (a instanceof Undefined) throw undefinedError(a)
  if (b instanceof Undefined) throw undefinedError(b)
  const order = hostOrder(a, b)
  if (order !== undefined) return holds(operator, order, 0)
  throw new PythonError(
    'TypeError',
    `'${operator}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`,
  )
}

/** Python's `item in container`. */
export function contains(container: Value, item: Value): boolean {
  const text = textOf(container)
  if (text !== undefined) {
    const part = textOf(item)
    if (part !== undefined) return text.includes(part)
    throw new PythonError('TypeError', `'in <string>' requires string as left operand, not ${typeName(item)}`)
  }
  if (container instanceof Dict || container instanceof PySet) return container.has(item)
  if (container instanceof HostObject) {
    const answer = container.contains(item)
    if (answer !== undefined) return answer
    if (container.iterate() === undefined) throw notIterable(container)
  } else if (!isWalkable(container)) throw notIterable(container)
  for (const member of iterate(container)) if (member === item || equals(member, item)) return true
  return false
}

/** Negative, zero or positive by code point, as Python orders text; UTF-16 order puts U+FFxx after the emoji. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return codePointRank(x) - codePointRank(y)
  }
  return a.length - b.length
}

/** Surrogates stand for code points above every other UTF-16 unit. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}

function holds(operator: ComparisonOperator, a: number | bigint, b: number | bigint): boolean {
  switch (operator) {
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '>':
      return a > b
    case '>=':
      return a >= b
  }
}

function compareItems(operator: ComparisonOperator, a: readonly Value[], b: readonly Value[]): boolean {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a[i] as Value
    const y = b[i] as Value
    if (!same(x, y)) return compare(operator, x, y)
  }
  return holds(operator, a.length, b.length)
}

/** Sets are ordered by inclusion, so two of them may be neither smaller nor greater. */
function compareSets(operator: ComparisonOperator, a: PySet, b: PySet): boolean {
  const [small, large] = operator === '<' || operator === '<=' ? [a, b] : [b, a]
  const proper = operator === '<' || operator === '>'
  return isSubset(small, large) && (!proper || small.size < large.size)
}

function hostOrder(a: Value, b: Value): number | undefined {
  if (a instanceof HostObject) {
    const order = a.compare(b)
    if (order !== undefined) return order
  }
  if (!(b instanceof HostObject)) return undefined
  const reflected = b.compare(a)
  return reflected === undefined ? undefined : -reflected
}

function isWalkable(value: Value): boolean {
  return Array.isArray(value) || value instanceof Tuple || value instanceof Undefined
}

function notIterable(container: Value): PythonError {
  return new PythonError('TypeError', `argument of type '${typeName(container)}' is not iterable`)
}
