/** What feature views and training sets read is known now: whether it says what they need, and what they take from it. */
import type { Diagnostic } from '../../base/diagnostic.ts'
import type { JsonObject } from '../../base/json.ts'
import type { Location } from '../../base/position.ts'
import { type Clocks, clocksOf, type Timed } from '../../resources/clocks.ts'
import type { Feature, FeatureView } from '../../resources/feature-view.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { Model, Node } from '../../resources/node.ts'
import type { Source } from '../../resources/source.ts'
import type { TrainingSet, TrainingView } from '../../resources/training-set.ts'
import type { Parsing } from '../parsing.ts'
import type { PropertyEntry } from '../properties/property-entry.ts'
import type { ProjectDirectory } from '../resolve.ts'
import type { DeclaredDrafts } from './draft-declared.ts'
import { noFeatureView, noLabel, undeclared, unknownFeature } from './errors.ts'
import type { FeatureViewDraft } from './feature-view.ts'
import type { TrainingSetDraft } from './training-set.ts'

interface Ground {
  /** Of what is switched on; declared models get what they declare. */
  readonly nodes: Map<UniqueId, Node>
  readonly sources: ReadonlyMap<UniqueId, Source>
  readonly directory: ProjectDirectory
}

export function settleDeclared({ views, sets }: DeclaredDrafts, ground: Ground, parsing: Parsing): void {
  for (const view of views) settleView(view, ground, parsing)
  for (const set of sets) settleSet(set, ground, parsing)
}

function settleView({ node: draft, view, readsKind, entry }: FeatureViewDraft, ground: Ground, parsing: Parsing): void {
  const node = declaredNode(draft, ground)
  const read = firstRead(draft, readsKind, ground)
  if (node === null || read === null) return
  for (const fault of viewFaults(node.name, view, read, entry)) parsing.report(fault)
  const declared: FeatureView = { ...view, reads: read.id }
  ground.nodes.set(node.id, withMeta({ ...node, declared }, 'feature_view', { reads: wordsOf(read) }))
}

/** What a view reads must say when its rows happened, when they were known, and whom they are about. */
function viewFaults(
  name: string,
  { keys, features }: FeatureViewDraft['view'],
  read: Timed,
  entry: PropertyEntry,
): readonly Diagnostic[] {
  const { isStatic, eventTime, knowledgeTime, availabilityDelay, entity } = clocksOf(read)
  const faults: Diagnostic[] = []
  const lacks = (problem: string, words: string, at: Location, more = '', what = `feature view '${name}'`): void => {
    const write = `write '${words}' in its config (${homeOf(read)})${more}`
    faults.push(undeclared(what, describeTimed(read), problem, write, at))
  }
  const model = entry.locate(['model'])
  if (!isStatic && eventTime === null)
    lacks(
      'does not say when its rows happened',
      'event_time: <column>',
      model,
      ", or 'static: true' if it is true since always",
    )
  else if (!isStatic && knowledgeTime === null && availabilityDelay === null)
    lacks(
      'does not say when its rows could be known',
      'knowledge_time: <column>',
      model,
      ", or 'availability_delay: 2 hours' (0 if they are known at once)",
    )
  const missing = keys.filter((key) => !entity.includes(key) && !read.columns.has(key)).map((key) => `'${key}'`)
  if (missing.length > 0)
    lacks(`declares no column ${missing.join(', ')}`, `entity: [${keys.join(', ')}]`, entry.locate(['entity']))
  const aggregate = features.find((feature) => feature.kind === 'aggregate')
  if (isStatic && aggregate !== undefined)
    lacks(
      'is static, so it has no times to look back over',
      'event_time: <column>',
      aggregate.at,
      '',
      `feature view '${name}', feature '${aggregate.name}',`,
    )
  return faults
}

