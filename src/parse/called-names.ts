import type { Arguments, Call, Expression, Statement, Target } from '../jinja/ast.ts'

/**
 * A walk over everything a template evaluates, in order. `certain` is false for what may not run: the branches of `if`,
 * bodies of loops that may be empty, of macros and call blocks, the right side of `and` and `or`.
 */
export interface Visitor {
  call(call: Call, certain: boolean): void
  /** A name that is read without being called. */
  name(name: string, certain: boolean): void
  assigned(name: string, value: Expression | null): void
  /** True when the loop surely runs at least once. */
  runs(iterable: Expression): boolean
}

export function visitStatements(statements: readonly Statement[], visitor: Visitor, certain = true): void {
  for (const statement of statements) visitStatement(statement, visitor, certain)
}

function visitStatement(statement: Statement, visitor: Visitor, certain: boolean): void {
  switch (statement.kind) {
    case 'output':
    case 'do':
      visit(statement.expression, visitor, certain)
      return
    case 'if':
      for (const [index, branch] of statement.branches.entries()) {
        visit(branch.test, visitor, certain && index === 0)
        visitStatements(branch.body, visitor, false)
      }
      visitStatements(statement.otherwise, visitor, false)
      return
    case 'for': {
      visit(statement.iterable, visitor, certain)
      visitTarget(statement.target, null, visitor)
      const inside = certain && statement.filter === null && visitor.runs(statement.iterable)
      if (statement.filter !== null) visit(statement.filter, visitor, false)
      visitStatements(statement.body, visitor, inside)
      visitStatements(statement.otherwise, visitor, false)
      return
    }
    case 'set':
      visit(statement.value, visitor, certain)
      visitTarget(statement.target, statement.value, visitor)
      return
    case 'set-block':
      if (statement.filter !== null) visit(statement.filter, visitor, certain)
      visitTarget(statement.target, null, visitor)
      visitStatements(statement.body, visitor, certain)
      return
    case 'macro':
      visitor.assigned(statement.name, null)
      for (const parameter of statement.parameters) {
        visitor.assigned(parameter.name, null)
        if (parameter.default !== null) visit(parameter.default, visitor, false)
      }
      visitStatements(statement.body, visitor, false)
      return
    case 'call-block':
      visit(statement.call, visitor, certain)
      visitStatements(statement.body, visitor, false)
      return
    case 'filter-block':
      visit(statement.filter, visitor, certain)
      visitStatements(statement.body, visitor, certain)
      return
    case 'with':
      for (const { target, value } of statement.assignments) {
        visit(value, visitor, certain)
        visitTarget(target, value, visitor)
      }
      visitStatements(statement.body, visitor, certain)
      return
    case 'autoescape':
      visitStatements(statement.body, visitor, certain)
      return
    default:
      return
  }
}

function visitTarget(target: Target, value: Expression | null, visitor: Visitor): void {
  if (target.kind === 'name-target') visitor.assigned(target.name, value)
  else if (target.kind === 'tuple-target') for (const item of target.items) visitTarget(item, null, visitor)
}

function visit(expression: Expression, visitor: Visitor, certain: boolean): void {
  switch (expression.kind) {
    case 'literal':
      return
    case 'name':
      visitor.name(expression.name, certain)
      return
    case 'tuple':
    case 'list':
      for (const item of expression.items) visit(item, visitor, certain)
      return
    case 'dict':
      for (const { key, value } of expression.entries) {
        visit(key, visitor, certain)
        visit(value, visitor, certain)
      }
      return
    case 'attribute':
      visit(expression.object, visitor, certain)
      return
    case 'item':
      visit(expression.object, visitor, certain)
      visit(expression.key, visitor, certain)
      return
    case 'slice':
      for (const part of [expression.object, expression.start, expression.stop, expression.step]) {
        if (part !== null) visit(part, visitor, certain)
      }
      return
    case 'call':
      // The callee's own name is the visitor's business; what it is computed from is walked like anything else.
      if (expression.callee.kind === 'attribute') visitQualifier(expression.callee.object, visitor, certain)
      else if (expression.callee.kind !== 'name') visit(expression.callee, visitor, certain)
      visitArguments(expression.arguments, visitor, certain)
      visitor.call(expression, certain)
      return
    case 'filter':
    case 'test':
      if (expression.value !== null) visit(expression.value, visitor, certain)
      visitArguments(expression.arguments, visitor, certain)
      return
    case 'sign':
    case 'not':
      visit(expression.operand, visitor, certain)
      return
    case 'binary':
      visit(expression.left, visitor, certain)
      visit(expression.right, visitor, certain)
      return
    case 'logic':
      visit(expression.left, visitor, certain)
      visit(expression.right, visitor, false)
      return
    case 'concat':
      for (const part of expression.parts) visit(part, visitor, certain)
      return
    case 'compare':
      visit(expression.first, visitor, certain)
      for (const { operand } of expression.rest) visit(operand, visitor, certain)
      return
    case 'conditional':
      visit(expression.test, visitor, certain)
      visit(expression.then, visitor, false)
      if (expression.otherwise !== null) visit(expression.otherwise, visitor, false)
      return
  }
}

/** `package.macro(…)`: a bare qualifier is part of the callee, not a use of the name. */
function visitQualifier(object: Expression, visitor: Visitor, certain: boolean): void {
  if (object.kind !== 'name') visit(object, visitor, certain)
}

function visitArguments(given: Arguments, visitor: Visitor, certain: boolean): void {
  for (const argument of given.positional) visit(argument, visitor, certain)
  for (const { value } of given.keywords) visit(value, visitor, certain)
  if (given.spread !== null) visit(given.spread, visitor, certain)
  if (given.keywordSpread !== null) visit(given.keywordSpread, visitor, certain)
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
