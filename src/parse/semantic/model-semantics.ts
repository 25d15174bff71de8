/** A semantic model and metrics in the newer form: they stand under the model, dimensions and entities on its columns. */
import type { JsonObject } from '../../base/json.ts'
import type { Model } from '../../resources/node.ts'
import { isYamlMap, own, toJson } from '../../yaml/yaml-value.ts'
import type { Draft } from '../nodes/node-parts.ts'
import type { Parsing } from '../parsing.ts'
import { checkEntry } from '../properties/check.ts'
import type { PropertyEntry } from '../properties/property-entry.ts'
import { flatMetric } from './metric.ts'
import { type ModelSemantics, modelSemanticsSchema } from './schemas.ts'
import { type DraftedModel, elementConfig } from './semantic-model.ts'
import { type MetricDraft, semanticParts } from './semantic-parts.ts'

type Column = ModelSemantics['columns'][number]

/** Null where the entry has no semantic model, or after reporting what is wrong with it. */
export function readModelSemantics(entry: PropertyEntry, model: Draft<Model>, parsing: Parsing): DraftedModel | null {
  const written = own(entry.rendered, 'semantic_model') ?? false
  if (written === false || (isYamlMap(written) && own(written, 'enabled') === false)) return null
  const what = `model '${model.name}'`
  const given = checkEntry(modelSemanticsSchema, toJson(entry.rendered), what, entry.locate, parsing.report)
  if (given === null) return null
  const settings = typeof given.semantic_model === 'boolean' ? null : given.semantic_model
  const name = settings?.name ?? model.name
  const config: JsonObject =
    settings === null
      ? {}
      : {
          ...(settings.config === null ? {} : { meta: settings.config.meta }),
          enabled: settings.enabled,
          ...(settings.group === null ? {} : { group: settings.group }),
        }
  const at = entry.locate(['semantic_model'])
  const parts = semanticParts('semantic_model', name, config, entry, at, parsing)
  if (parts === null) return null
  const { meta } = parts.config
  const home = { semanticModel: name, aggTimeDimension: given.agg_time_dimension }
  const metrics = given.metrics.flatMap((metric, index): readonly MetricDraft[] => {
    const place = entry.locate(['metrics', index, 'name'])
    const draft = flatMetric(metric, metric.type === 'simple' ? home : null, entry, place, parsing)
    return draft === null ? [] : [draft]
  })
  return {
    metrics,
    model: {
      ...parts,
      model: `ref('${model.name}')`,
      description: model.description,
      label: null,
      defaults: { agg_time_dimension: given.agg_time_dimension },
      entities: [
        ...given.columns.flatMap((column) => entityOf(column, meta)),
        ...(given.derived_semantics?.entities ?? []).map((entity) => ({
          ...entity,
          role: null,
          config: elementConfig(meta, entity.config),
        })),
      ],
      measures: [],
      dimensions: [
        ...given.columns.flatMap((column) => dimensionOf(column, meta)),
        ...(given.derived_semantics?.dimensions ?? []).map(({ granularity, validity_params, ...dimension }) => ({
          ...NO_DIMENSION,
          ...dimension,
          type_params: granularity === null ? null : { time_granularity: granularity, validity_params },
          config: elementConfig(meta, dimension.config),
        })),
      ],
      primaryEntity: given.primary_entity,
      tags: [],
      refs: [{ name: model.name, package: null, version: null, place: at }],
    },
  }
}

const NO_DIMENSION = {
  label: null,
  is_partition: false,
  type_params: null,
  expr: null,
  metadata: null,
  datatype: null,
}

function entityOf({ name, description, entity, config }: Column, meta: JsonObject): readonly JsonObject[] {
  if (entity === null) return []
  if (typeof entity === 'string')
    return [
      { name, type: entity, description, label: null, role: null, expr: null, config: elementConfig(meta, config) },
    ]
  const called = entity.name ?? name
  const own = entity.config !== null && 'meta' in entity.config ? entity.config : config
  return [
    {
      name: called,
      type: entity.type,
      description: entity.description ?? description,
      label: entity.label,
      role: null,
      // Where the names differ, the column's is the expression.
      expr: called === name ? null : name,
      config: elementConfig(meta, own),
    },
  ]
}

function dimensionOf(
  { name, description, dimension, granularity, config }: Column,
  meta: JsonObject,
): readonly JsonObject[] {
  if (dimension === null) return []
  if (typeof dimension === 'string')
    return [{ ...NO_DIMENSION, name, type: dimension, description, config: elementConfig(meta, config) }]
  const called = dimension.name ?? name
  return [
    {
      ...NO_DIMENSION,
      name: called,
      type: dimension.type,
      description: dimension.description ?? description,
      label: dimension.label,
      is_partition: dimension.is_partition,
      type_params:
        granularity === null ? null : { time_granularity: granularity, validity_params: dimension.validity_params },
      expr: called === name ? null : name,
      config: elementConfig({ ...meta, ...(config.meta as JsonObject | undefined) }, dimension.config),
    },
  ]
}
