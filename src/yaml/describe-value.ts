import { Float } from '../jinja/values/value.ts'
import { isYamlMap, type YamlValue } from '../yaml/yaml-value.ts'

/** What is there, in words that show short values: `the text 'models'`, `a list`. */
export function describeValue(value: YamlValue | undefined): string {
  if (value === undefined || value === null) return 'nothing'
  if (typeof value === 'string') return `the text '${value.length > 40 ? `${value.slice(0, 40)}…` : value}'`
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number' || typeof value === 'bigint') return `the number ${value}`
  if (value instanceof Float) return `the number ${value.value}.0`
  return isYamlMap(value) ? 'a mapping' : 'a list'
}
