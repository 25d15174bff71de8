import type { Span } from '../base/position.ts'
import type { Arguments, BinaryOperator, CompareOperator, Expression, Filter, Keyword, Literal, Name } from './ast.ts'
import { exact } from './exact.ts'
import type { Token } from './nunjucks.ts'
import { describe, TokenParser } from './token-parser.ts'
import { Float } from './values/value.ts'

const NO_ARGUMENTS: Arguments = { positional: [], keywords: [], spread: null, keywordSpread: null }
const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>='])
const ASSIGN = /\s*=(?!=)/y
const IN = /\s*in(?![A-Za-z0-9_])/y

/**
 * Jinja2's expression grammar with Jinja2's precedence (`~` binds tighter than `+`, `-2 ** 2` is 4, `**` groups to the
 * left), on the token plumbing of nunjucks' parser. Every rule of nunjucks' own ladder is replaced.
 */
export class ExpressionParser extends TokenParser {
  parseExpression(): Expression {
    let then = this.parseOr()
    while (this.skipSymbol('if')) {
      const test = this.parseOr()
      const otherwise = this.skipSymbol('else') ? this.parseExpression() : null
      then = { kind: 'conditional', span: across(then, otherwise ?? test), test, then, otherwise }
    }
    return then
  }

  /** One expression, or several with commas between: a tuple. Not `conditional`: an `if` behind it is not its own. */
  parseTuple(options: { readonly conditional: boolean } = { conditional: true }): Expression {
    const start = this.peekToken().start
    const items: Expression[] = []
    let end = start
    let commas = false
    while (!this.#endsTuple()) {
      const item = options.conditional ? this.parseExpression() : this.parseOr()
      items.push(item)
      end = item.span.end
      if (this.peekToken().type !== 'comma') break
      end = this.nextToken().end
      commas = true
    }
    const [only] = items
    if (commas) return { kind: 'tuple', span: { start, end }, items: exact(items) }
    if (only === undefined) throw this.error(`expected an expression, found ${describe(this.peekToken())}`)
    return only
  }

