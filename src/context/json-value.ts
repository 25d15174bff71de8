import type { Json } from '../base/json.ts'
import { print } from '../jinja/values/print.ts'
import { Dict, Float, HostObject, PySet, Tuple, Undefined, type Value } from '../jinja/values/value.ts'

export { toTemplateValue } from '../yaml/yaml-value.ts'

/** Plain data as a template sees it: objects become dicts, lists lists, whole numbers ints, other numbers floats. */
export function toValue(json: Json): Value {
  if (json === null || typeof json === 'boolean' || typeof json === 'string') return json
  if (typeof json === 'number') return Number.isSafeInteger(json) ? json : new Float(json)
  if (Array.isArray(json)) return json.map(toValue)
  const dict = new Dict()
  for (const [key, value] of Object.entries(json)) dict.set(key, toValue(value))
  return dict
}

/**
 * A template's value as plain data: tuples and sets become lists, keys text, floats numbers, objects of ours what they
 * print. Undefined becomes null, as dbt's config does with it.
 */
export function fromValue(value: Value): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string' || typeof value === 'number')
    return value
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof Float) return value.value
  if (Array.isArray(value)) return value.map(fromValue)
  if (value instanceof Tuple) return value.items.map(fromValue)
  if (value instanceof PySet) return Array.from(value, fromValue)
  if (value instanceof Undefined) return null
  if (value instanceof Dict) return Object.fromEntries(Array.from(value, ([k, v]) => [print(k), fromValue(v)]))
  if (value instanceof HostObject) return value.print()
  return null
}
