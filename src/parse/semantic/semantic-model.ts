import type { JsonObject } from '../../base/json.ts'
import { refFunction } from '../../context/ref.ts'
import { Scope } from '../../context/scope.ts'
import { renderTemplate } from '../../jinja/rendering.ts'
import { parseTemplate } from '../../jinja/template.ts'
import type { Ref } from '../../resources/ref.ts'
import { toJson } from '../../yaml/yaml-value.ts'
import type { Parsing } from '../parsing.ts'
import { checkEntry } from '../properties/check.ts'
import type { PropertyEntry } from '../properties/property-entry.ts'
import { nestedMetric } from './metric.ts'
import { nestedMetricSchema, type SemanticModelProperties, semanticModelSchema } from './schemas.ts'
import { type MetricDraft, type SemanticModelDraft, semanticParts } from './semantic-parts.ts'

export interface DraftedModel {
  readonly model: SemanticModelDraft
  readonly metrics: readonly MetricDraft[]
}

/** One entry of `semantic_models:`, and the metrics its measures make. Null after reporting what is wrong. */
export async function readSemanticModel(entry: PropertyEntry, parsing: Parsing): Promise<DraftedModel | null> {
  const name = String(entry.rendered.name)
  const what = `semantic model '${name}'`
  const given = checkEntry(semanticModelSchema, toJson(entry.rendered), what, entry.locate, parsing.report)
  if (given === null) return null
  const parts = semanticParts('semantic_model', name, given.config, entry, entry.locate(['name']), parsing)
  if (parts === null) return null
  const { meta, enabled } = parts.config
  const model: SemanticModelDraft = {
    ...parts,
    model: given.model,
    description: given.description,
    label: given.label,
    defaults: given.defaults,
    entities: given.entities.map((entity) => ({ ...entity, config: elementConfig(meta, entity.config) })),
    measures: given.measures.map(({ create_metric: _created, ...measure }) => ({
      ...measure,
      create_metric: false,
      config: elementConfig(meta, measure.config),
    })),
    dimensions: given.dimensions.map((dimension) => ({
      ...dimension,
      metadata: null,
      datatype: null,
      config: elementConfig(meta, dimension.config),
    })),
    primaryEntity: given.primary_entity,
    tags: [],
    refs: await refsOf(given.model, entry, parsing),
  }
  const metrics = given.measures.flatMap((measure, index) => {
    if (!measure.create_metric) return []
    const at = ['measures', index, 'name']
    const metric = checkEntry(
      nestedMetricSchema,
      metricOf(measure, { enabled, meta }),
      what,
      () => entry.locate(at),
      parsing.report,
    )
    return metric === null ? [] : (nestedMetric(metric, entry, entry.locate(at), parsing) ?? [])
  })
  return { model, metrics }
}

/** What a dimension, an entity or a measure is configured as: the meta of its model with its own over it. */
export function elementConfig(meta: JsonObject, own: JsonObject): JsonObject {
  return { meta: { ...meta, ...(own.meta as JsonObject | undefined) } }
}

/** The metric that `create_metric: true` stands for. */
function metricOf(measure: SemanticModelProperties['measures'][number], config: JsonObject): JsonObject {
  return {
    name: measure.name,
    label: measure.label ?? measure.name,
    description: measure.description ?? `Metric created from measure ${measure.name}`,
    type: 'simple',
    type_params: { measure: measure.name, expr: measure.expr ?? measure.name },
    config,
  }
}

async function refsOf(model: string, entry: PropertyEntry, parsing: Parsing): Promise<readonly Ref[]> {
  const refs: Ref[] = []
  const place = entry.locate(['model'])
  const scope = new Scope({
    library: parsing.library,
    packageName: entry.package,
    chance: parsing.invocation.chance,
    names: [{ ref: () => refFunction((ref) => `${refs.push({ ...ref, place })}`) }],
  })
  await renderTemplate(parseTemplate(`{{ ${model} }}`, entry.file), scope)
  return refs
}
