import type { Diagnostic } from '../base/diagnostic.ts'
import { locate } from '../base/position.ts'
import { readNode } from './blocks.ts'
import { type Cursor, Declined, findContent, nextLine, TooDeep } from './cursor.ts'
import { tooDeep } from './errors.ts'
import type { YamlReading } from './reading.ts'

/** Control characters, lone carriage returns, and the line breaks that only YAML 1.1 knows. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const STRANGE = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\r(?!\n)/

/**
 * What `text` says, or undefined when it is not plain enough for the quick reader, right or wrong.
 * The one fault it finds itself is a depth that the thorough reader would take seconds to find.
 */
export function readQuickly(text: string, file = ''): YamlReading | readonly [Diagnostic] | undefined {
  if (STRANGE.test(text)) return undefined
  const start = /^---(?=\r?\n)/.test(text) ? 3 : 0
  const cursor: Cursor = { text, at: start, lineStart: 0, column: 0, depth: 0, places: new Map(), duplicates: [] }
  try {
    if (start === 0) findContent(cursor)
    else nextLine(cursor)
    const value = cursor.column === -1 ? null : readNode(cursor, -1)
    return cursor.column === -1 ? { value, places: cursor.places, duplicates: cursor.duplicates } : undefined
  } catch (thrown) {
    if (thrown instanceof Declined) return undefined
    if (thrown instanceof TooDeep) return [tooDeep(locate(text, thrown.offset, file))]
    throw thrown
  }
}
