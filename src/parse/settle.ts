/** Drafts → manifest: what is on and what is off, what depends on what, and nothing twice. */
import { type Diagnostic, throwIfErrors } from '../base/diagnostic.ts'
import { comparesAsWritten } from '../resources/behavior.ts'
import type { Doc } from '../resources/doc.ts'
import type { Exposure } from '../resources/exposure.ts'
import type { Group } from '../resources/group.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { Macro } from '../resources/macro.ts'
import type { Disabled, Manifest } from '../resources/manifest.ts'
import type { Model, Node } from '../resources/node.ts'
import type { Source } from '../resources/source.ts'
import type { UnitTest } from '../resources/unit-test.ts'
import { checkAccess, restrictedPackages } from './access.ts'
import { checkContracts } from './check-contracts.ts'
import { checkMicrobatch } from './check-microbatch.ts'
import { checkNames, placeOf } from './check-names.ts'
import type { DeclaredDrafts } from './declared/draft-declared.ts'
import { settleDeclared } from './declared/settle-declared.ts'
import { describe, describeMacroText, describeSourceText, describeText } from './descriptions.ts'
import { duplicateName, emptyProject } from './errors.ts'
import type { MacroDraft } from './macros.ts'
import type { ExposureDraft } from './nodes/exposure.ts'
import type { Draft } from './nodes/node-parts.ts'
import type { UnitTestDraft } from './nodes/unit-test.ts'
import type { Parsing } from './parsing.ts'
import { inferPrimaryKey, testsByNode } from './primary-key.ts'
import { type ProjectDirectory, resolveDependencies } from './resolve.ts'
import type { SemanticDrafts } from './semantic/draft-semantic.ts'
import { metricIds } from './semantic/link-semantics.ts'
import { settleSemantics } from './settle-semantics.ts'
import { settleUnitTests } from './settle-unit-tests.ts'

/** All that was read, before it is held against itself. */
export interface Drafts {
  readonly macros: readonly MacroDraft[]
  readonly docs: ReadonlyMap<UniqueId, Doc>
  readonly nodes: readonly Draft[]
  readonly tests: readonly Draft[]
  readonly sources: readonly Source[]
  readonly exposures: readonly ExposureDraft[]
  readonly unitTests: readonly UnitTestDraft[]
  readonly groups: readonly Group[]
  readonly semantic: SemanticDrafts
  readonly declared: DeclaredDrafts
  readonly broken: ReadonlySet<string>
}

