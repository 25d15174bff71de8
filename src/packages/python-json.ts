/** JSON as Python's `json.dumps(value, sort_keys=True)` spells it: lock files hold a hash of it. */
import { Float } from '../jinja/values/value.ts'
import { isYamlMap, type YamlValue } from '../yaml/yaml-value.ts'

export function pythonJson(value: YamlValue): string {
  if (value instanceof Float) return Number.isInteger(value.value) ? `${value.value}.0` : String(value.value)
  if (typeof value === 'string') return inAscii(value)
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`
  if (!isYamlMap(value)) return String(value)
  const pairs = Object.keys(value)
    .sort()
    .map((key) => `${inAscii(key)}: ${pythonJson(value[key] as YamlValue)}`)
  return `{${pairs.join(', ')}}`
}

function inAscii(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
