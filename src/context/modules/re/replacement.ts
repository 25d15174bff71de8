import { isIdentifier } from '../../../jinja/values/character-classes.ts'
import { quote } from '../../../jinja/values/quote.ts'
import { characterCount } from '../../../jinja/values/text.ts'
import { badEscape, controlCharacter, octal } from './escapes.ts'
import { groupNumber, unknownGroup } from './groups.ts'
import { PatternSource } from './pattern-source.ts'

/** A replacement: text as it is, and the numbers of groups whose text is put in. */
export type Replacement = readonly (string | number)[]

/** The groups that a replacement can name. */
export interface KnownGroups {
  readonly groups: number
  readonly names: ReadonlyMap<string, number>
}

/** Reads `\1`, `\g<1>`, `\g<name>`, `\n` and the other escapes of a replacement (`re/_parser.py`, `parse_template`). */
export function parseReplacement(text: string, known: KnownGroups): Replacement {
  const source = new PatternSource(text)
  const parts: (string | number)[] = []
  for (let token = source.take(); token !== undefined; token = source.take())
    parts.push(token.startsWith('\\') ? parseEscape(source, token, known) : token)
  return parts
}

function parseEscape(source: PatternSource, token: string, known: KnownGroups): string | number {
  const letter = token.slice(1)
  if (letter === 'g') return parseNamed(source, known)
  if (letter === '0') return character(Number.parseInt(`0${source.takeWhile(2, /^[0-7]$/)}`, 8) & 0xff)
  if (/^[1-9]$/.test(letter)) return parseNumbered(source, letter, known)
  const code = controlCharacter(letter)
  if (code !== undefined) return character(code)
  if (/^[a-zA-Z]$/.test(letter)) throw badEscape(source, token)
  // A backslash before anything else stays.
  return token
}

/** `\g<1>` and `\g<name>` */
function parseNamed(source: PatternSource, known: KnownGroups): number {
  if (!source.accept('<')) throw source.error('missing <')
  const name = source.takeUntil('>', 'group name')
  const back = characterCount(name) + 1
  if (isIdentifier(name)) {
    const group = known.names.get(name)
    if (group === undefined) throw unknownGroup(name)
    return group
  }
  const group = groupNumber(name)
  if (group === undefined) throw source.error(`bad character in group name ${quote(name)}`, back)
  return existing(source, group, back, known)
}

/** One or two digits are a group, three octal ones a character. */
function parseNumbered(source: PatternSource, first: string, known: KnownGroups): string | number {
  let digits = first
  if (source.next !== undefined && /^[0-9]$/.test(source.next)) {
    digits += source.take()
    if (/^[0-7]{2}$/.test(digits) && source.next !== undefined && /^[0-7]$/.test(source.next))
      return character(octal(source, `\\${digits}${source.take()}`))
  }
  return existing(source, Number(digits), digits.length, known)
}

function existing(source: PatternSource, group: number, back: number, known: KnownGroups): number {
  if (group > known.groups) throw source.error(`invalid group reference ${group}`, back)
  return group
}

function character(code: number): string {
  return String.fromCodePoint(code)
}
