import { isIterable, iterate, toList } from './iterate.ts'
import { PythonError } from './python-error.ts'
import { typeName } from './type-name.ts'
import { undefinedError } from './undefined-error.ts'
import { Dict, HostObject, type Kwargs, Undefined, type Value } from './value.ts'

/** The pairs of a mapping, or undefined when the value is none. */
export function pairsOf(value: Value): Iterable<readonly [Value, Value]> | undefined {
  if (value instanceof Dict) return value
  return value instanceof HostObject ? value.pairs() : undefined
}

/** `value.items()` for a value that must be a mapping. */
export function requirePairs(value: Value): Iterable<readonly [Value, Value]> {
  const pairs = pairsOf(value)
  if (pairs !== undefined) return pairs
  if (value instanceof Undefined) throw undefinedError(value)
  throw new PythonError('AttributeError', `'${typeName(value)}' object has no attribute 'items'`)
}

/** Python's `dict.update`: a mapping or a sequence of pairs, then the keywords. */
export function updateDict(dict: Dict, source: Value | undefined, kwargs: Kwargs): void {
  if (source instanceof Undefined) throw undefinedError(source)
  // Collected first: a dict may be updated with itself.
  if (source !== undefined) for (const [key, value] of [...(pairsOf(source) ?? pairsIn(source))]) dict.set(key, value)
  for (const [key, value] of kwargs) dict.set(key, value)
}

function* pairsIn(source: Value): Iterable<readonly [Value, Value]> {
  let index = 0
  for (const element of iterate(source)) {
    const pair = membersOf(element, index)
    if (pair.length !== 2)
      throw new PythonError(
        'ValueError',
        `dictionary update sequence element #${index} has length ${pair.length}; 2 is required`,
      )
    yield pair as unknown as readonly [Value, Value]
    index++
  }
}

function membersOf(element: Value, index: number): readonly Value[] {
  if (isIterable(element)) return toList(element)
  throw new PythonError('TypeError', `cannot convert dictionary update sequence element #${index} to a sequence`)
}
