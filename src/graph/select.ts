import { assertNever } from '../base/assert-never.ts'
import { type Diagnostic, throwIfErrors } from '../base/diagnostic.ts'
import { declaredKind } from '../resources/declared.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { PreviousState } from '../resources/previous-state.ts'
import { circularSelectors, unknownSelector } from './errors.ts'
import { glob } from './glob.ts'
import { compareIds, type Graph, type GraphResource } from './graph.ts'
import { type Picked, withIndirectTests, withTestsOfBoth } from './indirect.ts'
import type { Method, Scope } from './methods/method.ts'
import { METHODS } from './methods/methods.ts'
import { NO_SELECTORS, type Selectors } from './parse-selectors.ts'
import type { Criterion, SelectionSpec } from './selection-spec.ts'
import { explainNothing } from './selects-nothing.ts'
import { ancestors, descendants } from './walk.ts'

export interface SelectOptions {
  /** Kinds that remain in the end (`run` keeps models), all when left out; ways lead through every kind. */
  readonly kinds?: ReadonlySet<string>
  /** Keep nodes whose file is blank: `ls` shows them, but there is nothing to run. */
  readonly blank?: boolean
  /** What `selector:` may name. */
  readonly selectors?: Selectors
  /** What `state:`, `result:` and `source_status:` compare with. */
  readonly previous?: PreviousState
}

export interface Selection {
  /** In the order of their text, as `ls` prints them; run them in the order of their subgraph. */
  readonly ids: readonly UniqueId[]
  /** Warnings: what selects nothing, what is disabled, broken contracts. */
  readonly diagnostics: readonly Diagnostic[]
}

/** The resources a spec selects. Throws when it compares with a state that is missing, or names a selector that is. */
export function select(graph: Graph, spec: SelectionSpec, options: SelectOptions = {}): Selection {
  const { kinds, blank = false, selectors = NO_SELECTORS, previous } = options
  const diagnostics = new Map<string, Diagnostic>()
  const report = (problem: Diagnostic) => diagnostics.set(`${problem.code} ${problem.message}`, problem)
  const picked = pick(spec, { graph, previous, report, selectors, within: [] })
  throwIfErrors([...diagnostics.values()])
  const stays = (resource: GraphResource | undefined) =>
    resource !== undefined && (kinds === undefined || isOf(resource, kinds)) && (blank || !isBlank(resource))
  const ids = [...picked.direct].filter((id) => stays(graph.resources.get(id))).sort(compareIds)
  return { ids, diagnostics: [...diagnostics.values()] }
}

interface SelectScope extends Scope {
  readonly selectors: Selectors
  /** The selectors being looked up, outermost first: one that comes again is in a circle. */
  readonly within: readonly string[]
}

function pick(spec: SelectionSpec, scope: SelectScope): Picked {
  switch (spec.kind) {
    case 'criterion':
      return pickCriterion(spec, scope)
    case 'union':
      return combine(spec.of, unionOf, spec.indirect, scope)
    case 'intersection': {
      const picked = combine(spec.of, intersectionOf, spec.indirect, scope)
      if (spec.word !== null && picked.direct.size === 0) scope.report(explainNothing(spec.word, spec.of, scope))
      return picked
    }
    case 'difference':
      return combine([spec.included, spec.excluded], differenceOf, 'eager', scope)
    default:
      return assertNever(spec)
  }
}

/** Tests that the parts held back join in the end if, all parts together, what they test is there. */
function combine(
  parts: readonly SelectionSpec[],
  operation: (sets: readonly ReadonlySet<UniqueId>[]) => ReadonlySet<UniqueId>,
  indirect: Criterion['indirect'],
  scope: SelectScope,
): Picked {
  const picked = parts.map((part) => pick(part, scope))
  const direct = operation(picked.map((one) => one.direct))
  const heldBack = operation(picked.map((one) => unionOf([one.direct, one.heldBack])))
  return { direct: withTestsOfBoth(scope.graph, direct, heldBack, indirect), heldBack }
}

function pickCriterion(criterion: Criterion, scope: SelectScope): Picked {
  const { graph } = scope
  const found =
    criterion.method === 'selector'
      ? pickSelectors(criterion, scope)
      : find(METHODS[criterion.method], criterion, scope)
  const all = new Set(found)
  if (criterion.childrensParents) {
    const reached = unionOf([found, descendants(graph, found)])
    for (const id of unionOf([reached, ancestors(graph, reached)])) all.add(id)
  }
  for (const id of ancestors(graph, found, criterion.parents)) all.add(id)
  for (const id of descendants(graph, found, criterion.children)) all.add(id)
  // A selector has its tests already; adding them again would bring back what it excludes.
  if (criterion.method === 'selector') return { direct: all, heldBack: new Set() }
  return withIndirectTests(graph, all, criterion.indirect)
}

function find(method: Method, criterion: Criterion, scope: Scope): ReadonlySet<UniqueId> {
  const matches = method.matcher(criterion, scope)
  const found = new Set<UniqueId>()
  for (const resource of scope.graph.resources.values()) if (matches(resource)) found.add(resource.id)
  return found
}

/**
 * `selector:nightly`, or several by pattern. dbt sorts out kinds here already, so that `run` cannot follow a selector of
 * sources to its models; here it can.
 */
function pickSelectors(criterion: Criterion, scope: SelectScope): ReadonlySet<UniqueId> {
  const { selectors, within } = scope
  const wanted = String(criterion.value)
  const names = [...selectors.specs.keys()].filter(glob(wanted)).sort()
  if (names.length === 0) scope.report(unknownSelector(wanted, selectors.specs.keys()))
  const sets = names.map((name) => {
    const spec = selectors.specs.get(name)
    if (spec === undefined) return new Set<UniqueId>()
    if (!within.includes(name)) return pick(spec, { ...scope, within: [...within, name] }).direct
    scope.report(circularSelectors(within.slice(within.indexOf(name))))
    return new Set<UniqueId>()
  })
  return unionOf(sets)
}

function unionOf(sets: readonly ReadonlySet<UniqueId>[]): ReadonlySet<UniqueId> {
  const all = new Set<UniqueId>()
  for (const set of sets) for (const id of set) all.add(id)
  return all
}

function intersectionOf([first, ...more]: readonly ReadonlySet<UniqueId>[]): ReadonlySet<UniqueId> {
  return new Set([...(first ?? [])].filter((id) => more.every((set) => set.has(id))))
}

function differenceOf([included, ...excluded]: readonly ReadonlySet<UniqueId>[]): ReadonlySet<UniqueId> {
  return new Set([...(included ?? [])].filter((id) => !excluded.some((set) => set.has(id))))
}

function isBlank(resource: GraphResource): boolean {
  return 'template' in resource && resource.rawCode.trim() === ''
}

/** What YAML declares is a model as well. */
function isOf(resource: GraphResource, kinds: ReadonlySet<string>): boolean {
  const declared = declaredKind(resource)
  return kinds.has(resource.kind) || (declared !== null && kinds.has(declared))
}
