/** What a manifest holds beside nodes: sources, exposures, macros, docs blocks, groups. */
import { z } from 'zod'
import { flagOrNull, json, jsonMap, type ObjectOf, text, textOrNull, texts } from '../read/shape.ts'
import {
  bareConfig,
  columns,
  createdAt,
  declaredConfig,
  dependsOn,
  docs,
  freshness,
  identityShape,
  nameLists,
  owner,
  refs,
} from './part-schemas.ts'

export function sourceSchema(object: ObjectOf) {
  return object({
    database: textOrNull,
    schema: text,
    ...identityShape('source'),
    fqn: z.array(text),
    source_name: text,
    source_description: text,
    loader: text,
    identifier: text,
    quoting: quoting(object),
    loaded_at_field: textOrNull,
    loaded_at_query: textOrNull,
    freshness: freshness(object).nullable().default(null),
    external: json.default(null),
    description: z.string().default(''),
    columns: columns(object),
    meta: jsonMap,
    source_meta: jsonMap,
    tags: texts,
    config: declaredConfig.prefault({}),
    patch_path: textOrNull,
    unrendered_config: jsonMap,
    relation_name: textOrNull,
    created_at: createdAt,
    unrendered_database: textOrNull,
    unrendered_schema: textOrNull,
    doc_blocks: texts,
  })
}

export function quoting(object: ObjectOf) {
  return object({ database: flagOrNull, schema: flagOrNull, identifier: flagOrNull, column: flagOrNull }).prefault({})
}

export function exposureSchema(object: ObjectOf) {
  return object({
    ...identityShape('exposure'),
    fqn: z.array(text),
    type: z.enum(['dashboard', 'notebook', 'analysis', 'ml', 'application']),
    owner,
    description: z.string().default(''),
    label: textOrNull,
    maturity: z.enum(['low', 'medium', 'high']).nullable().default(null),
    meta: jsonMap,
    tags: texts,
    config: declaredConfig.prefault({}),
    unrendered_config: jsonMap,
    url: textOrNull,
    depends_on: dependsOn(object),
    refs: refs(object),
    sources: nameLists,
    metrics: nameLists,
    created_at: createdAt,
  })
}

export function macroSchema(object: ObjectOf) {
  const argument = object({ name: text, type: textOrNull, description: z.string().default('') })
  return object({
    ...identityShape('macro'),
    macro_sql: text,
    depends_on: object({ macros: texts }).default({ macros: [] }),
    description: z.string().default(''),
    meta: jsonMap,
    docs: docs(object),
    config: z.looseObject({ meta: jsonMap, docs: docs(object) }).prefault({}),
    patch_path: textOrNull,
    arguments: z.array(argument).default([]),
    created_at: createdAt,
    supported_languages: z.array(text).nullable().default(null),
  })
}

export function docSchema(object: ObjectOf) {
  return object({ ...identityShape('doc'), block_contents: text })
}

export function groupSchema(object: ObjectOf) {
  return object({ ...identityShape('group'), owner, description: textOrNull, config: bareConfig.prefault({}) })
}
