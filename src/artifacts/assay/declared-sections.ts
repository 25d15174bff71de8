/** What `assay.json` says of clocks, entities, feature views and training sets. */
import type { JsonObject } from '../../base/json.ts'
import { type Clocks, clocksOf, type Timed } from '../../resources/clocks.ts'
import { featureViewOf, trainingSetOf } from '../../resources/declared.ts'
import type { Feature, FeatureView, NullPolicy } from '../../resources/feature-view.ts'
import type { Manifest } from '../../resources/manifest.ts'
import type { Splits, TrainingSet } from '../../resources/training-set.ts'

type Section = Readonly<Record<string, JsonObject>>

export function entitySection({ entities, nodes }: Manifest): Section {
  return Object.fromEntries(
    Array.from(entities.values(), ({ id, name, package: owner, originalPath, description, keys }) => {
      const views = [...nodes.values()].filter((node) => featureViewOf(node)?.entity === name)
      const described = { name, package_name: owner, original_file_path: originalPath, description, keys }
      return [id, { ...described, feature_views: views.map((view) => view.id) }]
    }),
  )
}

export function clocksSection({ nodes, sources }: Manifest): Section {
  const timed = [...nodes.values(), ...sources.values()].filter((one): one is Timed => TIMED.has(one.kind))
  return Object.fromEntries(
    timed.flatMap((one) => {
      const clocks = clocksOf(one)
      return saysSomething(clocks) ? [[one.id, describeClocks(clocks)]] : []
    }),
  )
}

const TIMED: ReadonlySet<string> = new Set(['model', 'seed', 'snapshot', 'source'])

function saysSomething({ entity, eventTime, knowledgeTime, isStatic, isSpine }: Clocks): boolean {
  return entity.length > 0 || eventTime !== null || knowledgeTime !== null || isStatic || isSpine
}

function describeClocks(clocks: Clocks): JsonObject {
  return {
    entity: clocks.entity,
    event_time: clocks.eventTime,
    knowledge_time: clocks.knowledgeTime,
    availability_delay: clocks.availabilityDelay,
    tie_break: clocks.tieBreak,
    event_key: clocks.eventKey,
    static: clocks.isStatic,
    known_in_advance: clocks.knownInAdvance,
    late_columns: Object.fromEntries(clocks.late),
    label: clocks.label,
    spine: clocks.isSpine,
  }
}

export function featureViewSection({ nodes }: Manifest): Section {
  return Object.fromEntries(
    Array.from(nodes.values()).flatMap((node) => {
      const view = featureViewOf(node)
      return view === null ? [] : [[node.id, describeFeatureView(view)]]
    }),
  )
}

export function describeFeatureView({ entity, keys, reads, owner, features }: FeatureView): JsonObject {
  return { entity, keys, reads, owner, features: features.map(describeFeature) }
}

function describeFeature(feature: Feature): JsonObject {
  const { name, kind, description, dtype, unit, tags, nulls } = feature
  return {
    name,
    kind,
    description,
    dtype,
    unit,
    tags,
    nulls: describeNulls(nulls),
    column: feature.kind === 'expression' ? null : feature.column,
    ttl: feature.kind === 'latest' ? feature.ttl : null,
    function: feature.kind === 'aggregate' ? feature.function : null,
    window: feature.kind === 'aggregate' ? feature.window : null,
    where: feature.kind === 'aggregate' ? feature.where : null,
    expression: feature.kind === 'expression' ? feature.expression : null,
  }
}

/** As it is written in YAML. */
function describeNulls(nulls: NullPolicy): string | JsonObject {
  return nulls.kind === 'fill' ? { fill: nulls.value } : nulls.kind
}

export function trainingSetSection({ nodes }: Manifest): Section {
  return Object.fromEntries(
    Array.from(nodes.values()).flatMap((node) => {
      const set = trainingSetOf(node)
      return set === null ? [] : [[node.id, describeTrainingSet(set)]]
    }),
  )
}

function describeTrainingSet({ spine, views, label, labelObservedAt, splits }: TrainingSet): JsonObject {
  return {
    spine,
    feature_views: views.map(({ view, features, prefix, entity }) => ({ unique_id: view, features, prefix, entity })),
    label,
    label_observed_at: labelObservedAt,
    splits: splits === null ? null : describeSplits(splits),
  }
}

function describeSplits({ spans, labelLag, embargo, asOf, group }: Splits): JsonObject {
  return {
    spans: spans.map(({ name, length }) => ({ name, length })),
    label_lag: labelLag,
    embargo,
    as_of: asOf,
    group_by: group,
  }
}
