import { assertNever } from '../base/assert-never.ts'
import type { Span } from '../base/position.ts'
import type { AssignBlock, CallBlock, FilterBlock, If, Macro, Output, Statement, Target, Text, With } from './ast.ts'
import { isConstant } from './constant.ts'
import type { Place } from './emission.ts'
import { at, callExpression, condition, expression, filteredText, readName } from './emit-expression.ts'
import { emitFor } from './emit-for.ts'
import { macroValue } from './emit-macro.ts'
import { targetNames } from './names.ts'
import type { Scope } from './scope.ts'

/** Writes the statements of one scope, which has been analyzed and declared. */
export function emitBody(body: readonly Statement[], place: Place): void {
  for (const statement of body) emitStatement(statement, place)
}

/** Writes `body` as a block with a scope of its own: what it assigns is gone behind it. */
export function emitScope(body: readonly Statement[], place: Place, scope: Scope = place.scope.inner()): void {
  scope.analyze(body)
  place.into.write('{')
  declare(scope, place)
  emitBody(body, { ...place, scope, optional: false })
  place.into.write('}')
}

/** Declares what a scope assigns; what it is given is declared where it is given. */
export function declare(scope: Scope, { into }: Place): void {
  const variables = scope.declarations().map(({ variable, copyOf }) => (copyOf ? `${variable}=${copyOf}` : variable))
  if (variables.length > 0) into.write(`let ${variables.join()};`)
}

/** Assigns what the JavaScript `value` gives. */
export function emitAssignment(target: Target, value: string, place: Place): void {
  const { into, scope } = place
  switch (target.kind) {
    case 'name-target':
      into.write(`${scope.find(target.name)}=${value};`)
      break
    case 'attribute-target': {
      const object = readName(target.object, place)
      into.write(`setAttribute(${object},${JSON.stringify(target.name)},${value},${at(target.span.start, place)});`)
      break
    }
    case 'tuple-target': {
      const items = place.unit.fresh()
      into.write(`const ${items}=unpack(${value},${target.items.length},${at(target.span.start, place)});`)
      for (const [index, item] of target.items.entries()) emitAssignment(item, `${items}[${index}]`, place)
      break
    }
    default:
      assertNever(target)
  }
}

/** Declares the names of a target that its scope is given, and assigns them. */
export function emitGivenTarget(target: Target, value: string, place: Place): void {
  const names: string[] = []
  targetNames(target, (name) => names.push(place.scope.find(name) ?? ''))
  if (names.length > 0) place.into.write(`let ${[...new Set(names)].join()};`)
  emitAssignment(target, value, place)
}

function emitStatement(node: Statement, place: Place): void {
  switch (node.kind) {
    case 'text':
      emitText(node, place)
      break
    case 'output':
      emitOutput(node, place)
      break
    case 'do':
      place.into.write(`${expression(node.expression, place)};`)
      break
    case 'set':
      emitAssignment(node.target, expression(node.value, place), place)
      break
    case 'set-block':
      emitAssignBlock(node, place)
      break
    case 'if':
      emitIf(node, place)
      break
    case 'for':
      emitFor(node, place)
      break
    case 'with':
      emitWith(node, place)
      break
    case 'macro':
      emitMacro(node, place)
      break
    case 'call-block':
      emitCallBlock(node, place)
      break
    case 'filter-block':
      emitFilterBlock(node, place)
      break
    case 'autoescape':
      emitScope(node.body, place)
      break
    case 'break':
    case 'continue':
      place.into.write(`${node.kind};`)
      break
    case 'named-block':
      break
    default:
      assertNever(node)
  }
}

function emitText({ text, span }: Text, place: Place): void {
  const { output, unit } = place
  if (output.kind === 'values' || !output.mapped || span.end - span.start === text.length) {
    writeText(unit.text(text), place, span, true)
    return
  }
  // The file has line ends of two characters, the text has one: each line has its own place.
  let start = span.start
  for (const [line] of unit.source.slice(span.start, span.end).matchAll(/[^\r\n]*(?:\r\n?|\n|$)/g)) {
    if (line === '') continue
    writeText(unit.text(line.replace(/\r\n?$/, '\n')), place, { start, end: start + line.length }, true)
    start += line.length
  }
}

