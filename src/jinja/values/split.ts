import { LINE_END_CLASS, SPACE_CLASS } from './character-classes.ts'

const WORD = new RegExp(`[^${SPACE_CLASS}]+`, 'g')
const LINE_END = new RegExp(`\\r\\n|[${LINE_END_CLASS}]`, 'g')

/** Python's `split`: at white space without a separator (empty parts are dropped), at most `limit` times unless negative. */
export function split(text: string, separator: string | undefined, limit: number): string[] {
  if (separator === undefined) return splitWords(text, limit)
  if (limit < 0) return text.split(separator)
  const parts: string[] = []
  let from = 0
  while (parts.length < limit) {
    const at = text.indexOf(separator, from)
    if (at < 0) break
    parts.push(text.slice(from, at))
    from = at + separator.length
  }
  parts.push(text.slice(from))
  return parts
}

/** Python's `rsplit`: the same, counting from the right. */
export function splitFromRight(text: string, separator: string | undefined, limit: number): string[] {
  if (limit < 0) return split(text, separator, limit)
  if (separator === undefined) return splitWordsFromRight(text, limit)
  const parts: string[] = []
  let to = text.length
  while (parts.length < limit) {
    const at = to < separator.length ? -1 : text.lastIndexOf(separator, to - separator.length)
    if (at < 0) break
    parts.unshift(text.slice(at + separator.length, to))
    to = at
  }
  parts.unshift(text.slice(0, to))
  return parts
}

/** Python's `splitlines`: at every line boundary of Unicode; no empty line after the last end. */
export function splitLines(text: string, keepEnds = false): string[] {
  const lines: string[] = []
  let from = 0
  for (const end of text.matchAll(LINE_END)) {
    lines.push(text.slice(from, keepEnds ? end.index + end[0].length : end.index))
    from = end.index + end[0].length
  }
  if (from < text.length) lines.push(text.slice(from))
  return lines
}

function splitWords(text: string, limit: number): string[] {
  const words: string[] = []
  for (const match of text.matchAll(WORD)) {
    if (words.length === limit) {
      // What follows the last split stays as it is, with the space at its end.
      words.push(text.slice(match.index))
      return words
    }
    words.push(match[0])
  }
  return words
}

function splitWordsFromRight(text: string, limit: number): string[] {
  const matches = [...text.matchAll(WORD)]
  const kept = matches.slice(Math.max(0, matches.length - limit)).map((match) => match[0])
  const lastOfRest = matches[matches.length - limit - 1]
  if (lastOfRest === undefined) return kept
  return [text.slice(0, lastOfRest.index + lastOfRest[0].length), ...kept]
}
