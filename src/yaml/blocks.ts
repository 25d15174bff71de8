/** Block collections: mappings and lists by indentation. */
import { readBlockScalar } from './block-scalar.ts'
import {
  COLON,
  type Cursor,
  DASH,
  DOUBLE_QUOTE,
  decline,
  descend,
  HASH,
  isBlank,
  isLineEnd,
  nextLine,
  OPEN_LIST,
  OPEN_MAP,
  SINGLE_QUOTE,
  SPACE,
  skipSpaces,
} from './cursor.ts'
import { readFlow } from './flow.ts'
import { keyText, setKey } from './key.ts'
import { readPlain } from './plain-scalar.ts'
import { checkPlainStart, plainEnd, readPlainLines } from './plain-text.ts'
import { readQuoted } from './quoted-scalar.ts'
import type { YamlValue } from './yaml-value.ts'

const PIPE = 124
const GREATER = 62
/** YAML bounds the search for a key's colon. */
const LONGEST_KEY = 1024

/**
 * The node at the cursor, which stands at `cursor.column` inside a collection at column `parent` (-1: none). A line
 * that fits no collection ends them all, and `readQuickly` finds text left over.
 * Like all readers of nodes it leaves the cursor on the first character of the next line that has content.
 */
export function readNode(cursor: Cursor, parent: number): YamlValue {
  return isDash(cursor) ? readSequence(cursor, cursor.column) : readMappingOrScalar(cursor, parent)
}

function readMappingOrScalar(cursor: Cursor, parent: number): YamlValue {
  const { text, column } = cursor
  const start = cursor.at
  const code = text.charCodeAt(start)
  if (isSpecial(code)) return readSpecial(cursor, code, parent)
  if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) {
    const value = readQuoted(cursor)
    const end = cursor.at
    skipSpaces(cursor)
    if (text.charCodeAt(cursor.at) === COLON)
      return readMapping(cursor, column, checkedKey(cursor, value, start), start)
    cursor.at = end
    nextLine(cursor)
    return value
  }
  checkPlainStart(cursor, false)
  const end = plainEnd(cursor, start)
  cursor.at = end
  skipSpaces(cursor)
  if (text.charCodeAt(cursor.at) === COLON) {
    const key = keyText(readPlain(text.slice(start, end)))
    return readMapping(cursor, column, checkedKey(cursor, key, start), start)
  }
  cursor.at = start
  return readPlain(readPlainLines(cursor, end, parent))
}

/** The mapping at `column` whose first key is read: the cursor is on its colon. */
function readMapping(cursor: Cursor, column: number, firstKey: string, firstAt: number): YamlValue {
  const map: Record<string, YamlValue> = {}
  const places: (string | number)[] = []
  let key = firstKey
  let keyAt = firstAt
  descend(cursor)
  for (;;) {
    cursor.at++
    skipSpaces(cursor)
    let valueAt = cursor.at
    let value: YamlValue
    if (endsHere(cursor)) {
      nextLine(cursor)
      const nested = cursor.column > column || (cursor.column === column && isDash(cursor))
      if (nested) valueAt = cursor.at
      value = nested ? readNode(cursor, column) : null
    } else value = readInlineValue(cursor, column)
    setKey(cursor, map, places, key, value, keyAt, valueAt)
    if (cursor.column !== column) break
    keyAt = cursor.at
    key = readKey(cursor)
  }
  cursor.depth--
  cursor.places.set(map, places)
  return map
}

/** The key at the cursor; leaves the cursor on its colon. */
function readKey(cursor: Cursor): string {
  const { text } = cursor
  const start = cursor.at
  const code = text.charCodeAt(start)
  let key: string
  if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) key = readQuoted(cursor)
  else {
    checkPlainStart(cursor, false)
    cursor.at = plainEnd(cursor, start)
    key = keyText(readPlain(text.slice(start, cursor.at)))
  }
  skipSpaces(cursor)
  if (text.charCodeAt(cursor.at) !== COLON) decline()
  return checkedKey(cursor, key, start)
}

/** A key stands on one line, is not endless, is not `<<` (merging is for the thorough reader), and its colon ends it. */
function checkedKey(cursor: Cursor, key: string, start: number): string {
  if (cursor.lineStart > start || cursor.at - start > LONGEST_KEY || key === '<<') decline()
  if (!isBlank(cursor.text.charCodeAt(cursor.at + 1))) decline()
  return key
}

/** A value on the line of its key: a scalar or a flow collection. */
function readInlineValue(cursor: Cursor, parent: number): YamlValue {
  const { text } = cursor
  const code = text.charCodeAt(cursor.at)
  if (isSpecial(code)) return readSpecial(cursor, code, parent)
  if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) {
    const value = readQuoted(cursor)
    nextLine(cursor)
    return value
  }
  checkPlainStart(cursor, false)
  const start = cursor.at
  const end = plainEnd(cursor, start)
  cursor.at = end
  skipSpaces(cursor)
  if (text.charCodeAt(cursor.at) === COLON) decline()
  cursor.at = start
  return readPlain(readPlainLines(cursor, end, parent))
}

function isSpecial(code: number): boolean {
  return code === OPEN_LIST || code === OPEN_MAP || code === PIPE || code === GREATER
}

function readSpecial(cursor: Cursor, code: number, parent: number): YamlValue {
  if (code === PIPE || code === GREATER) return parent < 0 ? decline() : readBlockScalar(cursor, parent)
  const value = readFlow(cursor)
  // `[a]: b` would be a collection as a key, `nextLine` declines it with whatever else follows.
  nextLine(cursor)
  return value
}

function readSequence(cursor: Cursor, column: number): YamlValue {
  const list: YamlValue[] = []
  const places: number[] = []
  descend(cursor)
  do {
    cursor.at++
    skipSpaces(cursor)
    if (endsHere(cursor)) {
      const empty = cursor.at
      nextLine(cursor)
      const nested = cursor.column > column
      places.push(nested ? cursor.at : empty)
      list.push(nested ? readNode(cursor, column) : null)
    } else {
      cursor.column = cursor.at - cursor.lineStart
      places.push(cursor.at)
      list.push(readNode(cursor, column))
    }
  } while (cursor.column === column && isDash(cursor))
  cursor.depth--
  cursor.places.set(list, places)
  return list
}

/** Nothing but a comment follows on this line. */
function endsHere(cursor: Cursor): boolean {
  const code = cursor.text.charCodeAt(cursor.at)
  return isLineEnd(code) || (code === HASH && cursor.text.charCodeAt(cursor.at - 1) === SPACE)
}

function isDash(cursor: Cursor): boolean {
  return cursor.text.charCodeAt(cursor.at) === DASH && isBlank(cursor.text.charCodeAt(cursor.at + 1))
}
