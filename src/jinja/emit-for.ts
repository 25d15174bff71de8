import type { For, Target } from './ast.ts'
import { FunctionCode, type Place } from './emission.ts'
import { at, condition, expression } from './emit-expression.ts'
import { declare, emitBody, emitGivenTarget, emitScope } from './emit-statement.ts'
import { readUnassigned } from './names.ts'
import type { Scope } from './scope.ts'

/** Writes a loop. Each pass has a scope of its own. */
export function emitFor(node: For, place: Place): void {
  const items = expression(node.iterable, place)
  if (node.recursive) emitRecursive(node, items, place)
  else emitLoop(node, items, at(node.iterable.span.start, place), undefined, place)
}

/**
 * A function that loops over what it is given and returns the text; `loop(…)` calls it again. It sets the place `p` of
 * the function around it: they never run at the same time.
 */
function emitRecursive(node: For, items: string, place: Place): void {
  const { unit } = place
  const [recurse, given, depth, variable] = [unit.fresh(), unit.fresh(), unit.fresh(), unit.fresh()]
  const into = new FunctionCode(unit.fresh)
  const inside: Place = { ...place, into, output: { kind: 'text', variable, mapped: false } }
  emitLoop(node, given, at(node.iterable.span.start, place), { recurse, depth }, inside)
  const code = `${into.declarations}let ${variable}='';${into.code}return ${variable};`
  const call = `${recurse}(${items},0)`
  const result = into.waits ? place.into.wait(call) : call
  place.into.write(`{const ${recurse}=${into.keyword}(${given},${depth}){${code}};`)
  const { output } = place
  if (output.kind === 'values') place.into.write(`n.push(${result});`)
  else {
    if (output.mapped) place.into.write(`s.push(o.length,${node.span.start},${node.span.end},0);`)
    place.into.write(`${output.variable}+=${result};`)
  }
  place.into.write('}')
}

interface Recursion {
  readonly recurse: string
  readonly depth: string
}

function emitLoop(node: For, items: string, position: string, recursion: Recursion | undefined, place: Place): void {
  const { unit, into } = place
  const scope = place.scope.inner()
  const usesLoop = node.recursive || readUnassigned(node.body, ['loop']).has('loop')
  const loop = usesLoop ? scope.give('loop') : undefined
  scope.giveTarget(node.target)
  scope.analyze(node.body)
  const inside: Place = { ...place, scope, optional: false }
  const item = unit.fresh()
  const none = node.otherwise.length > 0 ? unit.fresh() : undefined
  into.write('{')
  if (none !== undefined) into.write(`let ${none}=true;`)
  if (loop === undefined) {
    into.write(`for(const ${item} of iterate(${items},${position})){`)
    emitGivenTarget(node.target, item, inside)
    emitFilterInside(node, inside)
  } else {
    const rest = recursion === undefined ? ',undefined,0' : `,${recursion.recurse},${recursion.depth}`
    if (node.filter === null) into.write(`const ${loop}=loopOver(${items},missing${rest},${position});`)
    else into.write(`const ${loop}=new Loop(undefined,${filtered(node, items, position, place)},missing${rest});`)
    into.write(`for(const ${item} of ${loop}){`)
    emitGivenTarget(node.target, item, inside)
  }
  declare(scope, place)
  emitBody(node.body, inside)
  // As in Jinja2, a pass that `continue` or `break` cut short does not count.
  if (none !== undefined) into.write(`${none}=false;`)
  into.write('}')
  if (none !== undefined) {
    into.write(`if(${none})`)
    emitScope(node.otherwise, place)
  }
  into.write('}')
}

/** The scope of a loop's filter: it sees the target, but not `loop` and not what the body assigns. */
function filterScope(node: For, outer: Scope, targets?: Scope): Scope {
  const scope = targets === undefined ? outer.inner() : outer.innerSharing(targets)
  scope.giveTarget(node.target)
  scope.read(node.filter)
  return scope
}

function emitFilterInside(node: For, place: Place): void {
  if (node.filter === null) return
  const outer = place.scope.parent ?? place.scope
  const scope = filterScope(node, outer, place.scope)
  place.into.write(`if(!(${condition(node.filter, { ...place, scope })}))continue;`)
}

/**
 * The items that the filter lets through, for a loop with `loop`. They are filtered one by one as the loop asks for
 * them; a filter that waits cannot be asked in the middle of an expression (`loop.last`), so it runs over all first.
 */
function filtered(node: For, items: string, position: string, place: Place): string {
  const { unit } = place
  const scope = filterScope(node, place.scope)
  const into = new FunctionCode(unit.fresh)
  const inside: Place = { ...place, scope, into, optional: false }
  const item = unit.fresh()
  const name = unit.fresh()
  emitGivenTarget(node.target, item, inside)
  const test = node.filter === null ? 'true' : condition(node.filter, inside)
  const value = given(node.target, scope)
  if (into.waits) {
    const loop = `for(const ${item} of iterate(${items},${position})){${into.code}if(${test})${name}.push(${value});}`
    place.into.write(`const ${name}=[];{${into.declarations}${loop}}`)
    place.into.waits = true
    return name
  }
  const loop = `for(const ${item} of items){${into.code}if(${test})yield ${value};}`
  place.into.write(`const ${name}=function*(items){${into.declarations}${loop}};`)
  return `${name}(iterate(${items},${position}))`
}

/** The value of a target, put together again: what has been unpacked is not walked twice. */
function given(target: Target, scope: Scope): string {
  if (target.kind === 'tuple-target') return `new Tuple([${target.items.map((item) => given(item, scope)).join()}])`
  return target.kind === 'name-target' ? (scope.find(target.name) ?? '') : 'null'
}
