import { isAlphanumeric, isDecimal, isSpace } from '../../../jinja/values/character-classes.ts'
import { IGNORECASE, UNICODE } from './flags.ts'
import { ASCII_CASE, type LetterCase, UNICODE_CASE, upperCase } from './letter-case.ts'
import type { Category, CharacterSet, SetMember } from './pattern-node.ts'

/** Whether a character (its code point) is one that is wanted. */
export type CharacterTest = (code: number) => boolean

/** The last code point that Python looks up in tables rather than by rule. */
const LAST_OF_PLANE = 0xffff

/** A character by itself. */
export function literalTest(code: number, flags: number): CharacterTest {
  const letters = letterCase(flags)
  if (letters === undefined || !letters.isCased(code)) return (other) => other === code
  const alike = letters.alike(letters.lower(code))
  return (other) => alike.includes(letters.lower(other))
}

/** A set in brackets, or `\d` and its like by itself. */
export function setTest({ negated, members }: CharacterSet, flags: number): CharacterTest {
  const [first] = members
  const found =
    first?.kind === 'literal' && members.length === 1 ? literalTest(first.code, flags) : anyTest(members, flags)
  return negated ? (code) => !found(code) : found
}

function anyTest(members: readonly SetMember[], flags: number): CharacterTest {
  const letters = letterCase(flags)
  const cased = letters !== undefined && members.some((member) => isCased(member, letters))
  const tests = members.map((member) => (cased ? foldedTest(member, letters, flags) : memberTest(member, flags)))
  const [only] = tests
  const any: CharacterTest =
    only !== undefined && tests.length === 1 ? only : (code) => tests.some((matches) => matches(code))
  return cased ? (code) => any(letters.lower(code)) : any
}

/** `\w`, `\d` and `\s`: Unicode's, or with ASCII only the letters of old. */
export function categoryTest(category: Category, flags: number): CharacterTest {
  return (flags & UNICODE) === 0 ? ASCII_CATEGORIES[category] : UNICODE_CATEGORIES[category]
}

const ASCII_CATEGORIES: Readonly<Record<Category, CharacterTest>> = {
  digit: (code) => code >= 0x30 && code <= 0x39,
  space: (code) => code === 0x20 || (code >= 0x09 && code <= 0x0d),
  word: (code) =>
    (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39) || code === 0x5f,
}

const UNICODE_CATEGORIES: Readonly<Record<Category, CharacterTest>> = {
  digit: (code) => (code < 0x80 ? ASCII_CATEGORIES.digit(code) : isDecimal(String.fromCodePoint(code))),
  space: (code) =>
    code < 0x80 ? ASCII_CATEGORIES.space(code) || (code >= 0x1c && code <= 0x1f) : isSpace(String.fromCodePoint(code)),
  word: (code) => (code < 0x80 ? ASCII_CATEGORIES.word(code) : isAlphanumeric(String.fromCodePoint(code))),
}

/** How case is ignored, or undefined where it matters. */
function letterCase(flags: number): LetterCase | undefined {
  if ((flags & IGNORECASE) === 0) return undefined
  return (flags & UNICODE) === 0 ? ASCII_CASE : UNICODE_CASE
}

function memberTest(member: SetMember, flags: number): CharacterTest {
  switch (member.kind) {
    case 'literal':
      return (code) => code === member.code
    case 'range':
      return (code) => code >= member.low && code <= member.high
    case 'category': {
      const test = categoryTest(member.category, flags)
      return member.negated ? (code) => !test(code) : test
    }
  }
}

function isCased(member: SetMember, letters: LetterCase): boolean {
  if (member.kind === 'category') return false
  if (member.kind === 'literal') return letters.isCased(member.code)
  if (member.high > LAST_OF_PLANE) return true
  for (let code = member.low; code <= member.high; code++) if (letters.isCased(code)) return true
  return false
}

/** The test for characters that are in lower case already. */
function foldedTest(member: SetMember, letters: LetterCase, flags: number): CharacterTest {
  if (member.kind === 'category') return memberTest(member, flags)
  const [low, high] = member.kind === 'literal' ? [member.code, member.code] : [member.low, member.high]
  const wanted = new Set<number>()
  for (let code = low; code <= Math.min(high, LAST_OF_PLANE); code++)
    for (const alike of letters.alike(letters.lower(code))) wanted.add(alike)
  if (high <= LAST_OF_PLANE) return (code) => wanted.has(code)
  // Past the first plane a letter has at most one other case, and no look-alikes. Of letters by themselves Python finds the
  // lower case only, and capitals never.
  const within = memberTest(member, flags)
  if (member.kind === 'literal') return within
  return (code) => wanted.has(code) || within(code) || within(upperCase(code))
}