export async function settle(
  drafts: Drafts,
  directory: ProjectDirectory,
  diagnostics: Diagnostic[],
  parsing: Parsing,
  more: (manifest: Manifest) => readonly Diagnostic[],
): Promise<Manifest> {
  const { docs } = drafts
  const nodes = new Map<UniqueId, Node>()
  const sources = new Map<UniqueId, Source>()
  const exposures = new Map<UniqueId, Exposure>()
  const disabled = new Map<UniqueId, Disabled[]>()
  const switchOff = (resource: Disabled): void => {
    const known = disabled.get(resource.id)
    if (known === undefined) disabled.set(resource.id, [resource])
    else known.push(resource)
  }

  const restricted = restrictedPackages(parsing.project)
  const metricsOf = metricIds(drafts.semantic, {
    order: (fromPackage) => directory.order(fromPackage),
    report: parsing.report,
  })
  for (const draft of [...drafts.nodes, ...drafts.tests]) {
    const enabled = draft.config.enabled
    const { ids, off } = enabled
      ? resolveDependencies(draft, directory, drafts.broken, restricted, parsing.report)
      : { ids: [], off: false }
    // Descriptions of what is switched off stay as written, as in dbt.
    const read = enabled && 'metrics' in draft ? metricsOf(draft.metrics, draft) : []
    const finished = finish(draft, [...ids, ...read])
    if (!enabled) {
      switchOff(finished)
      continue
    }
    const node = await describe(finished, docs, parsing)
    // A test whose refs are broken is switched off where it stands, as in dbt; the graph leaves it out.
    if (off) nodes.set(node.id, { ...node, config: { ...node.config, enabled: false } } as Node)
    else if (!nodes.has(node.id)) nodes.set(node.id, node)
    else if (node.kind !== 'test')
      parsing.report(duplicateName(node.kind, node.name, nodes.get(node.id)?.originalPath ?? '', placeOf(node)))
  }
  for (const source of drafts.sources) {
    if (!source.config.enabled) switchOff(source)
    else if (!sources.has(source.id)) sources.set(source.id, await describeSourceText(source, docs, parsing))
    else
      parsing.report(
        duplicateName(
          'source',
          `${source.sourceName}.${source.name}`,
          sources.get(source.id)?.originalPath ?? '',
          placeOf(source),
        ),
      )
  }
  for (const draft of drafts.exposures) {
    const enabled = draft.config.enabled
    const { ids } = enabled
      ? resolveDependencies(draft, directory, drafts.broken, restricted, parsing.report)
      : { ids: [] }
    const read = enabled ? metricsOf(draft.metrics, draft) : []
    const exposure = { ...draft, dependsOn: { macros: [], nodes: [...ids, ...read] } }
    if (enabled) exposures.set(exposure.id, await describeText(exposure, docs, parsing))
    else switchOff(exposure)
  }
  settleDeclared(drafts.declared, { nodes, sources, directory }, parsing)
  const tests = testsByNode([...nodes.values(), ...[...disabled.values()].flat().filter(isNode)])
  for (const node of nodes.values()) {
    if (node.kind !== 'model') continue
    const primaryKey = inferPrimaryKey(node, tests.get(node.id) ?? [])
    if (primaryKey.length > 0) nodes.set(node.id, { ...node, primaryKey })
  }
  const isModel = (resource: Disabled): resource is Model => resource.kind === 'model'
  const { tests: unitTests, disabled: unitTestsOff } = settleUnitTests(
    drafts.unitTests,
    [...nodes.values()].filter(isModel),
    [...disabled.values()].flat().filter(isModel),
    drafts.broken,
    parsing.report,
  )
  for (const test of unitTestsOff) switchOff(test)
  const ground = { nodes, directory, broken: drafts.broken, restricted, docs, switchOff }
  const semantic = await settleSemantics(drafts.semantic, ground, parsing)
  checkNames(nodes, sources, parsing)
  const groups = new Map<UniqueId, Group>()
  for (const group of drafts.groups) {
    const other = groups.get(group.id)
    if (other === undefined) groups.set(group.id, group)
    else parsing.report(duplicateName('group', group.name, other.originalPath, group.at))
  }
  const { semanticModels, metrics, savedQueries } = semantic
  const inGroups = [...semanticModels.values(), ...metrics.values(), ...savedQueries.values()]
  checkAccess(nodes.values(), inGroups, groups, parsing.report)
  checkContracts(nodes.values(), parsing)
  checkMicrobatch({ nodes, sources, macros: drafts.macros }, parsing)
  if (nodes.size === 0 && sources.size === 0 && disabled.size === 0)
    parsing.report(emptyProject(parsing.project.settings.file))
  const macros = new Map<UniqueId, Macro>()
  for (const macro of drafts.macros) {
    const finished = { ...macro, dependsOn: { macros: parsing.facts.of(macro).names } }
    macros.set(macro.id, await describeMacroText(finished, docs, parsing))
  }
  const manifest: Manifest = {
    projectName: parsing.project.settings.name,
    nodes,
    sources,
    exposures,
    unitTests: await describeUnitTests(unitTests, docs, parsing),
    ...semantic,
    macros,
    docs,
    entities: new Map(drafts.declared.entities.map((entity) => [entity.id, entity])),
    groups,
    disabled,
    selectors: parsing.project.selectors,
    diagnostics,
    ...(comparesAsWritten(parsing.invocation) ? {} : { comparesRenderedNames: true }),
  }
  if (diagnostics.some(({ severity }) => severity === 'error')) diagnostics.push(...more(manifest))
  throwIfErrors(diagnostics)
  return manifest
}

async function describeUnitTests(
  tests: ReadonlyMap<UniqueId, UnitTest>,
  docs: ReadonlyMap<UniqueId, Doc>,
  parsing: Parsing,
): Promise<ReadonlyMap<UniqueId, UnitTest>> {
  const described = new Map<UniqueId, UnitTest>()
  for (const [id, test] of tests) described.set(id, await describeText(test, docs, parsing))
  return described
}

function isNode(resource: Disabled): resource is Node {
  return !NO_NODES.has(resource.kind)
}

const NO_NODES: ReadonlySet<string> = new Set([
  ...['source', 'exposure', 'unit_test', 'semantic_model', 'metric', 'saved_query'],
])

function finish(draft: Draft, nodes: readonly UniqueId[]): Node {
  const { macros, ...rest } = draft
  // The draft of each kind is that kind without `dependsOn`; TypeScript loses the pairing in the spread.
  return { ...rest, dependsOn: { macros, nodes } } as Node
}