  #endsTuple(): boolean {
    const { type } = this.peekToken()
    return type === 'variable-end' || type === 'block-end' || type === 'right-paren'
  }

  /** An expression without an inline `if` at its top. */
  parseOr(): Expression {
    let left = this.parseAnd()
    while (this.skipSymbol('or')) {
      const right = this.parseAnd()
      left = { kind: 'logic', span: across(left, right), operator: 'or', left, right }
    }
    return left
  }

  parseAnd(): Expression {
    let left = this.parseNot()
    while (this.skipSymbol('and')) {
      const right = this.parseNot()
      left = { kind: 'logic', span: across(left, right), operator: 'and', left, right }
    }
    return left
  }

  parseNot(): Expression {
    const { start } = this.peekToken()
    if (!this.skipSymbol('not')) return this.parseCompare()
    const operand = this.parseNot()
    return { kind: 'not', span: { start, end: operand.span.end }, operand }
  }

  parseCompare(): Expression {
    const first = this.parseSum()
    const rest: { operator: CompareOperator; operand: Expression }[] = []
    for (let operator = this.#comparison(); operator !== undefined; operator = this.#comparison())
      rest.push({ operator, operand: this.parseSum() })
    const last = rest.at(-1)
    return last === undefined ? first : { kind: 'compare', span: across(first, last.operand), first, rest: exact(rest) }
  }

  #comparison(): CompareOperator | undefined {
    const { type, value } = this.peekToken()
    if (type === 'operator' && COMPARISONS.has(value)) return this.nextToken().value as CompareOperator
    if (type !== 'symbol') return undefined
    if (this.skipSymbol('in')) return 'in'
    if (value !== 'not' || !this.isFollowedBy(IN)) return undefined
    this.nextToken()
    this.nextToken()
    return 'not in'
  }

  parseSum(): Expression {
    let left = this.parseConcat()
    for (let sign = this.#sign('+', '-'); sign !== undefined; sign = this.#sign('+', '-'))
      left = binary(sign, left, this.parseConcat())
    return left
  }

  parseConcat(): Expression {
    const first = this.parseProduct()
    if (this.peekToken().type !== 'tilde') return first
    const parts = [first]
    while (this.skip('tilde')) parts.push(this.parseProduct())
    return { kind: 'concat', span: across(first, parts.at(-1) ?? first), parts: exact(parts) }
  }

  parseProduct(): Expression {
    let left = this.parsePower()
    for (;;) {
      const sign = this.#sign('*', '/', '//', '%')
      if (sign === undefined) return left
      left = binary(sign, left, this.parsePower())
    }
  }

  parsePower(): Expression {
    let left = this.parseUnary()
    for (let sign = this.#sign('**'); sign !== undefined; sign = this.#sign('**'))
      left = binary(sign, left, this.parseUnary())
    return left
  }

  #sign<const Sign extends BinaryOperator>(...signs: readonly Sign[]): Sign | undefined {
    const { type, value } = this.peekToken()
    if (type !== 'operator') return undefined
    const sign = signs.find((one) => one === value)
    if (sign !== undefined) this.nextToken()
    return sign
  }

  parseUnary(withFilters = true): Expression {
    const { type, value, start } = this.peekToken()
    let node: Expression
    if (type === 'operator' && (value === '-' || value === '+')) {
      this.nextToken()
      const operand = this.parseUnary(false)
      node = { kind: 'sign', span: { start, end: operand.span.end }, operator: value, operand }
    } else node = this.parsePrimary()
    node = this.parsePostfix(node)
    return withFilters ? this.parseFilters(node) : node
  }

  parsePrimary(): Expression {
    const token = this.peekToken()
    if (token.type === 'end') throw this.error('')
    this.nextToken()
    const span = { start: token.start, end: token.end }
    switch (token.type) {
      case 'symbol':
        return named(token.value, span)
      case 'string':
        return this.#strings(token)
      case 'int':
        return { kind: 'literal', span, value: integer(token.value) }
      case 'float':
        return { kind: 'literal', span, value: new Float(Number(token.value.replaceAll('_', ''))) }
      case 'left-paren':
        return this.#parentheses(token)
      case 'left-bracket':
        return this.#list(token)
      case 'left-curly':
        return this.#dict(token)
      default:
        throw this.errorAt(token.start, `unexpected ${describe(token)}`)
    }
  }

  /** Neighbouring literals are one. */
  #strings(first: Token): Literal {
    let value = first.value
    let end = first.end
    while (this.peekToken().type === 'string') {
      const next = this.nextToken()
      value += next.value
      end = next.end
    }
    return { kind: 'literal', span: { start: first.start, end }, value }
  }

  #parentheses(open: Token): Expression {
    if (this.peekToken().type === 'right-paren')
      return { kind: 'tuple', span: { start: open.start, end: this.nextToken().end }, items: [] }
    const inner = this.parseTuple()
    const end = this.take('right-paren').end
    return inner.kind === 'tuple' && inner.span.start > open.start
      ? { ...inner, span: { start: open.start, end } }
      : inner
  }

  #list(open: Token): Expression {
    const items: Expression[] = []
    while (this.peekToken().type !== 'right-bracket') {
      if (items.length > 0) this.take('comma')
      if (this.peekToken().type === 'right-bracket') break
      items.push(this.parseExpression())
    }
    return { kind: 'list', span: { start: open.start, end: this.nextToken().end }, items: exact(items) }
  }

  #dict(open: Token): Expression {
    const entries: { key: Expression; value: Expression }[] = []
    while (this.peekToken().type !== 'right-curly') {
      if (entries.length > 0) this.take('comma')
      if (this.peekToken().type === 'right-curly') break
      const key = this.parseExpression()
      this.take('colon')
      entries.push({ key, value: this.parseExpression() })
    }
    return { kind: 'dict', span: { start: open.start, end: this.nextToken().end }, entries: exact(entries) }
  }

  parsePostfix(start: Expression): Expression {
    let node = start
    for (;;) {
      const { type, value } = this.peekToken()
      if (type === 'operator' && value === '.') node = this.#attribute(node)
      else if (type === 'left-bracket') node = this.#subscript(node)
      else if (type === 'left-paren') node = this.#call(node)
      else return node
    }
  }

  parseFilters(start: Expression): Expression {
    let node = start
    for (;;) {
      const { type, value } = this.peekToken()
      if (type === 'pipe') {
        this.nextToken()
        node = this.parseFilter(node)
      } else if (type === 'symbol' && value === 'is') node = this.#test(node)
      else if (type === 'left-paren') node = this.#call(node)
      else return node
    }
  }

  #attribute(object: Expression): Expression {
    this.nextToken()
    const token = this.peekToken()
    const nameSpan = { start: token.start, end: token.end }
    const span = { start: object.span.start, end: token.end }
    if (token.type !== 'symbol' && token.type !== 'int')
      throw this.error(`expected a name after '.', found ${describe(token)}`)
    this.nextToken()
    if (token.type === 'symbol') return { kind: 'attribute', span, object, name: token.value, nameSpan }
    return { kind: 'item', span, object, key: { kind: 'literal', span: nameSpan, value: integer(token.value) } }
  }

  #subscript(object: Expression): Expression {
    const open = this.nextToken()
    const keys: Expression[] = []
    while (this.peekToken().type !== 'right-bracket') {
      if (keys.length > 0) this.take('comma')
      const start = this.peekToken().type === 'colon' ? null : this.parseExpression()
      if (start === null || this.peekToken().type === 'colon') {
        if (keys.length > 0) throw this.error('a slice cannot be one of several keys')
        return this.#slice(object, start)
      }
      keys.push(start)
    }
    const end = this.nextToken().end
    const span = { start: object.span.start, end }
    const [only] = keys
    if (keys.length === 1 && only !== undefined) return { kind: 'item', span, object, key: only }
    return { kind: 'item', span, object, key: { kind: 'tuple', span: { start: open.start, end }, items: exact(keys) } }
  }

  /** From the first colon on. */
  #slice(object: Expression, start: Expression | null): Expression {
    this.take('colon')
    const stop = this.#sliceBound()
    const step = this.skip('colon') ? this.#sliceBound() : null
    const end = this.take('right-bracket').end
    return { kind: 'slice', span: { start: object.span.start, end }, object, start, stop, step }
  }

  #sliceBound(): Expression | null {
    const { type } = this.peekToken()
    return type === 'colon' || type === 'right-bracket' ? null : this.parseExpression()
  }

  #call(callee: Expression): Expression {
    const [argumentList, end] = this.parseArguments()
    return { kind: 'call', span: { start: callee.span.start, end }, callee, arguments: argumentList }
  }

  /** `(…)` and where it ends. */
  parseArguments(): readonly [Arguments, number] {
    this.take('left-paren')
    const positional: Expression[] = []
    const keywords: Keyword[] = []
    let spread: Expression | null = null
    let keywordSpread: Expression | null = null
    for (let first = true; this.peekToken().type !== 'right-paren'; first = false) {
      if (!first) this.take('comma')
      const { type, value, start } = this.peekToken()
      if (type === 'right-paren') break
      if (type === 'operator' && value === '*') {
        if (spread !== null || keywordSpread !== null) throw this.error("only one '*' argument, before '**'")
        this.nextToken()
        spread = this.parseExpression()
      } else if (type === 'operator' && value === '**') {
        if (keywordSpread !== null) throw this.error("only one '**' argument")
        this.nextToken()
        keywordSpread = this.parseExpression()
      } else if (type === 'symbol' && this.isFollowedBy(ASSIGN)) {
        if (keywordSpread !== null) throw this.error("keyword arguments come before '**'")
        keywords.push(this.#keyword(keywords))
      } else {
        if (spread !== null || keywordSpread !== null || keywords.length > 0)
          throw this.errorAt(start, 'positional arguments come before keyword arguments')
        positional.push(this.parseExpression())
      }
    }
    const list = { positional: exact(positional), keywords: exact(keywords), spread, keywordSpread }
    return [list, this.nextToken().end]
  }

  #keyword(before: readonly Keyword[]): Keyword {
    const token = this.nextToken()
    if (before.some(({ name }) => name === token.value))
      throw this.errorAt(token.start, `the keyword argument '${token.value}' is given twice`)
    this.nextToken()
    return { name: token.value, nameSpan: { start: token.start, end: token.end }, value: this.parseExpression() }
  }

  /** The filter whose name comes next, applied to `value`. */
  parseFilter(value: Expression | null): Filter {
    const [name, nameSpan] = this.#dottedName('a filter')
    const [argumentList, end] =
      this.peekToken().type === 'left-paren' ? this.parseArguments() : [NO_ARGUMENTS, nameSpan.end]
    const span = { start: value?.span.start ?? nameSpan.start, end }
    return { kind: 'filter', span, value, name, nameSpan, arguments: argumentList }
  }

  #test(value: Expression): Expression {
    this.nextToken()
    const negated = this.skipSymbol('not')
    const [name, nameSpan] = this.#dottedName('a test')
    const [argumentList, end] = this.#testArguments(nameSpan)
    const span = { start: value.span.start, end }
    const test: Expression = { kind: 'test', span, value, name, nameSpan, arguments: argumentList }
    return negated ? { kind: 'not', span, operand: test } : test
  }

  /** `is divisibleby(3)` and `is divisibleby 3`. */
  #testArguments(nameSpan: Span): readonly [Arguments, number] {
    const { type, value } = this.peekToken()
    switch (type) {
      case 'left-paren':
        return this.parseArguments()
      case 'symbol':
        if (value === 'else' || value === 'or' || value === 'and') return [NO_ARGUMENTS, nameSpan.end]
        if (value === 'is') throw this.error("tests cannot be chained with 'is'", "join them with 'and'")
        break
      case 'string':
      case 'int':
      case 'float':
      case 'left-bracket':
      case 'left-curly':
        break
      default:
        return [NO_ARGUMENTS, nameSpan.end]
    }
    const argument = this.parsePostfix(this.parsePrimary())
    return [{ ...NO_ARGUMENTS, positional: [argument] }, argument.span.end]
  }

  #dottedName(what: string): readonly [string, Span] {
    const first = this.takeName(what)
    let name = first.value
    let end = first.end
    while (this.skipValue('operator', '.')) {
      const next = this.takeName(what)
      name += `.${next.value}`
      end = next.end
    }
    return [name, { start: first.start, end }]
  }
}

function across(first: Expression, last: Expression): Span {
  return { start: first.span.start, end: last.span.end }
}

function binary(operator: BinaryOperator, left: Expression, right: Expression): Expression {
  return { kind: 'binary', span: across(left, right), operator, left, right }
}

function named(name: string, span: Span): Literal | Name {
  switch (name) {
    case 'true':
    case 'True':
      return { kind: 'literal', span, value: true }
    case 'false':
    case 'False':
      return { kind: 'literal', span, value: false }
    case 'none':
    case 'None':
      return { kind: 'literal', span, value: null }
    default:
      return { kind: 'name', span, name }
  }
}

function integer(text: string): number | bigint {
  const digits = text.replaceAll('_', '')
  const small = Number(digits)
  return Number.isSafeInteger(small) ? small : BigInt(digits)
}