function settleSet(draft: TrainingSetDraft, ground: Ground, parsing: Parsing): void {
  const { node: drafted, entry, label, labelObservedAt, splits } = draft
  const node = declaredNode(drafted, ground)
  const spine = firstRead(drafted, 'ref', ground)
  if (node === null || spine === null || spine.kind === 'source') return
  const clocks = clocksOf(spine)
  const views = draft.views.flatMap((view, index) => settleTrainingView(view, index, draft, ground, parsing))
  const outcome = label ?? clocks.label
  const what = `training set '${node.name}'`
  if (outcome.length === 0)
    parsing.report(noLabel(node.name, describeTimed(spine), homeOf(spine), entry.locate(['spine'])))
  if (clocks.eventTime === null)
    parsing.report(
      undeclared(
        what,
        describeTimed(spine),
        'does not say for which times to predict',
        `write 'event_time: <column>' in its config (${homeOf(spine)})`,
        entry.locate(['spine']),
      ),
    )
  const declared: TrainingSet = {
    kind: 'training_set',
    spine: spine.id,
    views,
    label: outcome,
    labelObservedAt: labelObservedAt ?? observedAt(outcome, clocks),
    splits,
  }
  ground.nodes.set(node.id, {
    ...node,
    config: { ...clockConfig(clocks, outcome), ...node.config, event_time: node.config.event_time ?? clocks.eventTime },
    declared,
  })
  if (!clocks.isSpine) ground.nodes.set(spine.id, { ...spine, config: { ...spine.config, spine: true } } as Node)
}

/** A training set is as its spine is: of the same rows, at the same times. */
function clockConfig({ entity, tieBreak }: Clocks, label: readonly string[]): JsonObject {
  return {
    ...(entity.length === 0 ? {} : { entity }),
    ...(tieBreak.length === 0 ? {} : { tie_break: tieBreak }),
    label,
  }
}

function observedAt(label: readonly string[], { late }: Clocks): string | null {
  return label.reduce<string | null>((found, column) => found ?? late.get(column) ?? null, null)
}

function settleTrainingView(
  view: Omit<TrainingView, 'view'>,
  index: number,
  { node, entry }: TrainingSetDraft,
  { nodes, directory }: Ground,
  { report }: Parsing,
): readonly TrainingView[] {
  const ref = node.refs[index + 1]
  const found = ref === undefined ? undefined : directory.node(ref, node.package)
  if (found === undefined || found === 'disabled') return []
  const declared = 'template' in found ? declaredOf(nodes.get(found.id)) : null
  if (declared === null) {
    report(noFeatureView(node.name, found.name, found.kind, entry.locate(['feature_views', index])))
    return []
  }
  const known = declared.features.map(({ name }: Feature) => name)
  for (const [n, wanted] of (view.features ?? []).entries())
    if (!known.includes(wanted))
      report(
        unknownFeature(node.name, found.name, wanted, known, entry.locate(['feature_views', index, 'features', n])),
      )
  return [{ ...view, view: found.id }]
}

function declaredOf(node: Node | undefined): FeatureView | null {
  return node?.kind === 'model' && node.declared?.kind === 'feature_view' ? node.declared : null
}

/** Null where it is switched off, or another model took its name, which was told. */
function declaredNode({ id, template }: TrainingSetDraft['node'], { nodes }: Ground): Model | null {
  const node = nodes.get(id)
  return node?.kind === 'model' && node.template === template ? node : null
}

/** What the code of a declared node refers to first; null where that is not there, which was told. */
function firstRead(
  { refs, sources, package: owner }: Pick<Model, 'refs' | 'sources' | 'package'>,
  kind: 'ref' | 'source',
  { nodes, sources: all, directory }: Ground,
): Timed | null {
  const [ref] = refs
  const [source] = sources
  const inSources = kind === 'source' && source !== undefined ? directory.source(source, owner) : undefined
  const found = kind === 'ref' && ref !== undefined ? directory.node(ref, owner) : inSources
  if (found === undefined || found === 'disabled') return null
  const read = nodes.get(found.id) ?? all.get(found.id)
  const isTimed = read?.kind === 'model' || read?.kind === 'seed' || read?.kind === 'snapshot'
  return isTimed || read?.kind === 'source' ? read : null
}

/** How a macro refers to it. */
function wordsOf(read: Timed): JsonObject {
  return read.kind === 'source'
    ? { source: [read.sourceName, read.name] }
    : { ref: [read.package, read.name], version: read.kind === 'model' ? read.version : null }
}

function describeTimed(read: Timed): string {
  const name = read.kind === 'source' ? `${read.sourceName}.${read.name}` : read.name
  return `${read.kind} '${name}'`
}

/** Where its config is, or would be. */
function homeOf(read: Timed): string {
  return read.patchPath?.replace(/^.*?:\/\//, '') ?? read.originalPath
}

function withMeta(node: Model, key: string, more: JsonObject): Model {
  const assay = node.meta.assay as JsonObject
  const meta = { ...node.meta, assay: { ...assay, [key]: { ...(assay[key] as JsonObject), ...more } } }
  return { ...node, meta, config: { ...node.config, meta } }
}
