import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'
import { asList } from './merge-config.ts'

/** Mappings are merged, lists put before those of `base`, all else replaces (dbt's `deep_merge`). */
export function deepMerge(base: JsonObject, over: JsonObject): JsonObject {
  const merged: Record<string, Json> = { ...base }
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key]
    if (isJsonObject(value)) merged[key] = deepMerge(isJsonObject(before) ? before : {}, value)
    else if (Array.isArray(value)) merged[key] = [...value, ...asList(before)]
    else merged[key] = value
  }
  return merged
}
