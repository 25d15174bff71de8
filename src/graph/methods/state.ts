import { assertNever } from '../../base/assert-never.ts'
import { type Json, jsonEquals } from '../../base/json.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { Macro } from '../../resources/macro.ts'
import type { Node } from '../../resources/node.ts'
import type { Comparable, PreviousManifest } from '../../resources/previous-state.ts'
import { brokenContract, needsState, seedComparedByPath } from '../errors.ts'
import type { Graph, GraphResource } from '../graph.ts'
import { comparable } from './comparable.ts'
import { brokenPromises, sameContract } from './contract.ts'
import { type Method, type Scope, textOf } from './method.ts'
import { oneOf } from './property.ts'

/** A resource, what of it is compared, the same of its earlier self, and the macros that changed since. */
interface Comparison {
  readonly now: GraphResource
  readonly current: Comparable
  readonly before: Comparable | undefined
  readonly macros: ReadonlySet<UniqueId>
  /** Names of sources are compared as rendered. */
  readonly asRendered: boolean
}

const CHECKS: Readonly<Record<string, (comparison: Comparison) => boolean>> = {
  new: ({ before }) => before === undefined,
  old: ({ before }) => before !== undefined,
  modified: isModified,
  unmodified: (comparison) => !isModified(comparison),
  'modified.body': (comparison) => isNode(comparison.now) && isNewOrDiffers('body', comparison),
  'modified.configs': (comparison) => comparison.now.kind !== 'unit_test' && isNewOrDiffers('config', comparison),
  'modified.relation': (comparison) => isInDatabase(comparison.now) && isNewOrDiffers('relation', comparison),
  'modified.persisted_descriptions': (comparison) =>
    isNode(comparison.now) && isNewOrDiffers('description', comparison),
  'modified.macros': callsChangedMacro,
  'modified.contract': (comparison) => isNode(comparison.now) && isNewOrDiffers('contract', comparison),
}

/** By comparison with an earlier manifest, as dbt compares: `state:new`, `state:modified`, `state:modified.body` … */
export const state: Method = {
  expects: (criterion) => oneOf(criterion, Object.keys(CHECKS)),
  matcher: (criterion, scope) => {
    const earlier = scope.previous?.manifest
    const check = CHECKS[textOf(criterion)]
    if (!earlier) scope.report(needsState(criterion, 'manifest.json'))
    if (!earlier || check === undefined) return () => false
    if (/^(un)?modified(\.contract)?$/.test(textOf(criterion))) reportBrokenContracts(scope, earlier)
    if (/^(un)?modified(\.body)?$/.test(textOf(criterion))) reportLargeSeeds(scope)
    const macros = changedMacros(scope.graph, earlier)
    const asRendered = scope.graph.manifest.comparesRenderedNames === true
    return (now) => check({ now, current: comparable(now), before: earlier.resources.get(now.id), macros, asRendered })
  },
  values: () => Object.keys(CHECKS),
}

function isModified(comparison: Comparison): boolean {
  const { now, current, before } = comparison
  if (callsChangedMacro(comparison)) return true
  // dbt reports a new source or exposure as new, but not as modified.
  if (before === undefined) return isNode(now) || now.kind === 'unit_test'
  if (!jsonEquals(current.fqn, before.fqn) || !jsonEquals(current.others, before.others)) return true
  // What a generic test asks is in its id; of the rest only its configs count.
  const generic = now.kind === 'test' && now.generic !== null
  const parts: readonly Part[] = generic ? ['config'] : ['body', 'config', 'relation', 'description', 'contract']
  return parts.some((part) => differs(part, comparison, before))
}

/** One part compared alone: what was not there before counts as changed. */
function isNewOrDiffers(part: Part, comparison: Comparison): boolean {
  const { before } = comparison
  return before === undefined || differs(part, comparison, before)
}

type Part = 'body' | 'config' | 'relation' | 'description' | 'contract'

