import { assertNever } from '../base/assert-never.ts'
import { locate } from '../base/position.ts'
import type { Arguments, Call, Compare, Conditional, Expression, Filter, Keyword, Literal, Test } from './ast.ts'
import type { Place } from './emission.ts'

/** JavaScript that evaluates `node` to a Value. Steps that can fail set `p`, the place, as their last argument. */
export function expression(node: Expression, place: Place): string {
  const of = (part: Expression) => expression(part, place)
  switch (node.kind) {
    case 'literal':
      return literal(node, place)
    case 'name':
      return readName(node.name, place)
    case 'tuple':
      return `new Tuple([${node.items.map(of).join()}])`
    case 'list':
      return `[${node.items.map(of).join()}]`
    case 'dict': {
      const entries = node.entries.map(({ key, value }) => `[${of(key)},${of(value)}]`)
      return `new Dict([${entries.join()}],${at(node.span.start, place)})`
    }
    case 'attribute':
      return `attribute(${of(node.object)},${JSON.stringify(node.name)},missing,${at(placeOf(node.object), place)})`
    case 'item':
      return `item(${of(node.object)},${of(node.key)},missing,${at(placeOf(node.object), place)})`
    case 'slice': {
      const bounds = [node.start, node.stop, node.step].map((bound) => (bound === null ? 'null' : of(bound)))
      return `slice(${of(node.object)},${bounds.join()},${at(node.span.start, place)})`
    }
    case 'call':
      return callExpression(node, place)
    case 'filter':
      return filterExpression(node, node.value === null ? "''" : of(node.value), place)
    case 'test':
      return testExpression(node, place)
    case 'sign':
      return `${node.operator === '-' ? 'negate' : 'positive'}(${of(node.operand)},${at(node.span.start, place)})`
    case 'binary':
      return `binary(${JSON.stringify(node.operator)},${of(node.left)},${of(node.right)},${at(node.span.start, place)})`
    case 'logic': {
      const [whenTrue, whenFalse] = node.operator === 'and' ? [of(node.right), 't'] : ['t', of(node.right)]
      return `(isTrue(t=${of(node.left)},${at(node.left.span.start, place)})?${whenTrue}:${whenFalse})`
    }
    case 'concat':
      return concatenation(node.parts.map((part) => `text(${of(part)},${at(part.span.start, place)})`))
    case 'not':
    case 'compare':
      return condition(node, place)
    case 'conditional':
      return conditional(node, place)
    default:
      return assertNever(node)
  }
}

/** JavaScript that evaluates whether `node` is true, to a JavaScript boolean. */
export function condition(node: Expression, place: Place): string {
  switch (node.kind) {
    case 'not':
      return `!${condition(node.operand, place)}`
    case 'compare':
      return comparison(node, place)
    case 'test':
      return testExpression(node, place)
    case 'logic': {
      const operator = node.operator === 'and' ? '&&' : '||'
      return `(${condition(node.left, place)}${operator}${condition(node.right, place)})`
    }
    default:
      return `isTrue(${expression(node, place)},${at(node.span.start, place)})`
  }
}

/** Sets the place of what happens next. */
export function at(offset: number, { unit }: Place): string {
  return `p=${unit.number(offset)}`
}

/** What `name` means here. */
export function readName(name: string, place: Place): string {
  const access = place.scope.access(name)
  const { variable } = access
  const otherwise = variable !== undefined && place.pending.has(variable) ? 'missing' : access.otherwise
  const fallback = `${otherwise === 'missing' ? 'missing' : 'lookup'}(${JSON.stringify(name)})`
  if (variable === undefined) return fallback
  return otherwise === undefined ? variable : `(${variable}===undefined?${fallback}:${variable})`
}

/** `value | filter`, where `value` is JavaScript already. */
export function filterExpression(node: Filter, value: string, place: Place): string {
  const found = place.unit.use('filter', node.name, node.nameSpan.start, place.optional)
  return place.into.wait(`${found}(env,${value},${passed(node.arguments, place)},${at(node.nameSpan.start, place)})`)
}

