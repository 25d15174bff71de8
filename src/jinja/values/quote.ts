const PLAIN = /^[\x20-\x26\x28-\x5b\x5d-\x7e]*$/
// What Python does not call printable: control, format, surrogate, private and unassigned characters, and separators
// other than the space.
const ESCAPED = /[\\\p{C}\p{Zl}\p{Zp}\p{Zs}]/gu
const SHORT: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t', ' ': ' ' }

/** Python's `repr` of a str: single quotes unless the text holds one and no double quote. */
export function quote(text: string): string {
  if (PLAIN.test(text)) return `'${text}'`
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'"
  const escaped = text.replace(ESCAPED, escapeCharacter)
  return mark + escaped.replaceAll(mark, `\\${mark}`) + mark
}

const BEYOND_ASCII = /[\u0080-\u{10ffff}]/gu

/** Python's `ascii`: `repr` with everything beyond ASCII escaped. */
export function toAscii(representation: string): string {
  return representation.replace(BEYOND_ASCII, escapeCharacter)
}

function escapeCharacter(character: string): string {
  const short = SHORT[character]
  if (short !== undefined) return short
  const hex = (character.codePointAt(0) as number).toString(16)
  if (hex.length <= 2) return `\\x${hex.padStart(2, '0')}`
  return hex.length <= 4 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}
