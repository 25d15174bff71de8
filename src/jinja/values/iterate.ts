import { PythonError } from './python-error.ts'
import { typeName } from './type-name.ts'
import { Dict, Float, HostObject, PySet, Tuple, Undefined, type Value } from './value.ts'

/** What Python's `for` walks over; a missing value is empty, a list sees what is appended meanwhile. */
export function iterate(value: Value): Iterable<Value> {
  if (Array.isArray(value)) return value
  if (typeof value === 'string') return value
  if (value instanceof Tuple) return value.items
  if (value instanceof Dict) return unchanging(value, value.keys(), 'dictionary changed size during iteration')
  if (value instanceof PySet) return unchanging(value, value, 'Set changed size during iteration')
  if (value instanceof Undefined) return []
  if (value instanceof HostObject) {
    const items = value.iterate()
    if (items !== undefined) return items
  }
  throw new PythonError('TypeError', `'${typeName(value)}' object is not iterable`)
}

/** True when `iterate` will do. */
export function isIterable(value: Value): boolean {
  if (typeof value === 'string') return true
  if (typeof value !== 'object' || value === null || value instanceof Float) return false
  return !(value instanceof HostObject) || value.iterate() !== undefined
}

/** `list(value)`: always a new array. */
export function toList(value: Value): Value[] {
  return [...iterate(value)]
}

/** Walks a dict or set, and notices as Python does when the loop's body adds or removes members. */
export function* unchanging<Item>(
  container: { readonly size: number },
  items: Iterable<Item>,
  complaint: string,
): IterableIterator<Item> {
  const { size } = container
  for (const item of items) {
    yield item
    if (container.size !== size) throw new PythonError('RuntimeError', complaint)
  }
}
