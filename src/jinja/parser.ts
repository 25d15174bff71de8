import type { Span } from '../base/position.ts'
import type { Call, Expression, Filter, If, NamedBlock, NameTarget, Parameter, Statement, Target } from './ast.ts'
import { unknownTag, unsupportedTag } from './errors.ts'
import { exact } from './exact.ts'
import { describe, ExpressionParser } from './expression-parser.ts'
import { readUnassigned } from './names.ts'
import type { Token } from './nunjucks.ts'

/** Tags that nunjucks' own dispatch leads to our methods. Its others (`switch`, `asyncEach`, …) are unknown to Jinja2. */
const DISPATCHED = ['if', 'for', 'set', 'macro', 'call', 'filter', 'block', 'extends', 'include', 'import', 'from']

const EXTENSIONS = ['with', 'do', 'print', 'break', 'continue', 'autoescape']
const BLOCKS = ['test', 'data_test', 'materialization', 'snapshot', 'docs']
const TAGS: ReadonlySet<string> = new Set([...DISPATCHED, ...EXTENSIONS, ...BLOCKS])

const NOTHING: readonly Statement[] = exact([])

const CONSTANTS: ReadonlySet<string> = new Set(['true', 'True', 'false', 'False', 'none', 'None'])

/**
 * Jinja2's statements, its `do` and loop control extensions, and dbt's blocks. nunjucks supplies the tokens' plumbing,
 * the dispatch of tags and the stopping at end tags; every rule gives nodes of our tree.
 * A rule begins behind `{% tag` and ends before the `%}` of its last tag.
 */
export class JinjaParser extends ExpressionParser {
  /** Whether `break` and `continue` have a loop to act on here. */
  #inLoop = false
  /** How many `for` tags are open around: inside of them `loop` cannot be assigned. */
  #loops = 0

