import { signature } from '../values/arguments.ts'
import { pairsOf } from '../values/dict-from.ts'
import { isIterable, iterate, toList } from '../values/iterate.ts'
import { print } from '../values/print.ts'
import { PythonError } from '../values/python-error.ts'
import { textOf } from '../values/text.ts'
import { typeName } from '../values/type-name.ts'
import type { Value } from '../values/value.ts'
import type { Filter } from './filter.ts'

const bind = signature('urlencode', [])

/** Text for a URL's path; a mapping or pairs become a query. */
export const urlencode: Filter = (_context, value, args, kwargs) => {
  bind(args, kwargs)
  if (textOf(value) !== undefined || !isIterable(value)) return quoteUrl(print(value), '/')
  const pairs = [...(pairsOf(value) ?? pairsIn(value))]
  return pairs.map(([key, member]) => `${quoteQuery(key)}=${quoteQuery(member)}`).join('&')
}

function* pairsIn(value: Value): Iterable<readonly [Value, Value]> {
  for (const item of iterate(value)) {
    if (!isIterable(item)) throw new PythonError('TypeError', `cannot unpack non-iterable ${typeName(item)} object`)
    const pair = toList(item)
    const [key, member] = pair
    if (key === undefined || member === undefined)
      throw new PythonError('ValueError', `not enough values to unpack (expected 2, got ${pair.length})`)
    if (pair.length > 2) throw new PythonError('ValueError', 'too many values to unpack (expected 2)')
    yield [key, member]
  }
}

function quoteQuery(value: Value): string {
  return quoteUrl(print(value), '').replaceAll('%20', '+')
}

/** Percent-encodes all but letters, digits, `_.-~` and the characters in `safe`. */
function quoteUrl(text: string, safe: string): string {
  const quoted = encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return safe === '/' ? quoted.replaceAll('%2F', '/') : quoted
}
