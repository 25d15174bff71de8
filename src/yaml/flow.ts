/** Flow collections: `[a, b]` and `{a: 1}`, over as many lines as they like. */
import {
  CLOSE_LIST,
  CLOSE_MAP,
  COLON,
  COMMA,
  CR,
  type Cursor,
  DOUBLE_QUOTE,
  decline,
  descend,
  HASH,
  isBlank,
  isMarker,
  isSpaceOrTab,
  LF,
  OPEN_LIST,
  OPEN_MAP,
  SINGLE_QUOTE,
} from './cursor.ts'
import { keyText, setKey } from './key.ts'
import { readPlain } from './plain-scalar.ts'
import { readFlowPlain } from './plain-text.ts'
import { readQuoted } from './quoted-scalar.ts'
import type { YamlValue } from './yaml-value.ts'

/** The collection whose bracket is at the cursor; leaves the cursor behind its end. */
export function readFlow(cursor: Cursor): YamlValue {
  descend(cursor)
  const value = cursor.text.charCodeAt(cursor.at++) === OPEN_LIST ? readList(cursor) : readMap(cursor)
  cursor.depth--
  return value
}

function readList(cursor: Cursor): YamlValue[] {
  const { text } = cursor
  const list: YamlValue[] = []
  const places: number[] = []
  for (;;) {
    skipBlanks(cursor)
    if (text.charCodeAt(cursor.at) === CLOSE_LIST) break
    places.push(cursor.at)
    list.push(readItem(cursor))
    skipBlanks(cursor)
    const code = text.charCodeAt(cursor.at)
    if (code === COMMA) cursor.at++
    else if (code !== CLOSE_LIST) decline()
  }
  cursor.at++
  cursor.places.set(list, places)
  return list
}

function readMap(cursor: Cursor): YamlValue {
  const { text } = cursor
  const map: Record<string, YamlValue> = {}
  const places: (string | number)[] = []
  for (;;) {
    skipBlanks(cursor)
    if (text.charCodeAt(cursor.at) === CLOSE_MAP) break
    const keyAt = cursor.at
    const quoted = isQuote(text.charCodeAt(keyAt))
    const key = quoted ? readQuoted(cursor) : keyText(readPlain(readFlowPlain(cursor)))
    const line = cursor.lineStart
    if (key === '<<' || (quoted && line > keyAt)) decline()
    skipBlanks(cursor)
    let valueAt = cursor.at
    let value: YamlValue = null
    if (text.charCodeAt(cursor.at) === COLON) {
      if (cursor.lineStart !== line) decline()
      cursor.at++
      if (!quoted && !isBlank(text.charCodeAt(cursor.at))) decline()
      skipBlanks(cursor)
      valueAt = cursor.at
      const code = text.charCodeAt(cursor.at)
      if (code !== COMMA && code !== CLOSE_MAP) value = readItem(cursor)
      skipBlanks(cursor)
    }
    setKey(cursor, map, places, key, value, keyAt, valueAt)
    const code = text.charCodeAt(cursor.at)
    if (code === COMMA) cursor.at++
    else if (code !== CLOSE_MAP) decline()
  }
  cursor.at++
  cursor.places.set(map, places)
  return map
}

function readItem(cursor: Cursor): YamlValue {
  const code = cursor.text.charCodeAt(cursor.at)
  if (code === OPEN_LIST || code === OPEN_MAP) return readFlow(cursor)
  return isQuote(code) ? readQuoted(cursor) : readPlain(readFlowPlain(cursor))
}

function isQuote(code: number): boolean {
  return code === DOUBLE_QUOTE || code === SINGLE_QUOTE
}

/** Skips white space, line breaks and comments. */
function skipBlanks(cursor: Cursor): void {
  const { text } = cursor
  for (;;) {
    const before = cursor.at
    while (isSpaceOrTab(text.charCodeAt(cursor.at))) cursor.at++
    const code = text.charCodeAt(cursor.at)
    if (code === LF || code === CR) {
      cursor.at += code === LF ? 1 : 2
      cursor.lineStart = cursor.at
      if (isMarker(text, cursor.at)) decline()
    } else if (code === HASH && (cursor.at > before || cursor.at === cursor.lineStart)) {
      const end = text.indexOf('\n', cursor.at)
      if (end === -1) decline()
      cursor.at = end
    } else return
  }
}
