/** Semantic models, metrics and saved queries in dbt's words (dbt/artifacts/resources/v1). */
import type { JsonObject } from '../base/json.ts'
import { describeConfig } from './describe-config.ts'
import { describeRef } from './describe-ref.ts'
import type { Metric, SavedQuery, SemanticModel, SemanticResource } from './semantic.ts'

export function describeSemantic(resource: SemanticResource): JsonObject {
  switch (resource.kind) {
    case 'semantic_model':
      return describeSemanticModel(resource)
    case 'metric':
      return describeMetric(resource)
    case 'saved_query':
      return describeSavedQuery(resource)
  }
}

export function describeSemanticModel(model: SemanticModel): JsonObject {
  return {
    ...common(model),
    model: model.model,
    node_relation: model.nodeRelation,
    description: model.description,
    label: model.label,
    defaults: model.defaults,
    entities: model.entities,
    measures: model.measures,
    dimensions: model.dimensions,
    metadata: null,
    refs: model.refs.map(describeRef),
    primary_entity: model.primaryEntity,
  }
}

export function describeMetric(metric: Metric): JsonObject {
  return {
    ...common(metric),
    description: metric.description,
    label: metric.label,
    type: metric.type,
    type_params: metric.typeParams,
    filter: metric.filter,
    metadata: null,
    time_granularity: metric.timeGranularity,
    sources: [],
    refs: metric.refs.map(describeRef),
    metrics: [],
    meta: metric.meta,
    tags: metric.tags,
  }
}

export function describeSavedQuery(query: SavedQuery): JsonObject {
  return {
    ...common(query),
    query_params: query.queryParams,
    exports: query.exports,
    description: query.description,
    label: query.label,
    metadata: null,
    refs: [],
    tags: query.tags,
  }
}

/** What of a described semantic model, metric or saved query counts as a change of it; dbt's choice. */
export function semanticParts(described: JsonObject): JsonObject {
  const keys = COMPARED[String(described.resource_type)] ?? []
  return Object.fromEntries(keys.map((key) => [key, described[key] ?? null]))
}

const COMPARED: Readonly<Record<string, readonly string[]>> = {
  semantic_model: [
    ...['model', 'description', 'defaults', 'entities', 'dimensions', 'measures', 'primary_entity', 'group'],
  ],
  metric: ['type', 'type_params', 'filter', 'description', 'label'],
  saved_query: ['query_params', 'description', 'label', 'group', 'exports', 'tags'],
}

function common(resource: SemanticResource): JsonObject {
  const { dependsOn } = resource
  return {
    name: resource.name,
    resource_type: resource.kind,
    package_name: resource.package,
    path: resource.path,
    original_file_path: resource.originalPath,
    unique_id: resource.id,
    fqn: resource.fqn,
    depends_on: { macros: dependsOn.macros, nodes: dependsOn.nodes },
    created_at: resource.createdAt,
    config: describeConfig(resource.kind, resource.config),
    unrendered_config: resource.unrenderedConfig,
    group: resource.group,
  }
}
