import { SPACE_CLASS } from './character-classes.ts'

export type Side = 'both' | 'left' | 'right'

const LEADING = new RegExp(`^[${SPACE_CLASS}]+`)
const SPACE = new RegExp(`[${SPACE_CLASS}]`)

/** Python's `strip`, `lstrip` and `rstrip`: white space, or any of the characters given. */
export function strip(text: string, side: Side = 'both', characters?: string): string {
  if (characters !== undefined) return stripCharacters(text, side, new Set(characters))
  const start = side === 'right' ? 0 : (LEADING.exec(text)?.[0].length ?? 0)
  let end = text.length
  if (side !== 'left') while (end > start && SPACE.test(text[end - 1] as string)) end--
  return text.slice(start, end)
}

function stripCharacters(text: string, side: Side, characters: ReadonlySet<string>): string {
  const units = Array.from(text)
  let start = 0
  let end = units.length
  if (side !== 'right') while (start < end && characters.has(units[start] as string)) start++
  if (side !== 'left') while (end > start && characters.has(units[end - 1] as string)) end--
  return units.slice(start, end).join('')
}
