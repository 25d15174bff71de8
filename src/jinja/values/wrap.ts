import { PythonError } from './python-error.ts'
import { strip } from './strip.ts'
import { characterCount, substring } from './text.ts'

export interface Wrapping {
  readonly width: number
  /** Cut words that are longer than a line. */
  readonly breakLongWords: boolean
  /** Let lines end after the hyphens of compound words. */
  readonly breakOnHyphens: boolean
}

/** Python's `textwrap.wrap` of one paragraph, keeping tabs and other white space as they are. */
export function wrapText(text: string, how: Wrapping): string[] {
  if (how.width <= 0) throw new PythonError('ValueError', `invalid width ${how.width} (must be > 0)`)
  const queue = chunksOf(text, how.breakOnHyphens)
  const lines: string[] = []
  while (queue.length > 0) {
    if (lines.length > 0 && isBlank(queue[0])) queue.shift()
    const line = takeLine(queue, how)
    if (isBlank(line.at(-1))) line.pop()
    if (line.length > 0) lines.push(line.join(''))
  }
  return lines
}

/** Takes as many chunks as fit, and part of a chunk that fits on no line. */
function takeLine(queue: string[], how: Wrapping): string[] {
  const line: string[] = []
  let room = how.width
  for (let next = queue[0]; next !== undefined && characterCount(next) <= room; next = queue[0]) {
    line.push(next)
    room -= characterCount(next)
    queue.shift()
  }
  const next = queue[0]
  if (next === undefined || characterCount(next) <= how.width) return line
  if (how.breakLongWords) {
    const end = cutAt(next, room, how.breakOnHyphens)
    line.push(substring(next, 0, end))
    queue[0] = substring(next, end, characterCount(next))
  } else if (line.length === 0) {
    line.push(next)
    queue.shift()
  }
  return line
}

/** Where to cut a long word: after the last hyphen that leaves something on the line, else where the room ends. */
function cutAt(word: string, room: number, onHyphens: boolean): number {
  if (!onHyphens || characterCount(word) <= room) return room
  const head = substring(word, 0, room)
  const hyphen = head.lastIndexOf('-')
  return hyphen > 0 && /[^-]/.test(head.slice(0, hyphen)) ? characterCount(head.slice(0, hyphen)) + 1 : room
}

function isBlank(chunk: string | undefined): boolean {
  return chunk !== undefined && strip(chunk) === ''
}

const SPACE = '[\\t\\n\\v\\f\\r ]'
const WORD_CHARACTER = '[\\p{L}\\p{N}_]'
const LETTER = '[\\p{L}_]'
const BEFORE_DASH = '[\\p{L}\\p{N}_!"\'&.,?]'

// Chunks that no line break may divide: white space; a dash of two or more hyphens between words; a word up to the end, up
// to such a dash, or up to and with a hyphen that joins letters on both sides.
const AFTER_HYPHEN = `-(?:(?<=${LETTER}{2}-)|(?<=${LETTER}-${LETTER}-))(?=${LETTER}-?${LETTER})`
const CHUNK = new RegExp(
  `${SPACE}+|(?<=${BEFORE_DASH})-{2,}(?=${WORD_CHARACTER})|[^\\t\\n\\v\\f\\r ]+?(?:${AFTER_HYPHEN}|(?=${SPACE}|$)|(?<=${BEFORE_DASH})(?=-{2,}${WORD_CHARACTER}))`,
  'gu',
)
const WORD_OR_SPACE = new RegExp(`${SPACE}+|[^\\t\\n\\v\\f\\r ]+`, 'gu')

function chunksOf(text: string, onHyphens: boolean): string[] {
  return text.match(onHyphens ? CHUNK : WORD_OR_SPACE) ?? []
}
