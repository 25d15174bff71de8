import { isJsonObject, type Json, type JsonObject } from '../base/json.ts'

/** What templates see as `model`: the node in dbt's words, without what was never said (`to_dict(omit_none=True)`). */
export function modelVariable(node: JsonObject): JsonObject {
  const said = Object.entries(withoutNulls(node)).map(([key, value]): [string, Json] => {
    if (key === 'columns' && isJsonObject(value))
      return [key, Object.fromEntries(Object.entries(value).map(([name, column]) => [name, eachWithoutNulls(column)]))]
    return [key, OBJECTS.has(key) ? eachWithoutNulls(value) : value]
  })
  return Object.fromEntries(said)
}

/** Fields that are objects in dbt, or lists of them; all others are the user's own values, which stay as they are. */
const OBJECTS: ReadonlySet<string> = new Set([
  'config',
  'refs',
  'constraints',
  'time_spine',
  'freshness',
  'defer_relation',
])

function eachWithoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(eachWithoutNulls)
  return isJsonObject(value) ? withoutNulls(value) : value
}

function withoutNulls(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null))
}
