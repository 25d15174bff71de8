import type { Span } from '../base/position.ts'
import type { NameTarget, Parameter, Statement, Target } from './ast.ts'
import { exact } from './exact.ts'
import { ExpressionParser } from './expression-parser.ts'
import { readUnassigned } from './names.ts'
import type { Token } from './nunjucks.ts'
import { describe } from './token-parser.ts'

const CONSTANTS: ReadonlySet<string> = new Set(['true', 'True', 'false', 'False', 'none', 'None'])

/** What can be assigned: targets of `set`, `for` and `with`, names of blocks, parameters. */
export class TargetParser extends ExpressionParser {
  /** How many `for` tags are open around: inside of them `loop` cannot be assigned. */
  protected openLoops = 0

  protected blockName(what: string): readonly [string, Span] {
    const { value, start, end } = this.takeName(what)
    return [value, { start, end }]
  }

  /** `(a, b=1)`; dbt allows a type behind a colon. */
  protected parameters(): readonly Parameter[] {
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
  protected checkCaller(parameters: readonly Parameter[], body: readonly Statement[]): void {
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

  /** A name or several with commas between; with `attributes`, `name.attribute` too. */
  protected target(attributes = false): Target {
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

  protected refuseLoop(target: Target): void {
    if (target.kind === 'tuple-target') for (const item of target.items) this.refuseLoop(item)
    if (this.openLoops > 0 && target.kind === 'name-target' && target.name === 'loop')
      throw this.errorAt(target.span.start, "'loop' cannot be assigned inside of a 'for'")
  }

  #targetInParentheses(open: Token): Target {
    if (this.peekToken().type === 'right-paren')
      return { kind: 'tuple-target', span: { start: open.start, end: this.nextToken().end }, items: [] }
    const inner = this.target()
    const { end } = this.take('right-paren')
    return inner.kind === 'tuple-target' ? { ...inner, span: { start: open.start, end } } : inner
  }
}

function nameTarget(token: Token): NameTarget {
  return { kind: 'name-target', span: { start: token.start, end: token.end }, name: token.value }
}
