import { quote } from '../../../jinja/values/quote.ts'
import { characterCount } from '../../../jinja/values/text.ts'
import { closedWidth, type Groups, requireOutsideLookbehind } from './groups.ts'
import type { Anchor, Category, PatternNode, SetMember } from './pattern-node.ts'
import type { PatternSource } from './pattern-source.ts'

const CONTROL: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, '\\': 92 }
const ANCHORS: Readonly<Record<string, Anchor>> = { A: 'start', Z: 'end', b: 'boundary', B: 'no-boundary' }
const CATEGORIES: Readonly<Record<string, Category>> = { d: 'digit', s: 'space', w: 'word' }
const DIGIT = /^[0-9]$/
const OCTAL = /^[0-7]$/

/** The control character that a letter after a backslash stands for (`\n`), in patterns and replacements alike. */
export function controlCharacter(letter: string): number | undefined {
  return Object.hasOwn(CONTROL, letter) ? CONTROL[letter] : undefined
}

/** What a backslash and a character mean outside of brackets. `token` is taken already. */
export function parseEscape(source: PatternSource, token: string, groups: Groups): PatternNode {
  const letter = token.slice(1)
  const anchor = Object.hasOwn(ANCHORS, letter) ? ANCHORS[letter] : undefined
  if (anchor !== undefined) return { kind: 'anchor', at: anchor }
  const category = categoryMember(letter)
  if (category !== undefined) return { kind: 'set', negated: false, members: [category] }
  const code = controlCharacter(letter) ?? numberedCharacter(source, token)
  if (code !== undefined) return { kind: 'literal', code }
  if (letter === '0') return { kind: 'literal', code: Number.parseInt(`0${source.takeWhile(2, OCTAL)}`, 8) }
  if (DIGIT.test(letter)) return octalOrReference(source, token, groups)
  return { kind: 'literal', code: itself(source, token) }
}

/** What they mean inside of brackets: there are no references and no anchors, and `\b` is the backspace. */
export function parseSetEscape(source: PatternSource, token: string): SetMember {
  const letter = token.slice(1)
  const category = categoryMember(letter)
  if (category !== undefined) return category
  const code = controlCharacter(letter) ?? numberedCharacter(source, token)
  if (code !== undefined) return { kind: 'literal', code }
  if (OCTAL.test(letter)) {
    const digits = letter + source.takeWhile(2, OCTAL)
    return { kind: 'literal', code: octal(source, `\\${digits}`) }
  }
  if (DIGIT.test(letter)) throw badEscape(source, token)
  return { kind: 'literal', code: itself(source, token) }
}

/** The value of a backslash and three octal digits, which must fit a byte. */
export function octal(source: PatternSource, token: string): number {
  const code = Number.parseInt(token.slice(1), 8)
  if (code > 0o377) throw source.error(`octal escape value ${token} outside of range 0-0o377`, token.length)
  return code
}

export function badEscape(source: PatternSource, token: string): Error {
  return source.error(`bad escape ${token}`, characterCount(token))
}

function categoryMember(letter: string): SetMember | undefined {
  const lower = letter.toLowerCase()
  const category = Object.hasOwn(CATEGORIES, lower) ? CATEGORIES[lower] : undefined
  return category && { kind: 'category', category, negated: letter !== lower }
}

/** `\x41`, `\u0041`, `\U00000041`; undefined for other escapes. */
function numberedCharacter(source: PatternSource, token: string): number | undefined {
  switch (token[1]) {
    case 'x':
      return hexadecimal(source, token, 2)
    case 'u':
      return hexadecimal(source, token, 4)
    case 'U':
      return hexadecimal(source, token, 8)
    case 'N':
      return namedCharacter(source)
    default:
      return undefined
  }
}

function hexadecimal(source: PatternSource, token: string, digits: number): number {
  const written = source.takeWhile(digits, /^[0-9a-fA-F]$/)
  const whole = token + written
  if (written.length < digits) throw source.error(`incomplete escape ${whole}`, whole.length)
  const code = Number.parseInt(written, 16)
  if (code > 0x10ffff) throw badEscape(source, whole)
  return code
}

/** Names of characters are Python's to know: there is no table of them here. */
function namedCharacter(source: PatternSource): never {
  if (!source.accept('{')) throw source.error('missing {')
  const name = source.takeUntil('}', 'character name')
  const back = characterCount(name) + '\\N{}'.length
  throw source.error(`characters cannot be named here, write ${quote(name)} as \\u and its number`, back)
}

/** Three octal digits are a character, one or two digits a group. */
function octalOrReference(source: PatternSource, token: string, groups: Groups): PatternNode {
  let digits = token.slice(1)
  if (source.next !== undefined && DIGIT.test(source.next)) {
    digits += source.take()
    if (/^[0-7]{2}$/.test(digits) && source.next !== undefined && OCTAL.test(source.next))
      return { kind: 'literal', code: octal(source, `\\${digits}${source.take()}`) }
  }
  const group = Number(digits)
  if (group >= groups.count) throw source.error(`invalid group reference ${group}`, digits.length)
  const width = closedWidth(groups, group)
  if (width === undefined) throw source.error('cannot refer to an open group', digits.length + 1)
  requireOutsideLookbehind(groups, group, source)
  return { kind: 'reference', group, width }
}

/** Whatever else follows a backslash stands for itself, unless it is a letter: those are kept for later. */
function itself(source: PatternSource, token: string): number {
  if (/^\\[a-zA-Z]$/.test(token)) throw badEscape(source, token)
  return token.codePointAt(1) as number
}
