import { assertNever } from '../base/assert-never.ts'
import type { Expression, Parameter, Statement, Target } from './ast.ts'
import { parts } from './walk.ts'

/** What a template does with names, in the order of Jinja2's tree: that order decides which name counts as its own. */
export interface NameVisitor {
  load(name: string): void
  store(name: string): void
}

/** Every name that an expression reads. */
export function expressionNames(node: Expression, load: (name: string) => void): void {
  if (node.kind === 'name') load(node.name)
  else for (const part of parts(node)) expressionNames(part, load)
}

/** Every name that a target assigns. */
export function targetNames(target: Target, store: (name: string) => void): void {
  if (target.kind === 'name-target') store(target.name)
  else if (target.kind === 'tuple-target') for (const item of target.items) targetNames(item, store)
}

/** The variables whose attributes a target sets. */
export function namespaceNames(target: Target, load: (name: string) => void): void {
  if (target.kind === 'attribute-target') load(target.object)
  else if (target.kind === 'tuple-target') for (const item of target.items) namespaceNames(item, load)
}

/** Those of `names` that `body`, nested scopes included, reads before it assigns them. */
export function readUnassigned(body: readonly Statement[], names: readonly string[]): ReadonlySet<string> {
  const wanted = new Set(names)
  const found = new Set<string>()
  visitBody(body, {
    load(name) {
      if (wanted.has(name)) found.add(name)
    },
    store(name) {
      wanted.delete(name)
    },
  })
  return found
}

function visitBody(body: readonly Statement[], visitor: NameVisitor): void {
  for (const statement of body) visitStatement(statement, visitor)
}

function visitStatement(node: Statement, visitor: NameVisitor): void {
  const read = (expression: Expression | null) => {
    if (expression !== null) expressionNames(expression, visitor.load)
  }
  switch (node.kind) {
    case 'text':
    case 'break':
    case 'continue':
      break
    case 'output':
    case 'do':
      read(node.expression)
      break
    case 'set':
      targetNames(node.target, visitor.store)
      read(node.value)
      break
    case 'set-block':
      targetNames(node.target, visitor.store)
      read(node.filter)
      visitBody(node.body, visitor)
      break
    case 'if':
      for (const { test, body } of node.branches) {
        read(test)
        visitBody(body, visitor)
      }
      visitBody(node.otherwise, visitor)
      break
    case 'for':
      targetNames(node.target, visitor.store)
      read(node.iterable)
      visitBody(node.body, visitor)
      visitBody(node.otherwise, visitor)
      read(node.filter)
      break
    case 'call-block':
      read(node.call)
      visitParameters(node.parameters, visitor)
      visitBody(node.body, visitor)
      break
    case 'macro':
      visitParameters(node.parameters, visitor)
      visitBody(node.body, visitor)
      break
    case 'filter-block':
      visitBody(node.body, visitor)
      read(node.filter)
      break
    case 'with':
      for (const { target } of node.assignments) targetNames(target, visitor.store)
      for (const { value } of node.assignments) read(value)
      visitBody(node.body, visitor)
      break
    case 'autoescape':
      visitBody(node.body, visitor)
      break
    case 'named-block':
      break
    default:
      assertNever(node)
  }
}

function visitParameters(parameters: readonly Parameter[], visitor: NameVisitor): void {
  for (const { name } of parameters) visitor.store(name)
  for (const parameter of parameters) if (parameter.default !== null) expressionNames(parameter.default, visitor.load)
}
