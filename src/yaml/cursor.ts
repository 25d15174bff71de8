/**
 * Where the quick reader is in a text. It reads the YAML that people write in projects: block and flow collections,
 * plain, quoted and block scalars, comments. What it does not know, or finds wrong, it declines, and `thorough.ts` reads
 * the file instead: so every answer it gives is the thorough reader's answer, an order of magnitude sooner.
 */
export interface Cursor {
  readonly text: string
  /** The offset of the character to be read next. */
  at: number
  /** The offset at which the current line starts. */
  lineStart: number
  /** The column (from 0) of the content at `at` after `nextLine`; -1 at the end of the text. */
  column: number
  depth: number
  readonly places: Places
  readonly duplicates: Duplicate[]
}

/**
 * Where the parts of each collection are written. For a list one offset an entry; for a mapping key, the key's offset
 * and the value's, in the order written, duplicates included.
 */
export type Places = Map<object, readonly (string | number)[]>

/** A key that stands twice in one mapping: where the later one is. */
export interface Duplicate {
  readonly key: string
  readonly offset: number
}

/** Thrown by the quick reader for whatever it leaves to the thorough one. */
export class Declined extends Error {
  override readonly name = 'Declined'
}

/** Thrown by the quick reader where collections nest past `MAX_DEPTH`: nothing else would make of that anything better. */
export class TooDeep extends Error {
  override readonly name = 'TooDeep'
  readonly offset: number

  constructor(offset: number) {
    super('nested too deeply')
    this.offset = offset
  }
}

export const TAB = 9
export const LF = 10
export const CR = 13
export const SPACE = 32
export const DOUBLE_QUOTE = 34
export const HASH = 35
export const SINGLE_QUOTE = 39
export const COMMA = 44
export const DASH = 45
export const DOT = 46
export const COLON = 58
export const QUESTION = 63
export const OPEN_LIST = 91
export const CLOSE_LIST = 93
export const OPEN_MAP = 123
export const CLOSE_MAP = 125

/** Collections within collections past this depth are refused: nobody writes them, and every later walk recurses. */
export const MAX_DEPTH = 200

/** One collection deeper. */
export function descend(cursor: Cursor): void {
  if (++cursor.depth > MAX_DEPTH) throw new TooDeep(cursor.at)
}

export function decline(): never {
  throw new Declined('left to the thorough reader')
}

/** True for the end of the text or of a line, or a space: what must follow `-`, `:` and `?` for them to mean something. */
export function isBlank(code: number): boolean {
  return code === SPACE || code === LF || code === CR || Number.isNaN(code) || code === TAB
}

export function isSpaceOrTab(code: number): boolean {
  return code === SPACE || code === TAB
}

export function isLineEnd(code: number): boolean {
  return code === LF || code === CR || Number.isNaN(code)
}

export function skipSpaces(cursor: Cursor): void {
  while (cursor.text.charCodeAt(cursor.at) === SPACE) cursor.at++
}

/**
 * Leaves the current line, of which only spaces and a comment may remain, and comes to rest on the first character of
 * the next line that has content.
 */
export function nextLine(cursor: Cursor): void {
  endOfLine(cursor)
  findContent(cursor)
}

/** The same from the start of a line, which may itself have content. */
export function findContent(cursor: Cursor): void {
  const { text } = cursor
  for (;;) {
    cursor.lineStart = cursor.at
    skipSpaces(cursor)
    const code = text.charCodeAt(cursor.at)
    if (code === LF) cursor.at++
    else if (code === HASH || code === CR) endOfLine(cursor)
    else if (code === TAB) decline()
    else if (Number.isNaN(code)) {
      cursor.column = -1
      return
    } else {
      cursor.column = cursor.at - cursor.lineStart
      if (cursor.column === 0 && isMarker(text, cursor.at)) decline()
      return
    }
  }
}

/** Past the line break, or at the end of the text. */
function endOfLine(cursor: Cursor): void {
  const { text } = cursor
  const start = cursor.at
  skipSpaces(cursor)
  let code = text.charCodeAt(cursor.at)
  if (code === HASH) {
    if (cursor.at === start && start !== cursor.lineStart && text.charCodeAt(start - 1) !== SPACE) decline()
    const end = text.indexOf('\n', cursor.at)
    cursor.at = end === -1 ? text.length : end
    code = text.charCodeAt(cursor.at)
  }
  if (code === CR && text.charCodeAt(cursor.at + 1) === LF) cursor.at += 2
  else if (code === LF) cursor.at++
  else if (!Number.isNaN(code)) decline()
}

/** `---`, `...` or a directive at the start of a line. */
export function isMarker(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  if (code === 37) return true
  if (code !== DASH && code !== DOT) return false
  return text.charCodeAt(at + 1) === code && text.charCodeAt(at + 2) === code && isBlank(text.charCodeAt(at + 3))
}
