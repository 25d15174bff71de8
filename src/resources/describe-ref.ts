import type { Json, JsonObject } from '../base/json.ts'
import type { Ref } from './ref.ts'

export function describeRef(ref: Ref): JsonObject {
  return { name: ref.name, package: ref.package, version: describeVersion(ref.version) }
}

/** A version that reads like a number is one, however it was written. */
function describeVersion(version: Ref['version']): Json {
  return typeof version === 'string' && /^-?\d+(?:\.\d+)?$/.test(version) ? Number(version) : version
}
