/** What several kinds of resources in a manifest have in common (dbt/artifacts/resources/v1/components.py). */
import { z } from 'zod'
import { flagOrNull, json, jsonMap, mapOf, type ObjectOf, text, textOrNull, texts } from '../read/shape.ts'

export const version = z.union([z.string(), z.number()])

export function identityShape<K extends string>(kind: K) {
  return {
    name: text,
    resource_type: z.literal(kind),
    package_name: text,
    path: text,
    original_file_path: text,
    unique_id: text,
  }
}

export function dependsOn(object: ObjectOf) {
  return object({ macros: texts, nodes: texts }).default({ macros: [], nodes: [] })
}

export function refs(object: ObjectOf) {
  const ref = object({ name: text, package: textOrNull, version: version.nullable().default(null) })
  return z.array(ref).default([])
}

/** Lists of names: `[source, table]`, `[metric]`, `[package, function]`. */
export const nameLists = z.array(z.array(text)).default([])

export function docs(object: ObjectOf) {
  return object({ show: z.boolean().default(true), node_color: textOrNull }).default({ show: true, node_color: null })
}

export function columns(object: ObjectOf) {
  // Columns keep whatever their author wrote beside dbt's keys, in the published schema too.
  const column = z.looseObject({
    name: text,
    description: z.string().default(''),
    meta: jsonMap,
    data_type: textOrNull,
    constraints: z.array(object(constraintShape)).default([]),
    quote: flagOrNull,
    config: z.looseObject({ meta: jsonMap, tags: texts }).default({ meta: {}, tags: [] }),
    tags: texts,
    granularity: textOrNull,
    dimension: json.default(null),
    entity: json.default(null),
    doc_blocks: texts,
  })
  return mapOf(column).default({})
}

const constraintShape = {
  type: z.enum(['check', 'not_null', 'unique', 'primary_key', 'foreign_key', 'custom']),
  name: textOrNull,
  expression: textOrNull,
  warn_unenforced: z.boolean().default(true),
  warn_unsupported: z.boolean().default(true),
  to: textOrNull,
  to_columns: texts,
}

/** Constraints of a whole model. */
export function constraints(object: ObjectOf) {
  return z.array(object({ ...constraintShape, columns: texts })).default([])
}

export function contract(object: ObjectOf) {
  const shape = { enforced: z.boolean().default(false), alias_types: z.boolean().default(true), checksum: textOrNull }
  return object(shape).default({ enforced: false, alias_types: true, checksum: null })
}

export function freshness(object: ObjectOf) {
  const age = object({
    count: z.number().int().nullable().default(null),
    period: z.enum(['minute', 'hour', 'day']).nullable().default(null),
  })
  const none = { count: null, period: null }
  return object({
    warn_after: age.nullable().default(none),
    error_after: age.nullable().default(none),
    filter: textOrNull,
  })
}

/** Owners keep whatever else was said of them. */
export const owner = z.looseObject({
  email: z
    .union([text, z.array(text)])
    .nullable()
    .default(null),
  name: textOrNull,
})

/** Configs take any key: what dbt knows of every node, and the rest as it stands. */
export const nodeConfig = z.looseObject({
  enabled: z.boolean().default(true),
  alias: textOrNull,
  schema: textOrNull,
  database: textOrNull,
  tags: z.union([text.transform((tag) => [tag]), z.array(text)]).default([]),
  meta: jsonMap,
  group: textOrNull,
  materialized: z.string().default('view'),
})

export const declaredConfig = z.looseObject({ enabled: z.boolean().default(true), meta: jsonMap, tags: texts })

export const bareConfig = z.looseObject({ meta: jsonMap })

export const createdAt = z.number().default(0)