  override extensions = [
    { tags: ['with'], parse: () => this.#parseWith() },
    { tags: ['do'], parse: () => this.#parseDo() },
    { tags: ['print'], parse: () => this.#parsePrint() },
    { tags: ['break', 'continue'], parse: () => this.#parseLoopControl() },
    { tags: ['autoescape'], parse: () => this.#parseAutoescape() },
    { tags: ['test', 'data_test'], parse: () => this.#parseTest() },
    { tags: ['materialization'], parse: () => this.#parseMaterialization() },
    { tags: ['snapshot', 'docs'], parse: () => this.#parseContent() },
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
    if (!TAGS.has(value) && !this.breakOnBlocks?.includes(value))
      throw unknownTag(this.origin, start, value, [...TAGS, 'raw'], this.breakOnBlocks)
    return super.parseStatement()
  }

  /** The tag's name and its `{%`. A rule takes them first thing, since statements nest. */
  #tag(): { readonly name: Token; readonly start: number } {
    return { name: this.nextToken(), start: this.tagStart }
  }

  /** From `start` to the end of the `%}` that comes next. */
  #span(start: number): Span {
    return { start, end: this.peekToken().end }
  }

  /** What stands between the tag at hand and one of `ends`; `ends` itself is the next token. */
  #body(tag: { readonly name: Token; readonly start: number }, ...ends: readonly string[]): readonly Statement[] {
    this.skip('colon')
    this.take('block-end')
    const body = this.parseUntilBlocks(...ends)
    if (this.peekToken().type !== 'end') return body
    throw this.errorAt(tag.start, `'${tag.name.value}' is never closed`, `end it with {% ${ends.at(-1)} %}`)
  }

  /** A body that only `end` closes. */
  #wholeBody(tag: { readonly name: Token; readonly start: number }, end: string): readonly Statement[] {
    const body = this.#body(tag, end)
    this.nextToken()
    return body
  }

  /** The body of something that is called: no loop around it is its own. */
  #calledBody(tag: { readonly name: Token; readonly start: number }, end: string): readonly Statement[] {
    const around = this.#inLoop
    this.#inLoop = false
    const body = this.#wholeBody(tag, end)
    this.#inLoop = around
    return body
  }

  parseIf(): If {
    const tag = this.#tag()
    const branches: { test: Expression; body: readonly Statement[] }[] = []
    let otherwise = NOTHING
    for (let more = true; more; ) {
      const test = this.parseTuple({ conditional: false })
      branches.push({ test, body: this.#body(tag, 'elif', 'else', 'endif') })
      const { value } = this.nextToken()
      more = value === 'elif'
      if (value === 'else') otherwise = this.#wholeBody(tag, 'endif')
    }
    return { kind: 'if', span: this.#span(tag.start), branches: exact(branches), otherwise }
  }

  parseFor(): Statement {
    const tag = this.#tag()
    this.#loops++
    const target = this.#target()
    this.#refuseLoop(target)
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
    this.#loops--
    return { kind: 'for', span: this.#span(tag.start), target, iterable, filter, recursive, body, otherwise }
  }

  parseSet(): Statement {
    const tag = this.#tag()
    const target = this.#target(true)
    this.#refuseLoop(target)
    if (this.skipValue('operator', '=')) {
      const value = this.parseTuple()
      return { kind: 'set', span: this.#span(tag.start), target, value }
    }
    let filter: Filter | null = null
    while (this.skip('pipe')) filter = this.parseFilter(filter)
    const body = this.#wholeBody(tag, 'endset')
    return { kind: 'set-block', span: this.#span(tag.start), target, filter, body }
  }

  parseMacro(): Statement {
    const tag = this.#tag()
    const [name, nameSpan] = this.#blockName('the macro')
    const parameters = this.#parameters()
    const body = this.#calledBody(tag, 'endmacro')
    this.#checkCaller(parameters, body)
    return { kind: 'macro', span: this.#span(tag.start), name, nameSpan, parameters, body }
  }

  parseCall(): Statement {
    const tag = this.#tag()
    const parameters = this.peekToken().type === 'left-paren' ? this.#parameters() : []
    const call = this.parseExpression()
    if (call.kind !== 'call') throw this.errorAt(tag.start, "'call' needs a call, as in {% call name(…) %}")
    const body = this.#calledBody(tag, 'endcall')
    this.#checkCaller(parameters, body)
    return { kind: 'call-block', span: this.#span(tag.start), parameters, call: call satisfies Call, body }
  }

  parseFilterStatement(): Statement {
    const tag = this.#tag()
    let filter = this.parseFilter(null)
    while (this.skip('pipe')) filter = this.parseFilter(filter)
    const body = this.#wholeBody(tag, 'endfilter')
    return { kind: 'filter-block', span: this.#span(tag.start), filter, body }
  }

  #parseWith(): Statement {
    const tag = this.#tag()
    const assignments: { target: Target; value: Expression }[] = []
    while (this.peekToken().type !== 'block-end') {
      if (assignments.length > 0) this.take('comma')
      const target = this.#target()
      this.#takeAssign()
      assignments.push({ target, value: this.parseExpression() })
    }
    const body = this.#wholeBody(tag, 'endwith')
    return { kind: 'with', span: this.#span(tag.start), assignments, body }
  }

  #parseDo(): Statement {
    const tag = this.#tag()
    const expression = this.parseTuple()
    return { kind: 'do', span: this.#span(tag.start), expression }
  }

  /** `{% print a, b %}` prints what `{{ a ~ b }}` prints. */
  #parsePrint(): Statement {
    const tag = this.#tag()
    const parts: Expression[] = []
    while (this.peekToken().type !== 'block-end') {
      if (parts.length > 0) this.take('comma')
      parts.push(this.parseExpression())
    }
    const span = this.#span(tag.start)
    const [only] = parts
    const expression: Expression = parts.length === 1 && only !== undefined ? only : { kind: 'concat', span, parts }
    return { kind: 'output', span, expression }
  }

  #parseLoopControl(): Statement {
    const tag = this.#tag()
    if (!this.#inLoop) throw this.errorAt(tag.name.start, `'${tag.name.value}' stands outside of a loop`)
    return { kind: tag.name.value === 'break' ? 'break' : 'continue', span: this.#span(tag.start) }
  }

  #parseAutoescape(): Statement {
    const tag = this.#tag()
    this.parseExpression()
    const body = this.#wholeBody(tag, 'endautoescape')
    return { kind: 'autoescape', span: this.#span(tag.start), body }
  }

  #parseTest(): NamedBlock {
    const tag = this.#tag()
    const block = tag.name.value === 'test' ? 'test' : 'data_test'
    const [name, nameSpan] = this.#blockName('the test')
    const parameters = this.#parameters()
    const body = this.#calledBody(tag, `end${block}`)
    return { kind: 'named-block', span: this.#span(tag.start), block, name, nameSpan, adapter: null, parameters, body }
  }

  /** `{% materialization name, default %}`, `…, adapter='postgres', supported_languages=['sql'] %}` */
  #parseMaterialization(): NamedBlock {
    const tag = this.#tag()
    const [name, nameSpan] = this.#blockName('the materialization')
    let adapter = 'default'
    let languages: Parameter = supportedLanguages(nameSpan)
    while (this.skip('comma')) {
      const option = this.takeName('an option')
      if (option.value === 'adapter') {
        this.#takeAssign()
        const value = this.parseExpression()
        if (value.kind !== 'literal' || typeof value.value !== 'string')
          throw this.errorAt(value.span.start, "the materialization's 'adapter' must be a string")
        adapter = value.value
      } else if (option.value === 'supported_languages') {
        this.#takeAssign()
        const value = this.parseExpression()
        languages = { ...languages, span: { start: option.start, end: option.end }, default: value }
      } else if (option.value !== 'default') {
        const hint = "there are 'default', 'adapter' and 'supported_languages'"
        throw this.errorAt(option.start, `a materialization has no option '${option.value}'`, hint)
      }
    }
    const body = this.#calledBody(tag, 'endmaterialization')
    const span = this.#span(tag.start)
    const parameters = [languages]
    return { kind: 'named-block', span, block: 'materialization', name, nameSpan, adapter, parameters, body }
  }

  #parseContent(): NamedBlock {
    const tag = this.#tag()
    const block = tag.name.value === 'docs' ? 'docs' : 'snapshot'
    const [name, nameSpan] = this.#blockName(`the ${block} block`)
    const body = this.#calledBody(tag, `end${block}`)
    const span = this.#span(tag.start)
    return { kind: 'named-block', span, block, name, nameSpan, adapter: null, parameters: [], body }
  }

  #blockName(what: string): readonly [string, Span] {
    const { value, start, end } = this.takeName(what)
    return [value, { start, end }]
  }

  /** `(a, b=1)`; dbt allows a type behind a colon. */
  #parameters(): readonly Parameter[] {
    const parameters: Parameter[] = []
    this.take('left-paren')
    while (this.peekToken().type !== 'right-paren') {
      if (parameters.length > 0) this.take('comma')
      const { value: name, start, end } = this.takeName('an argument')
      if (parameters.some((other) => other.name === name))
        throw this.errorAt(start, `two arguments are named '${name}'`)
      const type = this.skip('colon') ? this.#typeAnnotation() : null
      const byDefault = this.skipValue('operator', '=') ? this.parseExpression() : null
      if (byDefault === null && parameters.some((other) => other.default !== null))
        throw this.errorAt(start, `the argument '${name}' needs a default, as one before it has`)
      parameters.push({ name, span: { start, end }, default: byDefault, type })
    }
    this.nextToken()
    return exact(parameters)
  }

  /** A macro that uses `caller` gets it without asking; as an argument it would be required of every call. */
  #checkCaller(parameters: readonly Parameter[], body: readonly Statement[]): void {
    const caller = parameters.find(({ name }) => name === 'caller')
    if (caller?.default === null && readUnassigned(body, ['caller']).has('caller'))
      throw this.errorAt(caller.span.start, "the argument 'caller' must be left out or have a default")
  }

  #typeAnnotation(): string {
    let type = this.takeName('a type').value
    if (!this.skip('left-bracket')) return type
    const inner: string[] = []
    while (this.peekToken().type !== 'right-bracket') {
      if (inner.length > 0) this.take('comma')
      inner.push(this.#typeAnnotation())
    }
    this.nextToken()
    type += `[${inner.join(', ')}]`
    return type
  }

  #takeAssign(): void {
    if (!this.skipValue('operator', '=')) throw this.error(`expected '=', found ${describe(this.peekToken())}`)
  }

  /** A name or several with commas between; with `attributes`, `name.attribute` too. */
  #target(attributes = false): Target {
    const first = this.#singleTarget(attributes)
    if (this.peekToken().type !== 'comma') return first
    const items = [first]
    let end = first.span.end
    while (this.peekToken().type === 'comma') {
      end = this.nextToken().end
      const { type } = this.peekToken()
      if (type === 'block-end' || type === 'right-paren') break
      const item = this.#singleTarget(attributes)
      items.push(item)
      end = item.span.end
    }
    return { kind: 'tuple-target', span: { start: first.span.start, end }, items: exact(items) }
  }

  #singleTarget(attributes: boolean): Target {
    const token = this.peekToken()
    if (token.type === 'left-paren') return this.#targetInParentheses(this.nextToken())
    if (token.type !== 'symbol' || CONSTANTS.has(token.value)) throw this.error(`cannot assign to ${describe(token)}`)
    this.nextToken()
    const name = nameTarget(token)
    if (!attributes || !this.skipValue('operator', '.')) return name
    const attribute = this.takeName('an attribute')
    const span = { start: token.start, end: attribute.end }
    return { kind: 'attribute-target', span, object: token.value, name: attribute.value }
  }

  #refuseLoop(target: Target): void {
    if (target.kind === 'tuple-target') for (const item of target.items) this.#refuseLoop(item)
    if (this.#loops > 0 && target.kind === 'name-target' && target.name === 'loop')
      throw this.errorAt(target.span.start, "'loop' cannot be assigned inside of a 'for'")
  }

  #targetInParentheses(open: Token): Target {
    if (this.peekToken().type === 'right-paren')
      return { kind: 'tuple-target', span: { start: open.start, end: this.nextToken().end }, items: [] }
    const inner = this.#target()
    const { end } = this.take('right-paren')
    return inner.kind === 'tuple-target' ? { ...inner, span: { start: open.start, end } } : inner
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

function nameTarget(token: Token): NameTarget {
  return { kind: 'name-target', span: { start: token.start, end: token.end }, name: token.value }
}

/** What a materialization without `supported_languages` has. */
function supportedLanguages(span: Span): Parameter {
  const sql: Expression = { kind: 'list', span, items: [{ kind: 'literal', span, value: 'sql' }] }
  return { name: 'supported_languages', span, default: sql, type: null }
}
