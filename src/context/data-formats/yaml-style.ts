/** How a scalar may be written, by PyYAML's rules for output in ASCII. */
export interface Styles {
  readonly empty: boolean
  readonly multiline: boolean
  readonly plain: boolean
  readonly singleQuoted: boolean
}

const BREAK = '\\n\\x85\\u2028\\u2029'
const BLANK_OR_END = `(?=[\\0 \\t\\r${BREAK}]|$)`
/** What would be read as syntax where a plain scalar stands. */
const INDICATOR = new RegExp(
  `^(?:---|\\.\\.\\.|[#,\\[\\]{}&*!|>'"%@\`]|[?:-]${BLANK_OR_END})|:${BLANK_OR_END}|(?<=[\\0 \\t\\r${BREAK}])#`,
)
const LINE_BREAK = new RegExp(`[${BREAK}]`)
const SPECIAL = /[^\n\x20-\x7e]/
const SPACE_BEFORE_BREAK = new RegExp(` [${BREAK}]`)
const SPACE_AFTER_BREAK = new RegExp(`[${BREAK}] `)
const EDGE = new RegExp(`^[ ${BREAK}]|[ ${BREAK}]$`)

export function stylesOf(text: string): Styles {
  if (text === '') return { empty: true, multiline: false, plain: true, singleQuoted: true }
  const multiline = LINE_BREAK.test(text)
  const quotedOnly = SPECIAL.test(text) || SPACE_BEFORE_BREAK.test(text)
  const singleQuoted = !quotedOnly && !SPACE_AFTER_BREAK.test(text)
  const plain = singleQuoted && !multiline && !EDGE.test(text) && !INDICATOR.test(text)
  return { empty: false, multiline, plain, singleQuoted }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '0',
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\x1b': 'e',
  '"': '"',
  '\\': '\\',
  '\x85': 'N',
  '\xa0': '_',
  '\u2028': 'L',
  '\u2029': 'P',
}

/** A character within double quotes: itself, or an escape. */
export function inDoubleQuotes(character: string): string {
  const short = ESCAPES[character]
  if (short !== undefined) return `\\${short}`
  const code = character.codePointAt(0) as number
  if (code >= 0x20 && code <= 0x7e) return character
  const hex = code.toString(16).toUpperCase()
  if (hex.length <= 2) return `\\x${hex.padStart(2, '0')}`
  return hex.length <= 4 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}
