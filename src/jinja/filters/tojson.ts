import { signature } from '../values/arguments.ts'
import { requireSize } from '../values/integer.ts'
import { toJson } from '../values/json.ts'
import { Markup } from '../values/markup.ts'
import { repeatText } from '../values/sequence-arithmetic.ts'
import { textOf } from '../values/text.ts'
import type { Value } from '../values/value.ts'
import type { Filter } from './filter.ts'

const bind = signature('tojson', [], ['indent'])

/** JSON that may stand in HTML: `<`, `>`, `&` and `'` are written as escapes. */
export const tojson: Filter = (_context, value, args, kwargs) => {
  const [indent = null] = bind(args, kwargs)
  const json = toJson(value, indentOf(indent))
  return new Markup(json.replace(/[<>&']/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`))
}

function indentOf(indent: Value): string | undefined {
  return indent === null ? undefined : (textOf(indent) ?? repeatText(' ', requireSize(indent)))
}
