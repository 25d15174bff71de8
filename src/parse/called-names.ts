import type { Arguments, Call, Expression, Statement, Target } from '../jinja/ast.ts'

/**
 * Whether a place in a template is reached: surely; very likely (the body of a loop over a list that is spelled out, but
 * filtered); or maybe (branches of `if`, bodies of other loops, of macros and call blocks, right sides of `and`, `or`).
 */
export type Reached = 'surely' | 'likely' | 'maybe'

/** A walk over everything a template evaluates, in order. */
export interface Visitor {
  call(call: Call, reached: Reached): void
  /** A name that is read without being called. */
  name(name: string, reached: Reached): void
  assigned(name: string, value: Expression | null): void
  filter(name: string): void
  test(name: string): void
  /** True when the loop surely runs at least once. */
  runs(iterable: Expression): boolean
}

export function visitStatements(statements: readonly Statement[], visitor: Visitor, reached: Reached = 'surely'): void {
  for (const statement of statements) visitStatement(statement, visitor, reached)
}

function visitStatement(statement: Statement, visitor: Visitor, reached: Reached): void {
  switch (statement.kind) {
    case 'output':
    case 'do':
      visit(statement.expression, visitor, reached)
      return
    case 'if':
      for (const [index, branch] of statement.branches.entries()) {
        visit(branch.test, visitor, index === 0 ? reached : 'maybe')
        visitStatements(branch.body, visitor, 'maybe')
      }
      visitStatements(statement.otherwise, visitor, 'maybe')
      return
    case 'for': {
      visit(statement.iterable, visitor, reached)
      visitTarget(statement.target, null, visitor)
      const inside = visitor.runs(statement.iterable)
        ? statement.filter === null
          ? reached
          : weaker(reached)
        : 'maybe'
      if (statement.filter !== null) visit(statement.filter, visitor, 'maybe')
      visitStatements(statement.body, visitor, inside)
      visitStatements(statement.otherwise, visitor, 'maybe')
      return
    }
    case 'set':
      visit(statement.value, visitor, reached)
      visitTarget(statement.target, statement.value, visitor)
      return
    case 'set-block':
      if (statement.filter !== null) visit(statement.filter, visitor, reached)
      visitTarget(statement.target, null, visitor)
      visitStatements(statement.body, visitor, reached)
      return
    case 'macro':
      visitor.assigned(statement.name, null)
      for (const parameter of statement.parameters) {
        visitor.assigned(parameter.name, null)
        if (parameter.default !== null) visit(parameter.default, visitor, 'maybe')
      }
      visitStatements(statement.body, visitor, 'maybe')
      return
    case 'call-block':
      visit(statement.call, visitor, reached)
      visitStatements(statement.body, visitor, 'maybe')
      return
    case 'filter-block':
      visit(statement.filter, visitor, reached)
      visitStatements(statement.body, visitor, reached)
      return
    case 'with':
      for (const { target, value } of statement.assignments) {
        visit(value, visitor, reached)
        visitTarget(target, value, visitor)
      }
      visitStatements(statement.body, visitor, reached)
      return
    case 'autoescape':
      visitStatements(statement.body, visitor, reached)
      return
    default:
      return
  }
}

function weaker(reached: Reached): Reached {
  return reached === 'surely' ? 'likely' : reached
}

function visitTarget(target: Target, value: Expression | null, visitor: Visitor): void {
  if (target.kind === 'name-target') visitor.assigned(target.name, value)
  else if (target.kind === 'tuple-target') for (const item of target.items) visitTarget(item, null, visitor)
}

function visit(expression: Expression, visitor: Visitor, reached: Reached): void {
  switch (expression.kind) {
    case 'literal':
      return
    case 'name':
      visitor.name(expression.name, reached)
      return
    case 'tuple':
    case 'list':
      for (const item of expression.items) visit(item, visitor, reached)
      return
    case 'dict':
      for (const { key, value } of expression.entries) {
        visit(key, visitor, reached)
        visit(value, visitor, reached)
      }
      return
    case 'attribute':
      visit(expression.object, visitor, reached)
      return
    case 'item':
      visit(expression.object, visitor, reached)
      visit(expression.key, visitor, reached)
      return
    case 'slice':
      for (const part of [expression.object, expression.start, expression.stop, expression.step]) {
        if (part !== null) visit(part, visitor, reached)
      }
      return
    case 'call':
      // The callee's own name is the visitor's business; what it is computed from is walked like anything else.
      if (expression.callee.kind === 'attribute') visitQualifier(expression.callee.object, visitor, reached)
      else if (expression.callee.kind !== 'name') visit(expression.callee, visitor, reached)
      visitArguments(expression.arguments, visitor, reached)
      visitor.call(expression, reached)
      return
    case 'filter':
    case 'test':
      visitor[expression.kind](expression.name)
      if (expression.value !== null) visit(expression.value, visitor, reached)
      visitArguments(expression.arguments, visitor, reached)
      return
    case 'sign':
    case 'not':
      visit(expression.operand, visitor, reached)
      return
    case 'binary':
      visit(expression.left, visitor, reached)
      visit(expression.right, visitor, reached)
      return
    case 'logic':
      visit(expression.left, visitor, reached)
      visit(expression.right, visitor, 'maybe')
      return
    case 'concat':
      for (const part of expression.parts) visit(part, visitor, reached)
      return
    case 'compare':
      visit(expression.first, visitor, reached)
      for (const { operand } of expression.rest) visit(operand, visitor, reached)
      return
    case 'conditional':
      visit(expression.test, visitor, reached)
      visit(expression.then, visitor, 'maybe')
      if (expression.otherwise !== null) visit(expression.otherwise, visitor, 'maybe')
      return
  }
}

/** `package.macro(…)`: a bare qualifier is part of the callee, not a use of the name. */
function visitQualifier(object: Expression, visitor: Visitor, reached: Reached): void {
  if (object.kind !== 'name') visit(object, visitor, reached)
}

function visitArguments(given: Arguments, visitor: Visitor, reached: Reached): void {
  for (const argument of given.positional) visit(argument, visitor, reached)
  for (const { value } of given.keywords) visit(value, visitor, reached)
  if (given.spread !== null) visit(given.spread, visitor, reached)
  if (given.keywordSpread !== null) visit(given.keywordSpread, visitor, reached)
}

/** `name` → .name, `package.name` → ['package', 'name'], anything else → null. */
export function calleeName(call: Call): readonly [string] | readonly [string, string] | null {
  const { callee } = call
  if (callee.kind === 'name') return [callee.name]
  if (callee.kind === 'attribute' && callee.object.kind === 'name') return [callee.object.name, callee.name]
  return null
}

/** The call `adapter.dispatch(name, namespace)` with literal arguments; null when it is something else or computed. */
export function dispatchCall(call: Call): { readonly name: string; readonly namespace: string | null } | null {
  const name = argumentText(call, 0, 'macro_name')
  if (name === undefined || name === null) return null
  const namespace = argumentText(call, 1, 'macro_namespace')
  return namespace === undefined ? null : { name, namespace }
}

export function isDispatch(call: Call): boolean {
  const name = calleeName(call)
  return name?.length === 2 && name[0] === 'adapter' && name[1] === 'dispatch'
}

/** The literal text of an argument; null where it was left out or is none, undefined where it is computed. */
function argumentText(call: Call, index: number, keyword: string): string | null | undefined {
  const given = call.arguments.positional[index] ?? call.arguments.keywords.find((k) => k.name === keyword)?.value
  if (given === undefined) return null
  if (given.kind !== 'literal') return undefined
  return given.value === null || typeof given.value === 'string' ? given.value : undefined
}