/** A filter chain on the text of a block, which its innermost filter gets. */
export function filteredText(node: Filter, text: string, place: Place): string {
  const { value } = node
  const inner = value === null ? text : value.kind === 'filter' ? filteredText(value, text, place) : "''"
  return filterExpression(node, inner, place)
}

/** A call; `caller` is the variable of the call block's body, if there is one. */
export function callExpression(node: Call, place: Place, caller?: string): string {
  const callee = expression(node.callee, place)
  return place.into.wait(`call(${callee},${passed(node.arguments, place, caller)},${at(placeOf(node.callee), place)})`)
}

/** Where to point when a value turns out not to be what is needed: at its last name, chains may go over many lines. */
function placeOf(node: Expression): number {
  if (node.kind === 'attribute') return node.nameSpan.start
  return node.kind === 'call' ? placeOf(node.callee) : node.span.start
}

function testExpression(node: Test, place: Place): string {
  const found = place.unit.use('test', node.name, node.nameSpan.start, place.optional)
  const value = expression(node.value, place)
  return place.into.wait(`${found}(env,${value},${passed(node.arguments, place)},${at(node.nameSpan.start, place)})`)
}

/** Positional and keyword arguments, as the two arguments that callables get. */
function passed({ positional, keywords, spread, keywordSpread }: Arguments, place: Place, caller?: string): string {
  const args = positional.map((argument) => expression(argument, place))
  if (spread !== null) args.push(`...spread(${expression(spread, place)},${at(spread.span.start, place)})`)
  const pairs = keywords.map((keyword: Keyword) => pair(keyword.name, expression(keyword.value, place)))
  if (caller !== undefined) pairs.push(pair('caller', caller))
  const map = pairs.length === 0 ? 'NO_KWARGS' : `new Map([${pairs.join()}])`
  if (keywordSpread === null) return `[${args.join()}],${map}`
  return `[${args.join()}],spreadKeywords(${map},${expression(keywordSpread, place)},${at(keywordSpread.span.start, place)})`
}

function pair(name: string, value: string): string {
  return `[${JSON.stringify(name)},${value}]`
}

function comparison({ first, rest, span }: Compare, place: Place): string {
  let left = expression(first, place)
  const steps = rest.map(({ operator, operand }, index) => {
    const right = expression(operand, place)
    if (index === rest.length - 1) return compareStep(operator, left, right, span.start, place)
    const kept = place.into.temporary()
    const step = compareStep(operator, left, `(${kept}=${right})`, span.start, place)
    left = kept
    return step
  })
  return steps.length === 1 ? (steps[0] ?? '') : `(${steps.join('&&')})`
}

function compareStep(operator: string, left: string, right: string, offset: number, place: Place): string {
  const operands = `${left},${right},${at(offset, place)}`
  switch (operator) {
    case '==':
      return `equals(${operands})`
    case '!=':
      return `!equals(${operands})`
    case 'in':
      return `isIn(${operands})`
    case 'not in':
      return `!isIn(${operands})`
    default:
      return `compare(${JSON.stringify(operator)},${operands})`
  }
}

/** Filters and tests in the branches count as optional, and so do those in the test. */
function conditional(node: Conditional, outer: Place): string {
  const place = { ...outer, optional: true }
  const test = condition(node.test, place)
  const then = expression(node.then, place)
  const otherwise = node.otherwise === null ? noElse(node, place) : expression(node.otherwise, place)
  return `(${test}?${then}:${otherwise})`
}

/** The missing value that an inline `if` without `else` gives; the words are Jinja2's. */
function noElse(node: Conditional, { unit }: Place): string {
  const { line } = locate(unit.source, node.span.start, '')
  const reason = `the inline if-expression on line ${line} evaluated to false and no else section was defined.`
  return `new Undefined('',${JSON.stringify(reason)})`
}

function concatenation(parts: readonly string[]): string {
  return parts.length === 0 ? "''" : `(${parts.join('+')})`
}

function literal({ value }: Literal, { unit }: Place): string {
  switch (typeof value) {
    case 'bigint':
      return `${value}n`
    case 'object':
      return value === null ? 'null' : unit.constant(value)
    case 'string':
      return unit.text(value)
    default:
      return JSON.stringify(value)
  }
}
