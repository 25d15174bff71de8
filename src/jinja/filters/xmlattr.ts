import { signature } from '../values/arguments.ts'
import { requirePairs } from '../values/dict-from.ts'
import { escaped } from '../values/markup.ts'
import { PythonError } from '../values/python-error.ts'
import { quote } from '../values/quote.ts'
import { textOf } from '../values/text.ts'
import { isTrue } from '../values/truth.ts'
import { typeName } from '../values/type-name.ts'
import { Undefined, type Value } from '../values/value.ts'
import type { Filter } from './filter.ts'

const bind = signature('xmlattr', [], ['autospace'])

/** The pairs as attributes of a tag, escaped; those without a value are left out. */
export const xmlattr: Filter = (_context, value, args, kwargs) => {
  const [autospace = true] = bind(args, kwargs)
  const attributes: string[] = []
  for (const [key, member] of requirePairs(value)) {
    if (member === null || member instanceof Undefined) continue
    checkName(key)
    attributes.push(`${escaped(key).text}="${escaped(member).text}"`)
  }
  const text = attributes.join(' ')
  return text !== '' && isTrue(autospace) ? ` ${text}` : text
}

/** A name may not break out of its place in the tag. */
function checkName(key: Value): void {
  const name = textOf(key)
  if (name === undefined)
    throw new PythonError('TypeError', `expected string or bytes-like object, got '${typeName(key)}'`)
  if (/[ \t\n\r\f\v/>=]/.test(name))
    throw new PythonError('ValueError', `Invalid character in attribute name: ${quote(name)}`)
}
