/** Single and double quotes: escapes, and lines folded into one. */
import { CR, type Cursor, Declined, DOUBLE_QUOTE, decline, isMarker, isSpaceOrTab, LF, SINGLE_QUOTE } from './cursor.ts'

const BACKSLASH = 92

/** The text between the quotes at `cursor.at`; leaves the cursor behind the closing one. */
export function readQuoted(cursor: Cursor): string {
  const { text } = cursor
  const quote = text.charCodeAt(cursor.at)
  const start = cursor.at + 1
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) {
      if (quote === SINGLE_QUOTE && text.charCodeAt(at + 1) === SINGLE_QUOTE) break
      cursor.at = at + 1
      return text.slice(start, at)
    }
    if (code === LF || code === CR || (code === BACKSLASH && quote === DOUBLE_QUOTE)) break
  }
  cursor.at = start
  return quote === SINGLE_QUOTE ? slowSingle(cursor) : slowDouble(cursor)
}

/** The same of a quote anywhere in a text that is known to have no faults; undefined where it is left to the library. */
export function readQuotedAt(text: string, at: number): string | undefined {
  try {
    return readQuoted({ text, at, lineStart: 0, column: 0, depth: 0, places: new Map(), duplicates: [] })
  } catch (thrown) {
    if (thrown instanceof Declined) return undefined
    throw thrown
  }
}

function slowSingle(cursor: Cursor): string {
  const { text } = cursor
  let result = ''
  let from = cursor.at
  for (;;) {
    const code = text.charCodeAt(cursor.at)
    if (code === SINGLE_QUOTE) {
      result += text.slice(from, cursor.at)
      cursor.at++
      if (text.charCodeAt(cursor.at) !== SINGLE_QUOTE) return result
      from = cursor.at++
    } else if (code === LF || code === CR) {
      result = trimEndOfLine(result + text.slice(from, cursor.at), 0) + foldLines(cursor)
      from = cursor.at
    } else if (Number.isNaN(code)) decline()
    else cursor.at++
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '\\': '\\',
  '/': '/',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
}

const HEX_LENGTH: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 }

function slowDouble(cursor: Cursor): string {
  const { text } = cursor
  let result = ''
  let from = cursor.at
  // White space before a line break goes, but not white space that was escaped.
  let escapedUpTo = 0
  for (;;) {
    const code = text.charCodeAt(cursor.at)
    if (code === DOUBLE_QUOTE) {
      result += text.slice(from, cursor.at++)
      return result
    }
    if (code === BACKSLASH) {
      result += text.slice(from, cursor.at)
      result += readEscape(cursor)
      escapedUpTo = result.length
      from = cursor.at
    } else if (code === LF || code === CR) {
      result = trimEndOfLine(result + text.slice(from, cursor.at), escapedUpTo) + foldLines(cursor)
      from = cursor.at
    } else if (Number.isNaN(code)) decline()
    else cursor.at++
  }
}

function readEscape(cursor: Cursor): string {
  const { text } = cursor
  const letter = text.charAt(cursor.at + 1)
  cursor.at += 2
  if (letter === '\n' || letter === '\r') {
    cursor.at--
    const breaks = foldLines(cursor)
    return breaks === ' ' ? '' : breaks
  }
  const length = HEX_LENGTH[letter]
  if (length === undefined) return ESCAPES[letter] ?? decline()
  const digits = text.slice(cursor.at, cursor.at + length)
  if (digits.length < length || !/^[0-9a-fA-F]+$/.test(digits)) decline()
  const point = Number.parseInt(digits, 16)
  // Halves of surrogate pairs and what lies past Unicode's end are for the thorough reader to judge.
  if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) decline()
  cursor.at += length
  return String.fromCodePoint(point)
}

function trimEndOfLine(text: string, keep: number): string {
  let end = text.length
  while (end > keep && isSpaceOrTab(text.charCodeAt(end - 1))) end--
  return text.slice(0, end)
}

/** At a line break: skips it, blank lines and indentation. One break is a space, more are one line feed less. */
function foldLines(cursor: Cursor): string {
  const { text } = cursor
  let breaks = 0
  for (;;) {
    const code = text.charCodeAt(cursor.at)
    if (code === LF || (code === CR && text.charCodeAt(cursor.at + 1) === LF)) {
      breaks++
      cursor.at += code === LF ? 1 : 2
      cursor.lineStart = cursor.at
      if (isMarker(text, cursor.at)) decline()
    } else if (isSpaceOrTab(code)) cursor.at++
    else if (code === CR) decline()
    else return breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)
  }
}
