import { signature } from '../values/arguments.ts'
import { stripTags } from '../values/html-text.ts'
import { escaped, escapeText, Markup } from '../values/markup.ts'
import { print } from '../values/print.ts'
import type { Value } from '../values/value.ts'
import type { Filter } from './filter.ts'

/** Escapes what is not Markup yet. */
export const escapeFilter = plain('escape', escaped)

/** Escapes Markup as well. */
export const forceescape = plain('forceescape', (value) => new Markup(escapeText(print(value))))

/** Calls it Markup as it is. */
export const safe = plain('safe', (value) => (value instanceof Markup ? value : new Markup(print(value))))

/** Text without tags, with single spaces. */
export const striptags = plain('striptags', (value) => stripTags(print(value)))

function plain(name: string, run: (value: Value) => Value): Filter {
  const bind = signature(name, [])
  return (_context, value, args, kwargs) => {
    bind(args, kwargs)
    return run(value)
  }
}
