/**
 * `semantic_manifest.json`: semantic models, metrics and saved queries for MetricFlow, which reads them without the rest
 * of the project. Fields and their order are those of metricflow_semantic_interfaces' implementations.
 */
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts'
import type { Manifest } from '../resources/manifest.ts'
import type { Model } from '../resources/node.ts'
import { writeRelation } from '../resources/relation.ts'
import type { Metric, SavedQuery, SemanticModel } from '../resources/semantic.ts'

export function toSemanticManifestJson(manifest: Manifest): JsonObject {
  const { semanticModels, metrics, savedQueries } = manifest
  const models = [...manifest.nodes.values()].filter((node): node is Model => node.kind === 'model')
  return {
    semantic_models: [...semanticModels.values()].map(describeModel),
    metrics: [...metrics.values()].map(describeMetric),
    project_configuration: {
      time_spine_table_configurations: semanticModels.size === 0 ? [] : models.flatMap(describeLegacySpine),
      metadata: null,
      dsi_package_version: { major_version: '0', minor_version: '213', patch_version: '0' },
      time_spines: models.flatMap(describeSpine),
    },
    saved_queries: [...savedQueries.values()].map(describeQuery),
  }
}

function describeModel(model: SemanticModel): JsonObject {
  return {
    name: model.name,
    defaults: model.defaults,
    description: model.description,
    node_relation: model.nodeRelation,
    primary_entity: model.primaryEntity,
    entities: model.entities.map((entity) => ({ ...entity, metadata: null })),
    measures: model.measures.map((measure) => ({ ...measure, metadata: null })),
    dimensions: model.dimensions,
    label: model.label,
    metadata: null,
    config: { meta: model.config.meta },
  }
}

function describeMetric(metric: Metric): JsonObject {
  return {
    name: metric.name,
    description: metric.description,
    type: metric.type,
    datatype: null,
    type_params: metric.typeParams,
    filter: metric.filter,
    metadata: null,
    label: metric.label,
    config: { meta: metric.config.meta },
    time_granularity: metric.timeGranularity,
  }
}

function describeQuery({ name, queryParams, description, label, exports, tags }: SavedQuery): JsonObject {
  return {
    name,
    query_params: queryParams,
    description,
    metadata: null,
    label,
    exports: exports.map(describeExport),
    tags,
  }
}

function describeExport({ name = null, config = null }: JsonObject): JsonObject {
  const { export_as = null, schema_name = null, alias = null } = isJsonObject(config) ? config : {}
  return { name, config: { export_as, schema_name, alias } }
}

function describeSpine(model: Model): readonly JsonObject[] {
  const { timeSpine, columns, relation } = model
  if (timeSpine === null) return []
  const { standard_granularity_column: column = null, custom_granularities: custom = [] } = timeSpine
  return [
    {
      node_relation: {
        alias: model.alias,
        schema_name: model.schema,
        database: model.database,
        relation_name: relation === null ? '' : writeRelation(relation),
      },
      primary_column: {
        name: column,
        time_granularity: columns.get(String(column))?.extra.granularity ?? null,
      },
      custom_granularities: (Array.isArray(custom) ? custom : []).map(describeGranularity),
    },
  ]
}

function describeGranularity(custom: Json): JsonObject {
  const { name = null, column_name = null } = isJsonObject(custom) ? custom : {}
  return { name, column_name }
}

/** The time spine from before there were properties for it: a model of this name. */
function describeLegacySpine({ name, relation, timeSpine }: Model): readonly JsonObject[] {
  if (name !== 'metricflow_time_spine' || timeSpine !== null || relation === null) return []
  return [{ location: writeRelation(relation), column_name: 'date_day', grain: 'day' }]
}
