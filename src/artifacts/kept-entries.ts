import { isJsonObject, type Json, type JsonObject } from '../base/json.ts'

/**
 * The entries that an artifact of our own had under `key`, those of `latest` in their place: a command that asks about
 * some things leaves what was found out about others. What cannot be read of `earlier`, or is of another version, is forgotten.
 */
export function keptEntries(
  earlier: string | null,
  { version, key }: { readonly version: string; readonly key: string },
  latest: Readonly<Record<string, JsonObject>>,
  isKnown: (id: string) => boolean,
): Readonly<Record<string, JsonObject>> {
  const before = parsed(earlier)
  const isOurs =
    isJsonObject(before) && isJsonObject(before.metadata) && before.metadata.assay_schema_version === version
  const entries = isOurs && isJsonObject(before[key]) ? before[key] : {}
  const all = Object.entries({ ...entries, ...latest })
  return Object.fromEntries(all.filter((one): one is [string, JsonObject] => isKnown(one[0]) && isJsonObject(one[1])))
}

export function parsed(text: string | null): Json {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}
