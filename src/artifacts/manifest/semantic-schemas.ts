/**
 * Unit tests, metrics and what belongs to them. Their insides are kept as they stand: nothing here reads them.
 * (dbt/artifacts/resources/v1: unit_test_definition, metric, semantic_model, saved_query)
 */
import { z } from 'zod'
import { json, jsonMap, jsonObject, type ObjectOf, text, textOrNull, texts } from '../read/shape.ts'
import {
  bareConfig,
  createdAt,
  declaredConfig,
  dependsOn,
  identityShape,
  nameLists,
  refs,
  version,
} from './part-schemas.ts'

const objects = z.array(jsonObject).default([])

export function unitTestSchema(object: ObjectOf) {
  const rows = z
    .union([text, z.array(jsonObject)])
    .nullable()
    .default(null)
  const fixture = { rows, format: z.enum(['dict', 'csv', 'sql']).default('dict'), fixture: textOrNull }
  return object({
    model: text,
    given: z.array(object({ input: text, ...fixture })),
    expect: object(fixture),
    ...identityShape('unit_test'),
    fqn: z.array(text),
    description: z.string().default(''),
    overrides: object({ macros: jsonMap, vars: jsonMap, env_vars: jsonMap }).nullable().default(null),
    depends_on: dependsOn(object),
    config: declaredConfig.prefault({}),
    checksum: textOrNull,
    schema: textOrNull,
    created_at: createdAt,
    versions: jsonObject.nullable().default(null),
    version: version.nullable().default(null),
  })
}

export function metricSchema(object: ObjectOf) {
  return object({
    ...identityShape('metric'),
    fqn: z.array(text),
    description: text,
    label: text,
    type: text,
    type_params: jsonObject,
    filter: jsonObject.nullable().default(null),
    metadata: json.default(null),
    time_granularity: textOrNull,
    config: bareConfig.prefault({}),
    unrendered_config: jsonMap,
    sources: nameLists,
    depends_on: dependsOn(object),
    refs: refs(object),
    metrics: nameLists,
    created_at: createdAt,
    group: textOrNull,
    meta: jsonMap,
    tags: texts,
  })
}

export function semanticModelSchema(object: ObjectOf) {
  return object({
    ...identityShape('semantic_model'),
    fqn: z.array(text),
    model: text,
    node_relation: jsonObject.nullable(),
    description: textOrNull,
    label: textOrNull,
    defaults: jsonObject.nullable().default(null),
    entities: objects,
    measures: objects,
    dimensions: objects,
    metadata: json.default(null),
    depends_on: dependsOn(object),
    refs: refs(object),
    created_at: createdAt,
    config: bareConfig.prefault({}),
    unrendered_config: jsonMap,
    primary_entity: textOrNull,
    group: textOrNull,
  })
}

export function savedQuerySchema(object: ObjectOf) {
  return object({
    ...identityShape('saved_query'),
    fqn: z.array(text),
    query_params: jsonObject,
    exports: z.array(jsonObject),
    description: textOrNull,
    label: textOrNull,
    metadata: json.default(null),
    config: bareConfig.prefault({}),
    unrendered_config: jsonMap,
    group: textOrNull,
    depends_on: dependsOn(object),
    created_at: createdAt,
    refs: refs(object),
    tags: texts,
  })
}
