import { formatValue } from '../format/format-value.ts'
import { type FieldFormatter, formatFields } from '../format/replacement-fields.ts'
import { stripTags, unescapeText } from '../html-text.ts'
import { iterate } from '../iterate.ts'
import { escaped, Markup } from '../markup.ts'
import { PythonError } from '../python-error.ts'
import { Tuple, type Value } from '../value.ts'
import { type Method, type Methods, methods, nullary, unary } from './method.ts'
import { strMethod } from './str.ts'
import { callArguments, mappingArguments } from './str-format.ts'

/** What Markup does in its own way, so that whatever joins it is escaped. */
const OWN: Methods<Markup> = methods<Markup>({
  join: unary('str.join', (separator, items) => {
    const parts = [...iterate(items)].map((item) => escaped(item).text)
    return new Markup(parts.join(separator.text))
  }),
  format: (markup, args, kwargs) => new Markup(formatFields(markup.text, callArguments(args, kwargs), escapedField)),
  format_map: unary(
    'str.format_map',
    (markup, mapping) => new Markup(formatFields(markup.text, mappingArguments(mapping), escapedField)),
  ),
  unescape: nullary('Markup.unescape', (markup) => unescapeText(markup.text)),
  striptags: nullary('Markup.striptags', (markup) => stripTags(markup.text)),
})

/** Methods of str whose text is Markup again. The others (`find`, `isalpha` …) answer as for any str. */
const REWRAPPED: ReadonlySet<string> = new Set([
  'capitalize',
  'casefold',
  'center',
  'expandtabs',
  'ljust',
  'lower',
  'lstrip',
  'partition',
  'removeprefix',
  'removesuffix',
  'replace',
  'rjust',
  'rpartition',
  'rsplit',
  'rstrip',
  'split',
  'splitlines',
  'strip',
  'swapcase',
  'title',
  'translate',
  'upper',
  'zfill',
])

/** The position of an argument that is put into the text, and therefore escaped first. */
const INSERTED: ReadonlyMap<string, number> = new Map([
  ['replace', 1],
  ['ljust', 1],
  ['rjust', 1],
  ['center', 1],
])

/** A method of Markup: its own, or str's with a Markup for an answer. */
export function markupMethod(name: string): Method<Markup> | undefined {
  const own = OWN[name]
  if (own !== undefined) return own
  const method = strMethod(name)
  if (method === undefined) return undefined
  if (!REWRAPPED.has(name)) return (markup, args, kwargs) => method(markup.text, args, kwargs)
  const inserted = INSERTED.get(name)
  return (markup, args, kwargs) => {
    const safe = args.map((argument, index) => (index === inserted ? escaped(argument).text : argument))
    return rewrap(method(markup.text, safe, kwargs) as Value)
  }
}

function rewrap(result: Value): Value {
  if (typeof result === 'string') return new Markup(result)
  if (Array.isArray(result)) return result.map(rewrap)
  return result instanceof Tuple ? new Tuple(result.items.map(rewrap)) : result
}

const escapedField: FieldFormatter = (value, spec) => {
  if (!(value instanceof Markup)) return escaped(formatValue(value, spec)).text
  if (spec !== '') throw new PythonError('ValueError', 'Unsupported format specification for Markup.')
  return value.text
}
