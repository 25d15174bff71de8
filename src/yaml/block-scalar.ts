/** `|` keeps lines, `>` folds them; `-` and `+` say what becomes of the last line breaks. */
import { CR, type Cursor, decline, findContent, HASH, isLineEnd, LF, SPACE, TAB } from './cursor.ts'

const PIPE = 124
const PLUS = 43
const MINUS = 45

/** The scalar whose `|` or `>` is at the cursor, inside a collection at column `parent`. Leaves the cursor on the next content. */
export function readBlockScalar(cursor: Cursor, parent: number): string {
  const { text } = cursor
  const folded = text.charCodeAt(cursor.at) !== PIPE
  const header = readHeader(cursor)
  const lines: string[] = []
  let indent = header.indent === 0 ? 0 : parent + header.indent
  let deepestBlank = 0
  // Whether a line break follows the last line that is not blank: a text may end without one.
  let ended = false
  while (cursor.at < text.length) {
    const start = cursor.at
    let at = start
    while (text.charCodeAt(at) === SPACE && (indent === 0 || at - start < indent)) at++
    const width = at - start
    if (isLineEnd(text.charCodeAt(at))) {
      cursor.at = afterBreak(text, at)
      if (cursor.at === at) break
      if (indent === 0) deepestBlank = Math.max(deepestBlank, width)
      lines.push('')
      continue
    }
    if (indent === 0) {
      if (width <= parent) break
      // Leading blank lines longer than the text's own indentation: PyYAML takes their width. Nobody means it.
      if (deepestBlank > width || text.charCodeAt(at) === TAB) decline()
      indent = width
    }
    if (width < indent) break
    const lineFeed = text.indexOf('\n', at)
    ended = lineFeed !== -1
    const end = ended ? lineFeed : text.length
    cursor.at = ended ? end + 1 : end
    lines.push(text.slice(at, text.charCodeAt(end - 1) === CR ? end - 1 : end))
  }
  findContent(cursor)
  return assemble(lines, folded, header.chomp, ended)
}

interface Header {
  readonly chomp: '' | '-' | '+'
  /** The indentation given as a digit, or 0. */
  readonly indent: number
}

function readHeader(cursor: Cursor): Header {
  const { text } = cursor
  let chomp: Header['chomp'] = ''
  let indent = 0
  for (cursor.at++; ; cursor.at++) {
    const code = text.charCodeAt(cursor.at)
    if ((code === PLUS || code === MINUS) && chomp === '') chomp = code === PLUS ? '+' : '-'
    else if (code > 48 && code < 58 && indent === 0) indent = code - 48
    else break
  }
  const start = cursor.at
  while (text.charCodeAt(cursor.at) === SPACE) cursor.at++
  if (text.charCodeAt(cursor.at) === HASH && cursor.at > start)
    while (!isLineEnd(text.charCodeAt(cursor.at))) cursor.at++
  if (!isLineEnd(text.charCodeAt(cursor.at))) decline()
  cursor.at = afterBreak(text, cursor.at)
  return { chomp, indent }
}

/** Past the line break at `at`; `at` itself where the text ends. */
function afterBreak(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (code === LF) return at + 1
  if (code === CR) return at + 2
  return at
}

/**
 * Lines become text. Folding joins two neighbouring lines by a space unless one of them begins with white space; blank
 * lines between become line feeds.
 */
function assemble(lines: readonly string[], folded: boolean, chomp: Header['chomp'], ended: boolean): string {
  let last = lines.length
  while (last > 0 && lines[last - 1] === '') last--
  const blanksAtEnd = lines.length - last
  if (last === 0) return chomp === '+' ? '\n'.repeat(blanksAtEnd) : ''
  const text = folded ? fold(lines.slice(0, last)) : lines.slice(0, last).join('\n')
  if (chomp === '-') return text
  return ended ? `${text}\n${chomp === '+' ? '\n'.repeat(blanksAtEnd) : ''}` : text
}

function fold(lines: readonly string[]): string {
  let text = ''
  let blanks = 0
  let previous: string | undefined
  for (const line of lines) {
    if (line === '') {
      blanks++
      continue
    }
    if (previous === undefined) text = '\n'.repeat(blanks)
    else if (isIndented(previous) || isIndented(line)) text += '\n'.repeat(blanks + 1)
    else text += blanks === 0 ? ' ' : '\n'.repeat(blanks)
    text += line
    previous = line
    blanks = 0
  }
  return text
}

function isIndented(line: string): boolean {
  const code = line.charCodeAt(0)
  return code === SPACE || code === TAB
}