function differs(part: Part, { now, current, asRendered }: Comparison, before: Comparable): boolean {
  switch (part) {
    case 'body':
      return current.body !== before.body
    case 'relation':
      return !jsonEquals(placeOf(current, asRendered), placeOf(before, asRendered))
    case 'config':
      return !jsonEquals(comparedConfig(now, current), comparedConfig(now, before))
    case 'description':
      return !jsonEquals(persisted(now, current), persisted(now, before))
    case 'contract':
      return current.contract !== null && before.contract !== null && !sameContract(current.contract, before.contract)
    default:
      return assertNever(part)
  }
}

function placeOf({ relation, renderedRelation = relation }: Comparable, asRendered: boolean): Json {
  return asRendered ? renderedRelation : relation
}

/** Names in the database are compared as `relation`; tags and groups change nothing that is built. */
const NOT_COMPARED = ['database', 'schema', 'alias', 'tags', 'group']

/** Of a test, only what changes its verdict. */
const TEST_CONFIGS = [
  'severity',
  'where',
  'limit',
  'fail_calc',
  'warn_if',
  'error_if',
  'store_failures',
  'store_failures_as',
  'sql_header',
]

function comparedConfig(now: GraphResource, { config }: Comparable): Json {
  const counts = (key: string) =>
    now.kind === 'test'
      ? TEST_CONFIGS.includes(key)
      : now.kind === 'source' || now.kind === 'exposure' || !NOT_COMPARED.includes(key)
  return Object.fromEntries(Object.entries(config).filter(([key]) => counts(key)))
}

/** The descriptions that end up in the database, by the configuration of now. */
function persisted(now: GraphResource, { description, columnDescriptions }: Comparable): Json {
  if (!isNode(now) || now.kind === 'test') return null
  const { relation, columns } = now.config.persist_docs
  return [relation ? description : null, columns ? columnDescriptions : null]
}

function isInDatabase({ kind }: GraphResource): boolean {
  return kind !== 'exposure' && kind !== 'unit_test'
}

function isNode(resource: GraphResource): resource is Node {
  return 'alias' in resource
}

/** Macros that are new, gone or different, and all that call them. */
function changedMacros(graph: Graph, before: PreviousManifest): ReadonlySet<UniqueId> {
  const { macros, projectName } = graph.manifest
  const isBuiltIn = (id: UniqueId): boolean => BUILT_IN.test(id) && !id.startsWith(`macro.${projectName}.`)
  const changed = new Set<UniqueId>()
  for (const [id, macro] of macros) if (!isBuiltIn(id) && before.macros.get(id) !== macro.code) changed.add(id)
  for (const id of before.macros.keys()) if (!isBuiltIn(id) && !macros.has(id)) changed.add(id)
  const callers = new Map<UniqueId, Macro[]>()
  for (const macro of macros.values())
    for (const callee of macro.dependsOn.macros) callers.set(callee, [...(callers.get(callee) ?? []), macro])
  for (const id of changed) for (const caller of callers.get(id) ?? []) changed.add(caller.id)
  return changed
}

/**
 * The same macros read otherwise in dbt-core, whose manifests are compared with too, and those of our library are not in
 * them: they are no change of a project's.
 */
const BUILT_IN = /^macro\.(?:dbt|dbt_postgres|assay)\./

function callsChangedMacro({ now, macros }: Comparison): boolean {
  return now.kind !== 'source' && now.dependsOn.macros.some((id) => macros.has(id))
}

/** Readers of a contract are warned when it breaks; a versioned model may not break it at all. */
function reportBrokenContracts({ graph, report }: Scope, earlier: PreviousManifest): void {
  for (const [id, { contract }] of earlier.resources) {
    if (contract === null || !contract.enforced) continue
    const now = graph.resources.get(id)
    if (now === undefined) {
      const reason = graph.manifest.disabled.has(id) ? 'it was disabled' : 'it was deleted or renamed'
      if (!contract.deprecated) report(brokenContract(id, contract.version, [reason]))
      continue
    }
    const current = comparable(now).contract
    const broken = current === null ? [] : brokenPromises(current, contract)
    if (broken.length > 0) report(brokenContract(id, contract.version, broken, now.originalPath))
  }
}

function reportLargeSeeds({ graph, report }: Scope): void {
  for (const resource of graph.resources.values())
    if (resource.kind === 'seed' && resource.checksum.name === 'path') report(seedComparedByPath(resource))
}
