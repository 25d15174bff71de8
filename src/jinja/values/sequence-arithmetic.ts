import { PythonError } from './python-error.ts'
import { typeName } from './type-name.ts'
import { Tuple, type Value } from './value.ts'

// Node's own bounds, met before its heap is gone: the longest string, and as many list members as fit comfortably.
const MAX_TEXT = 2 ** 29 - 24
const MAX_ITEMS = 2 ** 24

/** `text * times` */
export function repeatText(text: string, times: number): string {
  if (times <= 0) return ''
  if (text.length * times > MAX_TEXT) throw new PythonError('MemoryError', 'the repeated string would be too long')
  return text.repeat(times)
}

/** `items * times` */
export function repeatItems(items: readonly Value[], times: number): Value[] {
  if (times <= 0) return []
  if (items.length * times > MAX_ITEMS) throw new PythonError('MemoryError', 'the repeated list would be too long')
  const repeated: Value[] = []
  for (let i = 0; i < times; i++) for (const item of items) repeated.push(item)
  return repeated
}

/** `sequence + other` for the type of the sequence, or undefined when `sequence` is none. */
export function concatenate(sequence: Value, other: Value): Value | undefined {
  if (Array.isArray(sequence) && Array.isArray(other)) return [...sequence, ...other]
  if (sequence instanceof Tuple && other instanceof Tuple) return new Tuple([...sequence.items, ...other.items])
  if (typeof sequence !== 'string' && !Array.isArray(sequence) && !(sequence instanceof Tuple)) return undefined
  const type = typeName(sequence)
  throw new PythonError('TypeError', `can only concatenate ${type} (not "${typeName(other)}") to ${type}`)
}

/** `a * b` when either is a sequence, or undefined. */
export function repeat(a: Value, b: Value): Value | undefined {
  return repeatSequence(a, b) ?? repeatSequence(b, a)
}

function repeatSequence(sequence: Value, times: Value): Value | undefined {
  if (typeof sequence !== 'string' && !Array.isArray(sequence) && !(sequence instanceof Tuple)) return undefined
  if (typeof times !== 'number' && typeof times !== 'boolean' && typeof times !== 'bigint')
    throw new PythonError('TypeError', `can't multiply sequence by non-int of type '${typeName(times)}'`)
  if (typeof times === 'bigint' && BigInt.asIntN(64, times) !== times)
    throw new PythonError('OverflowError', "cannot fit 'int' into an index-sized integer")
  const count = Number(times)
  if (typeof sequence === 'string') return repeatText(sequence, count)
  return Array.isArray(sequence) ? repeatItems(sequence, count) : new Tuple(repeatItems(sequence.items, count))
}
