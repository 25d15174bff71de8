/** What feature views and training sets read is known now: whether it says what they need, and what they take from it. */
import type { JsonObject } from '../../base/json.ts'
import { type Clocks, clocksOf, type Timed } from '../../resources/clocks.ts'
import type { Feature, FeatureView } from '../../resources/feature-view.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { Model, Node } from '../../resources/node.ts'
import type { Source } from '../../resources/source.ts'
import type { TrainingSet, TrainingView } from '../../resources/training-set.ts'
import type { Parsing } from '../parsing.ts'
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
  const what = `feature view '${node.name}'`
  const at = (): ReturnType<typeof entry.locate> => entry.locate(['model'])
  const clocks = clocksOf(read)
  const write = (words: string): string => `write '${words}' in its config (${homeOf(read)})`
  if (!clocks.isStatic) {
    if (clocks.eventTime === null)
      parsing.report(
        undeclared(
          what,
          describeTimed(read),
          'does not say when its rows happened',
          `${write('event_time: <column>')}, or 'static: true' if it is true since always`,
          at(),
        ),
      )
    else if (clocks.knowledgeTime === null && clocks.availabilityDelay === null)
      parsing.report(
        undeclared(
          what,
          describeTimed(read),
          'does not say when its rows could be known',
          `${write('knowledge_time: <column>')}, or 'availability_delay: 2 hours' (0 if they are known at once)`,
          at(),
        ),
      )
  }
  const lacking = view.keys.filter((key) => !clocks.entity.includes(key) && !read.columns.has(key))
  if (lacking.length > 0)
    parsing.report(
      undeclared(
        what,
        describeTimed(read),
        `declares no column ${lacking.map((key) => `'${key}'`).join(', ')}`,
        write(`entity: [${view.keys.join(', ')}]`),
        entry.locate(['entity']),
      ),
    )
  const aggregate = view.features.find((feature) => feature.kind === 'aggregate')
  if (clocks.isStatic && aggregate !== undefined)
    parsing.report(
      undeclared(
        `${what}, feature '${aggregate.name}',`,
        describeTimed(read),
        'is static, so it has no times to look back over',
        write('event_time: <column>'),
        aggregate.at,
      ),
    )
  const declared: FeatureView = { ...view, reads: read.id }
  ground.nodes.set(node.id, withMeta({ ...node, declared }, 'feature_view', { reads: wordsOf(read) }))
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
  const found =
    kind === 'source'
      ? source === undefined
        ? undefined
        : directory.source(source, owner)
      : ref === undefined
        ? undefined
        : directory.node(ref, owner)
  if (found === undefined || found === 'disabled') return null
  const read = nodes.get(found.id) ?? all.get(found.id)
  return read?.kind === 'model' || read?.kind === 'seed' || read?.kind === 'snapshot' || read?.kind === 'source'
    ? read
    : null
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
