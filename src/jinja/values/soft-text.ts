import { Markup } from './markup.ts'
import { print } from './print.ts'
import type { Value } from './value.ts'

/** Changes the text of a value; Markup stays Markup. */
export function softly(value: Value, change: (text: string) => string): Value {
  return value instanceof Markup ? new Markup(change(value.text)) : change(print(value))
}

/** The value as text, if it is none yet; Markup stays Markup. */
export function softText(value: Value): Value {
  return softly(value, (text) => text)
}
