/** Plain scalars: where they end, and their lines folded into one. */
import {
  CLOSE_LIST,
  CLOSE_MAP,
  COLON,
  COMMA,
  CR,
  type Cursor,
  DASH,
  decline,
  HASH,
  isBlank,
  isLineEnd,
  isMarker,
  LF,
  nextLine,
  OPEN_LIST,
  OPEN_MAP,
  SPACE,
  skipSpaces,
  TAB,
} from './cursor.ts'

/** What cannot begin a plain scalar: `, [ ] { } # & * ! | > ' " % @` and the backtick. */
const INDICATORS = new Set([...',[]{}#&*!|>\'"%@`'].map((char) => char.charCodeAt(0)))
/** These can, when no blank follows. */
const DOUBTFUL = new Set([...'-?:'].map((char) => char.charCodeAt(0)))

/** The offset behind the plain text that begins at `at` and ends with its line, before a comment or before `: `. */
export function plainEnd(cursor: Cursor, at: number): number {
  const { text } = cursor
  let end = at
  for (let i = at; ; i++) {
    const code = text.charCodeAt(i)
    if (code === SPACE) continue
    if (isLineEnd(code)) return end
    if (code === COLON && isBlank(text.charCodeAt(i + 1))) return end
    if (code === HASH && i > at && text.charCodeAt(i - 1) === SPACE) return end
    if (code === TAB) decline()
    end = i + 1
  }
}

/** Declines unless a plain scalar may begin here. */
export function checkPlainStart(cursor: Cursor, inFlow: boolean): void {
  const code = cursor.text.charCodeAt(cursor.at)
  if (INDICATORS.has(code)) decline()
  if (DOUBTFUL.has(code)) {
    const next = cursor.text.charCodeAt(cursor.at + 1)
    if (isBlank(next) || (inFlow && (isFlowIndicator(next) || code !== DASH))) decline()
  }
}

/**
 * A plain scalar in block context whose first line ends at `end`, with its further lines: those indented deeper than
 * `parent`. Leaves the cursor on the next content.
 */
export function readPlainLines(cursor: Cursor, end: number, parent: number): string {
  const { text } = cursor
  let result = text.slice(cursor.at, end)
  cursor.at = end
  for (;;) {
    const breaks = breaksBeforeMore(cursor, parent)
    if (breaks === 0) return result
    const more = plainEnd(cursor, cursor.at)
    result += (breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)) + text.slice(cursor.at, more)
    cursor.at = more
    skipSpaces(cursor)
    // A key in the middle of a scalar's lines.
    if (text.charCodeAt(cursor.at) === COLON) decline()
  }
}

/** How many line breaks lie before the scalar's next line, or 0 where it has none; then the cursor is on the next content. */
function breaksBeforeMore(cursor: Cursor, parent: number): number {
  const { text } = cursor
  let breaks = 0
  for (;;) {
    skipSpaces(cursor)
    const code = text.charCodeAt(cursor.at)
    if (code === LF || code === CR) {
      breaks++
      cursor.at += code === LF ? 1 : 2
      cursor.lineStart = cursor.at
    } else if (code === HASH || Number.isNaN(code)) {
      nextLine(cursor)
      return 0
    } else if (code === TAB) decline()
    else break
  }
  cursor.column = cursor.at - cursor.lineStart
  if (cursor.column === 0 && isMarker(text, cursor.at)) decline()
  return cursor.column > parent ? breaks : 0
}

/** Plain text in a flow collection: ends with the line, before a comment, before `: ` and before `, [ ] { }`. */
export function readFlowPlain(cursor: Cursor): string {
  const { text } = cursor
  checkPlainStart(cursor, true)
  const start = cursor.at
  let end = start
  for (let i = start; ; i++) {
    const code = text.charCodeAt(i)
    if (code === SPACE) continue
    if (isLineEnd(code) || isFlowIndicator(code)) break
    if (code === TAB) decline()
    if (code === HASH && text.charCodeAt(i - 1) === SPACE) break
    if (code === COLON) {
      const next = text.charCodeAt(i + 1)
      if (isBlank(next)) break
      if (isFlowIndicator(next)) decline()
    }
    end = i + 1
  }
  cursor.at = end
  return text.slice(start, end)
}

export function isFlowIndicator(code: number): boolean {
  return code === COMMA || code === OPEN_LIST || code === CLOSE_LIST || code === OPEN_MAP || code === CLOSE_MAP
}
