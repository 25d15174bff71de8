import { assertNever } from '../base/assert-never.ts'
import type { Arguments, Call, Expression, Parameter, Statement } from './ast.ts'

/** Under what a node stands: whether it runs at all, and how often, cannot be read from the tree where one is true. */
export interface Situation {
  /** In a branch: of an `if`, an inline `if`, an `and` or `or`, or in the `else` of a `for`. */
  readonly conditional: boolean
  /** In the body or the filter of a `for`. */
  readonly loop: boolean
  /** In the body or a default of a macro, or in a `call` block: it runs when that is called. */
  readonly macro: boolean
}

export interface CallSite {
  readonly call: Call
  /** `['dbt_utils', 'star']` for `dbt_utils.star(…)`; null when what is called is not a name or a dotted name. */
  readonly path: readonly string[] | null
  readonly situation: Situation
}

const OUTERMOST: Situation = { conditional: false, loop: false, macro: false }

/** Visits every statement and expression, parents first, in the order of the text. */
export function walk(
  body: readonly Statement[],
  visit: (node: Statement | Expression, situation: Situation) => void,
  situation: Situation = OUTERMOST,
): void {
  for (const statement of body) walkStatement(statement, visit, situation)
}

/** Every call in `body`, calls inside arguments and call blocks' own included; a call comes before those in it. */
export function calls(body: readonly Statement[]): CallSite[] {
  const sites: CallSite[] = []
  walk(body, (node, situation) => {
    if (node.kind === 'call') sites.push({ call: node, path: dottedPath(node.callee), situation })
  })
  return sites
}

/** `['a', 'b']` of `a.b`; null for anything but names joined by dots. */
export function dottedPath(expression: Expression): readonly string[] | null {
  if (expression.kind === 'name') return [expression.name]
  if (expression.kind !== 'attribute') return null
  const path = dottedPath(expression.object)
  return path === null ? null : [...path, expression.name]
}

/** The expressions that an expression is made of, in the order of the text. */
export function parts(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'literal':
    case 'name':
      return []
    case 'tuple':
    case 'list':
      return node.items
    case 'dict':
      return node.entries.flatMap(({ key, value }) => [key, value])
    case 'attribute':
      return [node.object]
    case 'item':
      return [node.object, node.key]
    case 'slice':
      return [node.object, node.start, node.stop, node.step].filter(isPresent)
    case 'call':
      return [node.callee, ...argumentParts(node.arguments)]
    case 'filter':
      return node.value === null ? argumentParts(node.arguments) : [node.value, ...argumentParts(node.arguments)]
    case 'test':
      return [node.value, ...argumentParts(node.arguments)]
    case 'sign':
    case 'not':
      return [node.operand]
    case 'binary':
    case 'logic':
      return [node.left, node.right]
    case 'concat':
      return node.parts
    case 'compare':
      return [node.first, ...node.rest.map(({ operand }) => operand)]
    case 'conditional':
      return [node.then, node.test, node.otherwise].filter(isPresent)
    default:
      return assertNever(node)
  }
}

function argumentParts({ positional, keywords, spread, keywordSpread }: Arguments): readonly Expression[] {
  if (keywords.length === 0 && spread === null && keywordSpread === null) return positional
  return [...positional, ...keywords.map(({ value }) => value), spread, keywordSpread].filter(isPresent)
}

function isPresent(node: Expression | null): node is Expression {
  return node !== null
}

type Visit = (node: Statement | Expression, situation: Situation) => void

function walkExpression(node: Expression, visit: Visit, situation: Situation): void {
  visit(node, situation)
  for (const part of parts(node)) walkExpression(part, visit, mayBeSkipped(node, part) ? branch(situation) : situation)
}

function mayBeSkipped(node: Expression, part: Expression): boolean {
  if (node.kind === 'logic') return part === node.right
  return node.kind === 'conditional' && part !== node.test
}

function branch(situation: Situation): Situation {
  return situation.conditional ? situation : { ...situation, conditional: true }
}

function walkStatement(node: Statement, visit: Visit, situation: Situation): void {
  visit(node, situation)
  const expression = (part: Expression | null, under = situation) => {
    if (part !== null) walkExpression(part, visit, under)
  }
  switch (node.kind) {
    case 'text':
    case 'break':
    case 'continue':
      break
    case 'output':
    case 'do':
      expression(node.expression)
      break
    case 'set':
      expression(node.value)
      break
    case 'set-block':
    case 'filter-block':
      expression(node.filter)
      walk(node.body, visit, situation)
      break
    case 'autoescape':
      walk(node.body, visit, situation)
      break
    case 'with':
      for (const { value } of node.assignments) expression(value)
      walk(node.body, visit, situation)
      break
    case 'if':
      for (const [at, { test, body }] of node.branches.entries()) {
        expression(test, at === 0 ? situation : branch(situation))
        walk(body, visit, branch(situation))
      }
      walk(node.otherwise, visit, branch(situation))
      break
    case 'for': {
      const loop = { ...situation, loop: true }
      expression(node.iterable)
      expression(node.filter, loop)
      walk(node.body, visit, loop)
      walk(node.otherwise, visit, branch(situation))
      break
    }
    case 'call-block':
      expression(node.call)
      walkCallable(node, visit, situation)
      break
    case 'macro':
    case 'named-block':
      walkCallable(node, visit, situation)
      break
    default:
      assertNever(node)
  }
}

function walkCallable(
  node: { readonly parameters: readonly Parameter[]; readonly body: readonly Statement[] },
  visit: Visit,
  situation: Situation,
): void {
  const inside = { ...situation, macro: true }
  for (const parameter of node.parameters)
    if (parameter.default !== null) walkExpression(parameter.default, visit, inside)
  walk(node.body, visit, inside)
}
