import type { Span } from '../base/position.ts'
import { type Origin, syntaxError } from './errors.ts'
import { NunjucksTokenizer, type Token, type TokenType } from './nunjucks.ts'
import { unescapeString } from './string-literal.ts'

// White space as Python's `\s` has it, which is not JavaScript's (a byte order mark is text).
const SPACE = '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]'
const SPACES = new RegExp(`${SPACE}*`, 'y')
const SPACE_BEFORE = new RegExp(`${SPACE}$`)
const RAW = new RegExp(`\\{%[-+]?${SPACE}*raw${SPACE}*(?:-%\\}${SPACE}*|%\\})`, 'y')
const END_RAW = new RegExp(`\\{%([-+]?)${SPACE}*endraw${SPACE}*(?:\\+%\\}|-%\\}${SPACE}*|%\\})`, 'g')
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y
const UNICODE_NAME = /[\p{XID_Start}_]\p{XID_Continue}*/uy
const FLOAT = /(?<!\.)(?:\d+_)*\d+(?:(?:\.(?:\d+_)*\d+)?e[+-]?(?:\d+_)*\d+|\.(?:\d+_)*\d+)/iy
const INT = /0b(?:_?[01])+|0o(?:_?[0-7])+|0x(?:_?[\da-f])+|[1-9](?:_?\d)*|0(?:_?0)*/iy
const STRING = /'[^'\\]*(?:\\[\s\S][^'\\]*)*'|"[^"\\]*(?:\\[\s\S][^"\\]*)*"/y

const SIGNS: ReadonlyMap<string, TokenType> = new Map([
  ['(', 'left-paren'],
  [')', 'right-paren'],
  ['[', 'left-bracket'],
  [']', 'right-bracket'],
  ['{', 'left-curly'],
  ['}', 'right-curly'],
  [',', 'comma'],
  [':', 'colon'],
  ['~', 'tilde'],
  ['|', 'pipe'],
  ...['+', '-', '*', '/', '%', '=', '<', '>', '.', ';', '!'].map((sign) => [sign, 'operator'] as const),
])

const DOUBLE_SIGNS = new Set(['**', '//', '==', '!=', '<=', '>='])
const CLOSERS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
])

/**
 * Reads text and tags as Jinja2's lexer with default settings does: comments and raw blocks are resolved here, white
 * space is trimmed where `-` asks for it, tags end only outside brackets and strings, and one line end at the end of
 * the template is dropped. No token for white space is given.
 *
 * Both modes of nunjucks' tokenizer are replaced (it knows neither `+%}` nor brackets around `}}`, and walks character
 * by character); what stays is its state and its place under nunjucks' parser.
 */
export class JinjaLexer extends NunjucksTokenizer {
  readonly #origin: Origin
  /** Closing brackets still expected in the tag at hand. */
  readonly #brackets: string[] = []
  #tag: 'block' | 'variable' = 'block'

  constructor(origin: Origin, span: Span, keepTrailingNewline = false) {
    super(origin.source)
    this.#origin = origin
    this.index = span.start
    this.len = keepTrailingNewline ? span.end : withoutLineEnd(origin.source, span)
  }

  override nextToken(): Token {
    return this.in_code ? this.#codeToken() : this.#textToken()
  }

  /** Whether what comes right after the last token matches `pattern` (sticky). The parser's second token of lookahead. */
  isFollowedBy(pattern: RegExp): boolean {
    pattern.lastIndex = this.index
    return pattern.test(this.str)
  }

  #textToken(): Token {
    for (;;) {
      const from = this.index
      const open = this.#nextOpening(from)
      if (open > from) {
        this.index = open
        const end = open < this.len && this.str[open + 2] === '-' ? this.#trimEnd(from, open) : open
        if (end > from) return this.#text(from, end)
      }
      if (open >= this.len) return token('end', '', this.len, this.len)
      const second = this.str[open + 1]
      if (second === '#') {
        this.#skipComment(open)
        continue
      }
      if (second === '%') {
        const raw = this.#raw(open)
        if (raw === null) continue
        if (raw !== undefined) return raw
      }
      const sign = this.str[open + 2]
      this.index = sign === '-' || sign === '+' ? open + 3 : open + 2
      this.in_code = true
      this.#tag = second === '%' ? 'block' : 'variable'
      return token(second === '%' ? 'block-start' : 'variable-start', '', open, this.index)
    }
  }

  /** Where the next `{{`, `{%` or `{#` stands, or the end. */
  #nextOpening(from: number): number {
    for (let at = this.str.indexOf('{', from); at !== -1 && at < this.len - 1; at = this.str.indexOf('{', at + 1)) {
      const second = this.str.charCodeAt(at + 1)
      if (second === 0x7b || second === 0x25 || second === 0x23) return at
    }
    return this.len
  }

  #text(start: number, end: number): Token {
    const text = this.str.slice(start, end)
    return token('data', text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text, start, end)
  }

  #trimEnd(from: number, end: number): number {
    let at = end
    while (at > from && SPACE_BEFORE.test(this.str.charAt(at - 1))) at--
    return at
  }

  #skipSpaces(from: number): number {
    SPACES.lastIndex = from
    SPACES.test(this.str)
    return Math.min(SPACES.lastIndex, this.len)
  }

  #skipComment(open: number): void {
    const sign = this.str[open + 2]
    const start = sign === '-' || sign === '+' ? open + 3 : open + 2
    const close = this.str.indexOf('#}', start)
    if (close === -1 || close + 2 > this.len)
      throw syntaxError(this.#origin, open, 'this comment is never closed', "end it with '#}'")
    this.index = close > start && this.str[close - 1] === '-' ? this.#skipSpaces(close + 2) : close + 2
  }

  /** The text of the raw block at `open`, null when it is empty, undefined when there is none. */
  #raw(open: number): Token | null | undefined {
    RAW.lastIndex = open
    if (!RAW.test(this.str)) return undefined
    const start = Math.min(RAW.lastIndex, this.len)
    END_RAW.lastIndex = start
    const end = END_RAW.exec(this.str)
    if (end === null || end.index >= this.len)
      throw syntaxError(this.#origin, open, "this 'raw' block is never closed", 'end it with {% endraw %}')
    this.index = Math.min(END_RAW.lastIndex, this.len)
    const stop = end[1] === '-' ? this.#trimEnd(start, end.index) : end.index
    return stop > start ? this.#text(start, stop) : null
  }

  #codeToken(): Token {
    const start = this.#skipSpaces(this.index)
    this.index = start
    if (start >= this.len) return token('end', '', this.len, this.len)
    const code = this.str.charCodeAt(start)
    if (isNameStart(code)) return this.#name(start)
    if (this.#brackets.length === 0) {
      const end = this.#tagEnd(start, code)
      if (end !== undefined) return end
    }
    if (code === 0x22 || code === 0x27) return this.#string(start)
    if (code >= 0x30 && code <= 0x39) return this.#number(start)
    return this.#sign(start)
  }

  #tagEnd(start: number, code: number): Token | undefined {
    const first = this.#tag === 'block' ? 0x25 : 0x7d
    let at = start
    if (code === 0x2d || (code === 0x2b && this.#tag === 'block')) at++
    if (this.str.charCodeAt(at) !== first || this.str.charCodeAt(at + 1) !== 0x7d || at + 2 > this.len) return undefined
    this.in_code = false
    this.index = code === 0x2d ? this.#skipSpaces(at + 2) : at + 2
    return token(this.#tag === 'block' ? 'block-end' : 'variable-end', '', start, at + 2)
  }

  #name(start: number): Token {
    const end = this.#match(NAME, start)
    if (end !== -1 && !(this.str.charCodeAt(end) > 0x7f)) return this.#token('symbol', start, end)
    const longer = this.#match(UNICODE_NAME, start)
    if (longer === -1) throw this.#unexpected(start)
    return this.#token('symbol', start, longer)
  }

  #string(start: number): Token {
    const end = this.#match(STRING, start)
    if (end === -1) throw syntaxError(this.#origin, start, 'this string is never closed')
    this.index = end
    return token('string', unescapeString(this.str.slice(start + 1, end - 1), start + 1, this.#origin), start, end)
  }

  #number(start: number): Token {
    const float = this.#match(FLOAT, start)
    return float === -1 ? this.#token('int', start, this.#match(INT, start)) : this.#token('float', start, float)
  }

  #sign(start: number): Token {
    const double = this.str.slice(start, start + 2)
    const sign = DOUBLE_SIGNS.has(double) ? double : this.str.charAt(start)
    const type = SIGNS.get(sign.charAt(0))
    if (type === undefined || sign === '!') throw this.#unexpected(start)
    const closer = CLOSERS.get(sign)
    if (closer !== undefined) this.#brackets.push(closer)
    else if (sign === ')' || sign === ']' || sign === '}') this.#close(sign, start)
    return this.#token(type, start, start + sign.length)
  }

  #close(sign: string, start: number): void {
    const expected = this.#brackets.pop()
    if (expected === sign) return
    const message = expected === undefined ? `'${sign}' closes nothing` : `expected '${expected}' before '${sign}'`
    throw syntaxError(this.#origin, start, message)
  }

  #match(pattern: RegExp, start: number): number {
    pattern.lastIndex = start
    return pattern.test(this.str) && pattern.lastIndex <= this.len ? pattern.lastIndex : -1
  }

  #token(type: TokenType, start: number, end: number): Token {
    this.index = end
    return token(type, this.str.slice(start, end), start, end)
  }

  #unexpected(at: number): Error {
    const character = String.fromCodePoint(this.str.codePointAt(at) ?? 0)
    return syntaxError(this.#origin, at, `unexpected character '${character}'`)
  }
}

function token(type: TokenType, value: string, start: number, end: number): Token {
  return { type, value, start, end }
}

function isNameStart(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f || code > 0x7f
}

function withoutLineEnd(source: string, { start, end }: Span): number {
  if (end <= start) return end
  if (source[end - 1] === '\n') return end - 2 >= start && source[end - 2] === '\r' ? end - 2 : end - 1
  return source[end - 1] === '\r' ? end - 1 : end
}
