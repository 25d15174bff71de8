import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'

/** How a later layer's value meets an earlier one's; what is not named here replaces it (dbt's merge behaviours). */
export const APPENDED: ReadonlySet<string> = new Set(['pre-hook', 'post-hook', 'tags', 'packages'])
export const UPDATED: ReadonlySet<string> = new Set([
  'quoting',
  'column_types',
  'meta',
  'docs',
  'contract',
  'snapshot_meta_column_names',
  'latest_version_pointer',
  'leakage',
])
export const APPENDED_BY_KEY: ReadonlySet<string> = new Set(['grants'])

/** dbt takes both spellings everywhere. */
const SPELLINGS: Readonly<Record<string, string>> = { pre_hook: 'pre-hook', post_hook: 'post-hook', dbname: 'database' }

/** `base` with `layer` over it. Neither is changed. */
export function mergeConfig(base: JsonObject, layer: JsonObject): JsonObject {
  const merged: Record<string, Json> = { ...base }
  for (const [written, value] of Object.entries(layer)) {
    const key = SPELLINGS[written] ?? written
    merged[key] = mergeValue(key, merged[key], value)
  }
  return merged
}

function mergeValue(key: string, before: Json | undefined, value: Json): Json {
  if (APPENDED.has(key)) return [...asList(before), ...asList(value)]
  if (UPDATED.has(key) && isJsonObject(value)) return isJsonObject(before) ? { ...before, ...value } : value
  if (APPENDED_BY_KEY.has(key) && isJsonObject(value)) return mergeByKey(isJsonObject(before) ? before : {}, value)
  return value
}

/** `+select: [x]` extends what was granted before, `select: [x]` replaces it. */
function mergeByKey(before: JsonObject, layer: JsonObject): JsonObject {
  const merged: Record<string, Json> = {}
  for (const [key, value] of Object.entries(before)) merged[key] = asList(value)
  for (const [written, value] of Object.entries(layer)) {
    const key = written.startsWith('+') ? written.slice(1) : written
    merged[key] = written.startsWith('+') ? [...asList(merged[key]), ...asList(value)] : asList(value)
  }
  return merged
}

export function asList(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}
