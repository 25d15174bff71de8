/** The parts that the schemas of all artifacts are made of. */
import { z } from 'zod'
import type { Json, JsonObject } from '../../base/json.ts'
import { type ArtifactName, schemaUrl } from '../schema-version.ts'

/**
 * Makes the schema of an object. Each format is written once, as a function of this: it keeps keys it does not know, or
 * refuses them.
 */
export type ObjectOf = typeof z.looseObject

export const KEEPING: ObjectOf = z.looseObject
/** The type says "loose" for both: only what is refused differs, not what comes out. */
export const REFUSING = z.strictObject as unknown as ObjectOf

export const json: z.ZodType<Json> = z.json()
export const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), json)
export const jsonMap = jsonObject.default({})
export const text = z.string()
export const textOrNull = z.string().nullable().default(null)
export const texts = z.array(z.string()).default([])
export const flagOrNull = z.boolean().nullable().default(null)

/** By the names of things. */
export function mapOf<T extends z.ZodType>(value: T) {
  return z.record(z.string(), value)
}

/** What all artifacts say of themselves. */
export function metadataShape(artifact: ArtifactName) {
  return {
    dbt_schema_version: z.literal(schemaUrl(artifact)),
    dbt_version: z.string().default(''),
    generated_at: z.string().default(''),
    invocation_id: textOrNull,
    invocation_started_at: textOrNull,
    env: z.record(z.string(), z.string()).default({}),
  }
}
