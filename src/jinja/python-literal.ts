import { AssayError } from '../base/diagnostic.ts'
import { unescapeString } from './string-literal.ts'
import { normalize } from './values/integer.ts'
import { PythonError } from './values/python-error.ts'
import { Dict, Float, PySet, Tuple, type Value } from './values/value.ts'

const SPACE = /[ \t\f]*(?:#[^\n]*)?(?:\\\r?\n[ \t\f]*)*/y
const SPACE_IN_BRACKETS = /(?:[ \t\f\r\n]|#[^\n]*|\\\r?\n)*/y
const NAME = /[A-Za-z_]\w*/y
const NUMBER =
  /0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0[xX](?:_?[\da-fA-F])+|(?:\d(?:_?\d)*\.(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?|\d(?:_?\d)*[eE][+-]?\d(?:_?\d)*|\d(?:_?\d)*/y
const STRING =
  /([uU]|[rR])?(?:'''((?:[^\\]|\\[\s\S])*?)'''|"""((?:[^\\]|\\[\s\S])*?)"""|'((?:[^'\\\n]|\\[\s\S])*)'|"((?:[^"\\\n]|\\[\s\S])*)")/y

/** Thrown inside only: the text is something else than a literal. */
const NO_LITERAL = new AssayError({ code: 'jinja-syntax', severity: 'error', message: 'no Python literal' })

/**
 * What Python's `ast.literal_eval` makes of `text`: a number, string, tuple, list, dict, set, True, False or None.
 * Undefined when the text is not one of these. Bytes and complex numbers are not known here.
 */
export function literalEval(text: string): Value | undefined {
  try {
    return new Reader(text).whole()
  } catch (error) {
    if (error instanceof AssayError || error instanceof RangeError || error instanceof PythonError) return undefined
    throw error
  }
}

class Reader {
  readonly #text: string
  #at = 0
  #brackets = 0

  constructor(text: string) {
    this.#text = text
  }

  whole(): Value {
    this.#match(/(?:[ \t\f]*(?:#[^\n]*)?\r?\n)*/y) // blank lines may come first, but then no indentation
    if (this.#at === 0) this.#match(/[ \t]*/y)
    else if (/[ \t\f]/.test(this.#text[this.#at] ?? '')) throw NO_LITERAL
    const items = this.#items(undefined)
    this.#match(/(?:[ \t\f\r\n]|#[^\n]*)*/y)
    if (this.#at < this.#text.length) throw NO_LITERAL
    return this.#tupleOrOnly(items)
  }

  #tupleOrOnly({ values, commas }: { readonly values: Value[]; readonly commas: boolean }): Value {
    const [only] = values
    if (commas) return new Tuple(values)
    if (only === undefined) throw NO_LITERAL
    return only
  }

  /** Values with commas between, up to `end`. */
  #items(end: string | undefined): { readonly values: Value[]; readonly commas: boolean } {
    const values: Value[] = []
    let commas = false
    while (!this.#isAtEnd(end)) {
      values.push(this.#value())
      if (!this.#take(',')) break
      commas = true
    }
    return { values, commas }
  }

  #isAtEnd(end: string | undefined): boolean {
    this.#skipSpace()
    const next = this.#text[this.#at]
    return end === undefined ? next === undefined || next === '\n' || next === '\r' : next === end
  }

  #value(): Value {
    this.#skipSpace()
    if (this.#take('-')) return negative(this.#number())
    if (this.#take('+')) return this.#number()
    const next = this.#text[this.#at] ?? ''
    if (next === '(') return this.#bracketed('(', ')', (items) => this.#parentheses(items))
    if (next === '[') return this.#bracketed('[', ']', ({ values }) => values)
    if (next === '{') return this.#curly()
    if (/[\d.]/.test(next)) return this.#number()
    return this.#strings() ?? this.#constant()
  }

  #bracketed(
    open: string,
    close: string,
    make: (items: { readonly values: Value[]; readonly commas: boolean }) => Value,
  ): Value {
    this.#open(open)
    const items = this.#items(close)
    this.#close(close)
    return make(items)
  }

  #parentheses(items: { readonly values: Value[]; readonly commas: boolean }): Value {
    return items.values.length === 0 ? new Tuple([]) : this.#tupleOrOnly(items)
  }

  #curly(): Value {
    this.#open('{')
    const pairs: [Value, Value][] = []
    const members: Value[] = []
    while (!this.#isAtEnd('}')) {
      const first = this.#value()
      if (this.#take(':')) pairs.push([first, this.#value()])
      else members.push(first)
      if (!this.#take(',')) break
    }
    this.#close('}')
    if (members.length === 0) return new Dict(pairs)
    if (pairs.length > 0) throw NO_LITERAL
    return new PySet(members)
  }

  #open(bracket: string): void {
    this.#take(bracket)
    this.#brackets++
  }

  #close(bracket: string): void {
    this.#skipSpace()
    this.#brackets--
    if (this.#text[this.#at] !== bracket) throw NO_LITERAL
    this.#at++
  }

  #number(): number | bigint | Float {
    this.#skipSpace()
    if (this.#text[this.#at] === '(') {
      this.#open('(')
      const inner = this.#number()
      this.#close(')')
      return inner
    }
    const written = this.#match(NUMBER)?.[0]
    if (written === undefined || /^[\w.]/.test(this.#text.slice(this.#at))) throw NO_LITERAL
    const digits = written.replaceAll('_', '')
    if (/^0\d*[1-9]/.test(digits) && /^\d+$/.test(digits)) throw NO_LITERAL // 007
    const isInteger = /^(?:0[box].*|\d+)$/i.test(digits)
    return isInteger ? normalize(BigInt(digits)) : new Float(Number(digits))
  }

  /** String literals side by side are one. */
  #strings(): string | undefined {
    let whole: string | undefined
    for (let found = this.#match(STRING); found !== undefined; found = this.#match(STRING)) {
      const [, prefix = '', ...bodies] = found
      const body = bodies.find((one) => one !== undefined) ?? ''
      const source = { file: '', source: this.#text }
      const raw = prefix.toLowerCase() === 'r'
      whole = (whole ?? '') + (raw ? body.replaceAll('\r\n', '\n') : unescapeString(body, 0, source, false))
      this.#skipSpace()
    }
    return whole
  }

  #constant(): Value {
    switch (this.#match(NAME)?.[0]) {
      case 'True':
        return true
      case 'False':
        return false
      case 'None':
        return null
      case 'set':
        if (this.#take('(') && this.#take(')')) return new PySet()
        throw NO_LITERAL
      default:
        throw NO_LITERAL
    }
  }

  #take(sign: string): boolean {
    this.#skipSpace()
    if (this.#text[this.#at] !== sign) return false
    this.#at++
    return true
  }

  #skipSpace(): void {
    this.#match(this.#brackets > 0 ? SPACE_IN_BRACKETS : SPACE)
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)
    if (found === null) return undefined
    this.#at = pattern.lastIndex
    return found
  }
}

function negative(value: number | bigint | Float): Value {
  if (value instanceof Float) return new Float(-value.value)
  return value === 0 ? 0 : -value
}
