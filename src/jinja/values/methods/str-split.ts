import { requireSize } from '../integer.ts'
import { isIterable, toList } from '../iterate.ts'
import { PythonError } from '../python-error.ts'
import { split, splitFromRight, splitLines } from '../split.ts'
import { textOf } from '../text.ts'
import { typeName } from '../type-name.ts'
import { Tuple, type Value } from '../value.ts'
import { keyworded, type Methods, methods, unary } from './method.ts'

/** `str` methods that take text apart and put it together. */
export const STR_SPLIT_METHODS: Methods<string> = methods<string>({
  split: keyworded('str.split', ['sep', 'maxsplit'], (text, [separator = null, limit = -1]) =>
    split(text, separatorOf(separator), requireSize(limit)),
  ),
  rsplit: keyworded('str.rsplit', ['sep', 'maxsplit'], (text, [separator = null, limit = -1]) =>
    splitFromRight(text, separatorOf(separator), requireSize(limit)),
  ),
  splitlines: keyworded('str.splitlines', ['keepends'], (text, [keepEnds = false]) =>
    splitLines(text, requireSize(keepEnds) !== 0),
  ),
  partition: unary('str.partition', (text, separator) => {
    const part = requiredSeparator(separator)
    const at = text.indexOf(part)
    return new Tuple(at < 0 ? [text, '', ''] : [text.slice(0, at), part, text.slice(at + part.length)])
  }),
  rpartition: unary('str.rpartition', (text, separator) => {
    const part = requiredSeparator(separator)
    const at = text.lastIndexOf(part)
    return new Tuple(at < 0 ? ['', '', text] : [text.slice(0, at), part, text.slice(at + part.length)])
  }),
  join: unary('str.join', (separator, items) => joinedParts(items).join(separator)),
})

/** What `join` puts together: str, and nothing that would first have to be printed. */
function joinedParts(items: Value): string[] {
  if (!isIterable(items)) throw new PythonError('TypeError', 'can only join an iterable')
  return toList(items).map((item, index) => {
    const text = textOf(item)
    if (text !== undefined) return text
    throw new PythonError('TypeError', `sequence item ${index}: expected str instance, ${typeName(item)} found`)
  })
}

/** White space when it is None. */
function separatorOf(value: Value): string | undefined {
  if (value === null) return undefined
  const text = textOf(value)
  if (text === undefined) throw new PythonError('TypeError', `must be str or None, not ${typeName(value)}`)
  return nonEmpty(text)
}

function requiredSeparator(value: Value): string {
  const text = textOf(value)
  if (text === undefined) throw new PythonError('TypeError', `must be str, not ${typeName(value)}`)
  return nonEmpty(text)
}

function nonEmpty(separator: string): string {
  if (separator === '') throw new PythonError('ValueError', 'empty separator')
  return separator
}
