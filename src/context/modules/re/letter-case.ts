/**
 * Lower-case letters that share their upper case, as Python lists them (the standard library's `re/_casefix.py`): where case
 * does not matter, each of a group matches the others.
 */
const SAME_UPPER_CASE: readonly string[] = [
  'i\u0131',
  's\u017f',
  '\u00b5\u03bc',
  '\u0345\u03b9\u1fbe',
  '\u0390\u1fd3',
  '\u03b0\u1fe3',
  '\u03b2\u03d0',
  '\u03b5\u03f5',
  '\u03b8\u03d1',
  '\u03ba\u03f0',
  '\u03c0\u03d6',
  '\u03c1\u03f1',
  '\u03c2\u03c3',
  '\u03c6\u03d5',
  '\u0432\u1c80',
  '\u0434\u1c81',
  '\u043e\u1c82',
  '\u0441\u1c83',
  '\u0442\u1c84\u1c85',
  '\u044a\u1c86',
  '\u0463\u1c87',
  '\u1c88\ua64b',
  '\u1e61\u1e9b',
  '\ufb05\ufb06',
]

/** How case is ignored: for all of Unicode, or for ASCII's letters only. */
export interface LetterCase {
  lower(code: number): number
  /** True for characters that have another case. */
  isCased(code: number): boolean
  /** A lower-case letter and those that count as the same. */
  alike(lower: number): readonly number[]
}

export const UNICODE_CASE: LetterCase = {
  lower: lowerCase,
  isCased: (code) => lowerCase(code) !== code || upperCase(code) !== code,
  alike: (lower) => {
    const character = String.fromCodePoint(lower)
    const group = SAME_UPPER_CASE.find((letters) => letters.includes(character)) ?? character
    return Array.from(group, (letter) => letter.codePointAt(0) as number)
  },
}

export const ASCII_CASE: LetterCase = {
  lower: (code) => (code >= 0x41 && code <= 0x5a ? code + 0x20 : code),
  isCased: (code) => (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a),
  alike: (lower) => [lower],
}

/** One character to one: Unicode's simple mapping. */
function lowerCase(code: number): number {
  if (code < 0x80) return ASCII_CASE.lower(code)
  // İ is the one character whose lower case is two: i and a dot.
  return code === 0x130 ? 0x69 : (String.fromCodePoint(code).toLowerCase().codePointAt(0) as number)
}

/** The first character of the upper case, which for some letters is two or three (ß is SS). */
export function upperCase(code: number): number {
  return String.fromCodePoint(code).toUpperCase().codePointAt(0) as number
}