function emitOutput({ expression: node }: Output, place: Place): void {
  const value = expression(node, place)
  if (place.output.kind === 'values') place.into.write(`n.push(${isConstant(node) ? `folded(${value})` : value});`)
  else writeText(`text(${value},${at(node.span.start, place)})`, place, node.span, false)
}

/** Prints JavaScript that gives text. */
function writeText(text: string, { into, output, unit }: Place, span: Span, exact: boolean): void {
  if (output.kind === 'values') {
    into.write(`n.push(${text});`)
    return
  }
  if (output.mapped)
    into.write(`s.push(o.length,${unit.number(span.start)},${unit.number(span.end)},${exact ? 1 : 0});`)
  into.write(`${output.variable}+=${text};`)
}

function writeValue(value: string, place: Place, span: Span): void {
  writeText(place.output.kind === 'values' ? value : `text(${value},${at(span.start, place)})`, place, span, false)
}

function emitIf(node: If, place: Place): void {
  const branch = { ...place, optional: true }
  for (const [index, { test, body }] of node.branches.entries()) {
    place.into.write(`${index === 0 ? '' : 'else '}if(${condition(test, branch)}){`)
    emitBody(body, branch)
    place.into.write('}')
  }
  if (node.otherwise.length === 0) return
  place.into.write('else{')
  emitBody(node.otherwise, branch)
  place.into.write('}')
}

/** Writes `body` so that its text is in a variable, in a block that `then` ends. */
function capture(body: readonly Statement[], place: Place, scope: Scope, then: (text: string, inside: Place) => void) {
  const variable = place.unit.fresh()
  const inside: Place = { ...place, scope, output: { kind: 'text', variable, mapped: false }, optional: false }
  scope.analyze(body)
  place.into.write(`{let ${variable}='';`)
  declare(scope, place)
  emitBody(body, inside)
  then(variable, inside)
  place.into.write('}')
}

function emitAssignBlock({ target, filter, body }: AssignBlock, place: Place): void {
  const scope = place.scope.inner()
  scope.read(filter)
  capture(body, place, scope, (text, inside) => {
    emitAssignment(target, filter === null ? text : filteredText(filter, text, inside), place)
  })
}

function emitFilterBlock({ filter, body, span }: FilterBlock, place: Place): void {
  const scope = place.scope.inner()
  scope.read(filter)
  capture(body, place, scope, (text, inside) => writeValue(filteredText(filter, text, inside), place, span))
}

function emitWith({ assignments, body }: With, place: Place): void {
  const scope = place.scope.inner()
  for (const { target } of assignments) scope.giveTarget(target)
  scope.analyze(body)
  const inside = { ...place, scope, optional: false }
  place.into.write('{')
  // The values are those of the scope around: `with a=1, b=a` does not see its own `a`.
  const values = assignments.map(({ value }) => {
    const variable = place.unit.fresh()
    place.into.write(`const ${variable}=${expression(value, place)};`)
    return variable
  })
  const names = new Set<string>()
  for (const { target } of assignments) targetNames(target, (name) => names.add(scope.find(name) ?? ''))
  if (names.size > 0) place.into.write(`let ${[...names].join()};`)
  for (const [index, { target }] of assignments.entries()) emitAssignment(target, values[index] ?? '', inside)
  declare(scope, place)
  emitBody(body, inside)
  place.into.write('}')
}

function emitMacro(node: Macro, place: Place): void {
  place.into.write(`${place.scope.find(node.name)}=${macroValue(node, node.name, place)};`)
}

function emitCallBlock(node: CallBlock, place: Place): void {
  const caller = place.unit.fresh()
  place.into.write(`{const ${caller}=${macroValue(node, null, place)};`)
  writeValue(callExpression(node.call, place, caller), place, node.call.span)
  place.into.write('}')
}
