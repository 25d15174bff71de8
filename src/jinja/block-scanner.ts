/** A tag of a file that is only looked through, not parsed. */
export interface ScannedTag {
  readonly name: string
  /** The word behind the name, where there is one: the name of what is defined. */
  readonly label: string
  readonly labelStart: number
  /** Where the tag begins: at `{%`, or with a `-` at the white space it takes in. */
  readonly start: number
  /** Where `{%` stands. */
  readonly open: number
  /** Behind `%}`, or with a `-` behind the white space it takes in. */
  readonly end: number
}

const OPENING = /\{[{%#]/g
const TAG = /\{%[-+]?\s*([A-Za-z_]\w*)(?:\s+([A-Za-z_]\w*))?/y
const RAW = /\{%[-+]?\s*raw\s*-?%\}/y
const END_RAW = /\{%[-+]?\s*endraw\s*[-+]?%\}/g
const STRING = /'[^'\\]*(?:\\[\s\S][^'\\]*)*'|"[^"\\]*(?:\\[\s\S][^"\\]*)*"/y
const SPACES = /\s*/y
const EXPRESSION_STEP = /['"]|\}\}/g
const TAG_STEP = /['"]|-?%\}/g

/**
 * The tags of a file in order. Comments, raw blocks, output tags and strings in tags are stepped over, nothing else is
 * understood: what stands outside of blocks need not be a template at all. dbt finds the blocks of macro files so.
 */
export function* scanTags(source: string): Generator<ScannedTag> {
  let at = 0
  for (;;) {
    const open = find(OPENING, source, at)
    if (open === undefined) return
    const second = source[open + 1]
    if (second === '#') {
      const close = source.indexOf('#}', open + 2)
      if (close === -1) return
      at = close + 2
    } else if (second === '{') {
      at = skipTo(EXPRESSION_STEP, source, open + 2) ?? open + 2
    } else {
      const tag = match(TAG, source, open)
      const end = tag === undefined ? undefined : skipTo(TAG_STEP, source, open + tag[0].length)
      if (tag === undefined || end === undefined) at = open + 2
      else if (match(RAW, source, open) !== undefined) at = afterRaw(source, end)
      else {
        const [text, name = '', label = ''] = tag
        const start = source[open + 2] === '-' ? skipSpacesBack(source, at, open) : open
        at = source[end - 3] === '-' ? end + (match(SPACES, source, end)?.[0].length ?? 0) : end
        yield { name, label, labelStart: open + text.length - label.length, start, open, end: at }
      }
    }
  }
}

function afterRaw(source: string, from: number): number {
  const end = find(END_RAW, source, from)
  return end === undefined ? source.length : END_RAW.lastIndex
}

/** Behind the first end of the tag that is not inside a string; undefined when there is none. */
function skipTo(step: RegExp, source: string, from: number): number | undefined {
  let at = from
  for (;;) {
    const found = find(step, source, at)
    if (found === undefined) return undefined
    const end = step.lastIndex
    if (source[found] !== "'" && source[found] !== '"') return end
    at = found + (match(STRING, source, found)?.[0].length ?? 1)
  }
}

function skipSpacesBack(source: string, least: number, from: number): number {
  let at = from
  while (at > least && /\s/.test(source.charAt(at - 1))) at--
  return at
}

function find(pattern: RegExp, source: string, from: number): number | undefined {
  pattern.lastIndex = from
  return pattern.exec(source)?.index
}

function match(pattern: RegExp, source: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(source) ?? undefined
}
