import type { Span } from '../base/position.ts'
import type { Call, Expression, Filter, If, Statement, Target } from './ast.ts'
import { unknownTag, unsupportedTag } from './errors.ts'
import { exact } from './exact.ts'
import type { NunjucksParser, Token } from './nunjucks.ts'
import { TargetParser } from './target-parser.ts'
import { describe } from './token-parser.ts'

/** Tags that nunjucks' own dispatch leads to our methods. Its others (`switch`, `asyncEach`, …) are unknown to Jinja2. */
const DISPATCHED = ['if', 'for', 'set', 'macro', 'call', 'filter', 'block', 'extends', 'include', 'import', 'from']

const NOTHING: readonly Statement[] = exact([])

/** The beginning of a statement: its `{%` and its name. */
export interface Tag {
  readonly name: Token
  readonly start: number
}

/**
 * Jinja2's statements and its `do` and loop control extensions. nunjucks supplies the tokens' plumbing,
 * the dispatch of tags and the stopping at end tags; every rule gives nodes of our tree.
 * A rule begins behind `{% tag` and ends before the `%}` of its last tag.
 */
export class StatementParser extends TargetParser {
  /** Whether `break` and `continue` have a loop to act on here. */
  #inLoop = false
  #known: Set<string> | undefined

  override extensions: NunjucksParser['extensions'] = [
    { tags: ['with'], parse: () => this.#parseWith() },
    { tags: ['do'], parse: () => this.#parseDo() },
    { tags: ['print'], parse: () => this.#parsePrint() },
    { tags: ['break', 'continue'], parse: () => this.#parseLoopControl() },
    { tags: ['autoescape'], parse: () => this.#parseAutoescape() },
  ]

  /** Statements up to the end of the template or to one of `breakOnBlocks`. */
  override parse(): readonly Statement[] {
    const body: Statement[] = []
    for (;;) {
      const token = this.nextToken()
      switch (token.type) {
        case 'end':
          return exact(body)
        case 'data':
          body.push({ kind: 'text', span: { start: token.start, end: token.end }, text: token.value })
          break
        case 'variable-start': {
          this.tagStart = token.start
          const expression = this.parseTuple()
          const { end } = this.take('variable-end')
          body.push({ kind: 'output', span: { start: token.start, end }, expression })
          break
        }
        default: {
          this.tagStart = token.start
          const statement = this.parseStatement()
          if (statement === null) return exact(body)
          this.take('block-end')
          body.push(statement)
        }
      }
    }
  }

  override parseStatement(): Statement | null {
    const { type, value, start } = this.peekToken()
    if (type !== 'symbol') throw this.error(`expected the name of a tag, found ${describe(this.peekToken())}`)
    this.#known ??= new Set([...DISPATCHED, ...this.extensions.flatMap(({ tags }) => tags)])
    if (!this.#known.has(value) && !this.breakOnBlocks?.includes(value))
      throw unknownTag(this.origin, start, value, [...this.#known, 'raw'], this.breakOnBlocks)
    return super.parseStatement()
  }

  /** The tag's name and its `{%`. A rule takes them first thing, since statements nest. */
  protected tag(): Tag {
    return { name: this.nextToken(), start: this.tagStart }
  }

  /** From `start` to the end of the `%}` that comes next. */
  protected span(start: number): Span {
    return { start, end: this.peekToken().end }
  }

  /** What stands between the tag at hand and one of `ends`; `ends` itself is the next token. */
  #body(tag: Tag, ...ends: readonly string[]): readonly Statement[] {
    this.skip('colon')
    this.take('block-end')
    const body = this.parseUntilBlocks(...ends)
    if (this.peekToken().type !== 'end') return body
    throw this.errorAt(tag.start, `'${tag.name.value}' is never closed`, `end it with {% ${ends.at(-1)} %}`)
  }

  /** A body that only `end` closes. */
  #wholeBody(tag: Tag, end: string): readonly Statement[] {
    const body = this.#body(tag, end)
    this.nextToken()
    return body
  }

  /** The body of something that is called: no loop around it is its own. */
  protected calledBody(tag: Tag, end: string): readonly Statement[] {
    const around = this.#inLoop
    this.#inLoop = false
    const body = this.#wholeBody(tag, end)
    this.#inLoop = around
    return body
  }

  parseIf(): If {
    const tag = this.tag()
    const branches: { test: Expression; body: readonly Statement[] }[] = []
    let otherwise = NOTHING
    for (let more = true; more; ) {
      const test = this.parseTuple({ conditional: false })
      branches.push({ test, body: this.#body(tag, 'elif', 'else', 'endif') })
      const { value } = this.nextToken()
      more = value === 'elif'
      if (value === 'else') otherwise = this.#wholeBody(tag, 'endif')
    }
    return { kind: 'if', span: this.span(tag.start), branches: exact(branches), otherwise }
  }

  parseFor(): Statement {
    const tag = this.tag()
    this.openLoops++
    const target = this.target()
    this.refuseLoop(target)
    if (!this.skipSymbol('in')) throw this.error(`expected 'in', found ${describe(this.peekToken())}`)
    const iterable = this.parseTuple({ conditional: false })
    const filter = this.skipSymbol('if') ? this.parseExpression() : null
    const recursive = this.skipSymbol('recursive')
    const around = this.#inLoop
    this.#inLoop = true
    const body = this.#body(tag, 'else', 'endfor')
    this.#inLoop = around && !recursive // a recursive loop is a function: nothing in it acts on a loop around it
    const otherwise = this.nextToken().value === 'else' ? this.#wholeBody(tag, 'endfor') : NOTHING
    this.#inLoop = around
    this.openLoops--
    return { kind: 'for', span: this.span(tag.start), target, iterable, filter, recursive, body, otherwise }
  }

  parseSet(): Statement {
    const tag = this.tag()
    const target = this.target(true)
    this.refuseLoop(target)
    if (this.skipValue('operator', '=')) {
      const value = this.parseTuple()
      return { kind: 'set', span: this.span(tag.start), target, value }
    }
    let filter: Filter | null = null
    while (this.skip('pipe')) filter = this.parseFilter(filter)
    const body = this.#wholeBody(tag, 'endset')
    return { kind: 'set-block', span: this.span(tag.start), target, filter, body }
  }

  parseMacro(): Statement {
    const tag = this.tag()
    const [name, nameSpan] = this.blockName('the macro')
    const parameters = this.parameters()
    const body = this.calledBody(tag, 'endmacro')
    this.checkCaller(parameters, body)
    return { kind: 'macro', span: this.span(tag.start), name, nameSpan, parameters, body }
  }

  parseCall(): Statement {
    const tag = this.tag()
    const parameters = this.peekToken().type === 'left-paren' ? this.parameters() : []
    const call = this.parseExpression()
    if (call.kind !== 'call') throw this.errorAt(tag.name.start, "'call' needs a call, as in {% call name(…) %}")
    const body = this.calledBody(tag, 'endcall')
    this.checkCaller(parameters, body)
    return { kind: 'call-block', span: this.span(tag.start), parameters, call: call satisfies Call, body }
  }

  parseFilterStatement(): Statement {
    const tag = this.tag()
    let filter = this.parseFilter(null)
    while (this.skip('pipe')) filter = this.parseFilter(filter)
    const body = this.#wholeBody(tag, 'endfilter')
    return { kind: 'filter-block', span: this.span(tag.start), filter, body }
  }

  #parseWith(): Statement {
    const tag = this.tag()
    const assignments: { target: Target; value: Expression }[] = []
    while (this.peekToken().type !== 'block-end') {
      if (assignments.length > 0) this.take('comma')
      const target = this.target()
      this.takeAssign()
      assignments.push({ target, value: this.parseExpression() })
    }
    const body = this.#wholeBody(tag, 'endwith')
    return { kind: 'with', span: this.span(tag.start), assignments, body }
  }

  #parseDo(): Statement {
    const tag = this.tag()
    const expression = this.parseTuple()
    return { kind: 'do', span: this.span(tag.start), expression }
  }

  /** `{% print a, b %}` prints what `{{ a ~ b }}` prints. */
  #parsePrint(): Statement {
    const tag = this.tag()
    const parts: Expression[] = []
    while (this.peekToken().type !== 'block-end') {
      if (parts.length > 0) this.take('comma')
      parts.push(this.parseExpression())
    }
    const span = this.span(tag.start)
    const [only] = parts
    const expression: Expression = parts.length === 1 && only !== undefined ? only : { kind: 'concat', span, parts }
    return { kind: 'output', span, expression }
  }

  #parseLoopControl(): Statement {
    const tag = this.tag()
    if (!this.#inLoop) throw this.errorAt(tag.name.start, `'${tag.name.value}' stands outside of a loop`)
    return { kind: tag.name.value === 'break' ? 'break' : 'continue', span: this.span(tag.start) }
  }

  #parseAutoescape(): Statement {
    const tag = this.tag()
    this.parseExpression()
    const body = this.#wholeBody(tag, 'endautoescape')
    return { kind: 'autoescape', span: this.span(tag.start), body }
  }

  parseBlock(): never {
    return this.#unsupported()
  }

  parseExtends(): never {
    return this.#unsupported()
  }

  parseInclude(): never {
    return this.#unsupported()
  }

  parseImport(): never {
    return this.#unsupported()
  }

  parseFrom(): never {
    return this.#unsupported()
  }

  #unsupported(): never {
    const { value, start } = this.peekToken()
    throw unsupportedTag(this.origin, start, value)
  }
}
