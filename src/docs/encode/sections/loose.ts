/** Values of artifacts that may be newer than this program, or half missing: what is not as expected is nothing. */
import { isJsonObject, type Json, type JsonObject } from '../../../base/json.ts'

export function objects(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : []
}

export function object(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {}
}

export function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

export function texts(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

/** What an object has under a key of its own: ids come from files. */
export function entryOf(value: Json | undefined, id: string): JsonObject {
  return isJsonObject(value) && Object.hasOwn(value, id) ? object(value[id]) : {}
}
