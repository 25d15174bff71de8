import { HostObject, type Value } from './value.ts'

/** The characters of a value that is a str (or stands for one, as Markup does); undefined for anything else. */
export function textOf(value: Value): string | undefined {
  if (typeof value === 'string') return value
  if (!(value instanceof HostObject)) return undefined
  const { plain } = value
  return typeof plain === 'string' ? plain : undefined
}

const SURROGATE = /[\ud800-\udfff]/

/** True when UTF-16 units and Python's characters may not be the same, so that offsets must be counted. */
export function hasSurrogates(text: string): boolean {
  return SURROGATE.test(text)
}

/** `len(text)`: code points. */
export function characterCount(text: string): number {
  if (!hasSurrogates(text)) return text.length
  let count = 0
  for (const _ of text) count++
  return count
}

/** The text as something whose indexes are Python's: itself, or an array of characters where UTF-16 would count wrong. */
export function characters(text: string): string | readonly string[] {
  return hasSurrogates(text) ? Array.from(text) : text
}

/** `text[start:end]` for bounds already within 0 and the length. */
export function substring(text: string, start: number, end: number): string {
  const units = characters(text)
  return typeof units === 'string' ? units.slice(start, end) : units.slice(start, end).join('')
}

/** Python's character index for a UTF-16 offset into `text`. */
export function characterIndex(text: string, offset: number): number {
  return characterCount(text.slice(0, offset))
}
