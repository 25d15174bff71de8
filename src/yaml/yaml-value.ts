import type { Json } from '../base/json.ts'
import { Dict, Float, type Value } from '../jinja/values/value.ts'

/**
 * What a YAML file can hold, in the types dbt (PyYAML) sees: whole numbers are ints (bigint past 2^53), a number with a
 * fraction is a float, and a float that happens to be whole is a `Float`, because `1.0` prints `1.0` and divides as one.
 * Dates and times are text in ISO form. Keys are text: `yes:` is the key `true`, as in JSON.
 */
export type YamlValue = null | boolean | number | bigint | string | Float | readonly YamlValue[] | YamlMap

export interface YamlMap {
  readonly [key: string]: YamlValue
}

/** Keys and indexes from the root of a file on. */
export type YamlPath = readonly (string | number)[]

/** True for a mapping (not a list, not a boxed float). */
export function isYamlMap(value: YamlValue | undefined): value is YamlMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Float)
}

/** The same as plain data: floats lose their mark, ints past 2^53 become text so that no digit is lost. */
export function toJson(value: YamlValue): Json {
  if (typeof value === 'bigint') return String(value)
  if (value instanceof Float) return Number.isFinite(value.value) ? value.value : infinite(value.value)
  if (Array.isArray(value)) return value.map(toJson)
  if (!isYamlMap(value)) return value as Json
  const object: Record<string, Json> = {}
  for (const key of Object.keys(value)) setOwn(object, key, toJson(value[key] as YamlValue))
  return object
}

/** The same as templates see it. */
export function toTemplateValue(value: YamlValue): Value {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : new Float(value)
  if (Array.isArray(value)) return value.map(toTemplateValue)
  if (!isYamlMap(value)) return value as Value
  const dict = new Dict()
  for (const key of Object.keys(value)) dict.set(key, toTemplateValue(value[key] as YamlValue))
  return dict
}

/** Sets an own property whatever its name: a plain assignment to `__proto__` would change the object's nature. */
export function setOwn<V>(object: Record<string, V>, key: string, value: V): void {
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true })
  else object[key] = value
}

/** The value under `key` if the mapping itself has it: never what objects inherit. */
export function own(map: YamlMap, key: string): YamlValue | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined
}

function infinite(value: number): string {
  return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf'
}
