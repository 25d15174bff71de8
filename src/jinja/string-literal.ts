import { type Origin, syntaxError } from './errors.ts'

const SPECIAL = /\r\n?|\\(?:\r\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S])/gu

const SIMPLE: ReadonlyMap<string, string> = new Map([
  ['\n', ''],
  ['\r', ''],
  ['\r\n', ''],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
])

/**
 * What Python reads in `body`, the text between the quotes of a string literal; `offset` is where the text stands.
 * With `asJinja`, what Jinja2 reads: not the same behind a backslash that no escape begins with.
 */
export function unescapeString(body: string, offset: number, origin: Origin, asJinja = true): string {
  if (!body.includes('\\') && !body.includes('\r')) return body
  return body.replace(SPECIAL, (special, at: number) =>
    special.startsWith('\r') ? '\n' : unescaped(special, offset + at, origin, asJinja),
  )
}

function unescaped(sequence: string, offset: number, origin: Origin, asJinja: boolean): string {
  const rest = sequence.slice(1)
  const simple = SIMPLE.get(rest)
  if (simple !== undefined) return simple
  const first = rest.charAt(0)
  if (first >= '0' && first <= '7') return String.fromCharCode(Number.parseInt(rest, 8))
  if (first === 'x' || first === 'u' || first === 'U') {
    const code = Number.parseInt(rest.slice(1), 16)
    if (Number.isNaN(code)) throw syntaxError(origin, offset, `the escape '\\${rest}' is cut short`)
    if (code > 0x10ffff) throw syntaxError(origin, offset, `'\\${rest}' is not a character`)
    return String.fromCodePoint(code)
  }
  if (first === 'N') throw syntaxError(origin, offset, "'\\N{…}' is not supported", 'write the character itself')
  // Jinja2 turns what is not ASCII into escapes before it unescapes; a backslash in front then escapes theirs.
  return asJinja && first > '\x7f' ? `\\${pythonEscape(rest)}` : sequence
}

function pythonEscape(character: string): string {
  const code = character.codePointAt(0) ?? 0
  const hex = code.toString(16)
  if (code <= 0xff) return `x${hex.padStart(2, '0')}`
  return code <= 0xffff ? `u${hex.padStart(4, '0')}` : `U${hex.padStart(8, '0')}`
}
