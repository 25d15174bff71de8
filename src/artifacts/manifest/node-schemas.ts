/** The nodes of a manifest, told apart by `resource_type`. */
import { z } from 'zod'
import { json, jsonMap, jsonObject, type ObjectOf, text, textOrNull, texts } from '../read/shape.ts'
import {
  columns,
  constraints,
  contract,
  createdAt,
  dependsOn,
  docs,
  identityShape,
  nameLists,
  nodeConfig,
  refs,
  version,
} from './part-schemas.ts'

export function nodeSchema(object: ObjectOf) {
  return z.discriminatedUnion('resource_type', [
    object(modelShape(object)),
    object(seedShape(object)),
    object(codeShape('snapshot', object)),
    object(testShape(object)),
    object(codeShape('analysis', object)),
    object({ ...codeShape('operation', object), index: z.number().int().nullable().default(null) }),
    object(codeShape('sql_operation', object)),
    object(codeShape('rpc', object)),
    object(functionShape(object)),
  ])
}

function nodeShape<K extends string>(kind: K, object: ObjectOf) {
  return {
    database: textOrNull,
    schema: text,
    ...identityShape(kind),
    fqn: z.array(text),
    alias: text,
    checksum: object({ name: text, checksum: text }),
    config: nodeConfig.prefault({}),
    tags: texts,
    description: z.string().default(''),
    columns: columns(object),
    meta: jsonMap,
    group: textOrNull,
    docs: docs(object),
    patch_path: textOrNull,
    build_path: textOrNull,
    unrendered_config: jsonMap,
    created_at: createdAt,
    config_call_dict: jsonObject.optional(),
    unrendered_config_call_dict: jsonObject.optional(),
    relation_name: textOrNull,
    raw_code: z.string().default(''),
    doc_blocks: texts,
  }
}

function codeShape<K extends string>(kind: K, object: ObjectOf) {
  return {
    ...nodeShape(kind, object),
    language: z.string().default('sql'),
    refs: refs(object),
    sources: nameLists,
    metrics: nameLists,
    functions: nameLists,
    depends_on: dependsOn(object),
    compiled_path: textOrNull,
    compiled: z.boolean().default(false),
    compiled_code: textOrNull,
    extra_ctes_injected: z.boolean().default(false),
    extra_ctes: z.array(object({ id: text, sql: text })).default([]),
    contract: contract(object),
    defer_relation: json.optional(),
  }
}

function modelShape(object: ObjectOf) {
  return {
    ...codeShape('model', object),
    access: z.enum(['private', 'protected', 'public']).default('protected'),
    constraints: constraints(object),
    version: version.nullable().default(null),
    latest_version: version.nullable().default(null),
    deprecation_date: textOrNull,
    primary_key: texts,
    time_spine: jsonObject.nullable().default(null),
  }
}

function seedShape(object: ObjectOf) {
  return {
    ...nodeShape('seed', object),
    root_path: textOrNull,
    depends_on: object({ macros: texts }).default({ macros: [] }),
    defer_relation: json.optional(),
  }
}

/** Singular tests have none of what follows their code; the keys are absent, not null. */
function testShape(object: ObjectOf) {
  return {
    ...codeShape('test', object),
    column_name: text.nullish(),
    file_key_name: text.nullish(),
    attached_node: text.nullish(),
    test_metadata: object({ name: text, kwargs: jsonMap, namespace: textOrNull }).optional(),
  }
}

export function functionShape(object: ObjectOf) {
  return {
    returns: object({ data_type: text, description: textOrNull }),
    ...codeShape('function', object),
    arguments: z
      .array(object({ name: text, data_type: text, description: textOrNull, default_value: json.default(null) }))
      .default([]),
    overloads: z.array(jsonObject).default([]),
    defer_function: json.optional(),
  }
}
