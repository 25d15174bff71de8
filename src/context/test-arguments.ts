import type { Environment } from '../jinja/environment.ts'
import { renderNative } from '../jinja/rendering.ts'
import { parseTemplate } from '../jinja/template.ts'
import { Dict, type Value } from '../jinja/values/value.ts'
import { isYamlMap, toTemplateValue, type YamlMap, type YamlValue } from '../yaml/yaml-value.ts'

const LOOKS_LIKE_CALL = /^\s*(env_var|ref|var|source|doc)\s*\(.+\)\s*$/s

/**
 * What a test macro is given, rendered: text that is a template, or reads like a call of `ref` and the like, becomes
 * the value it stands for; column names stay text (dbt's `add_rendered_test_kwargs`).
 */
export async function renderTestArguments(kwargs: YamlMap, file: string, environment: Environment): Promise<Value> {
  const render = async (value: YamlValue): Promise<Value> => {
    if (typeof value === 'string') {
      const text = LOOKS_LIKE_CALL.test(value) ? `{{ ${value} }}` : value
      return text.includes('{') ? renderNative(parseTemplate(text, file), environment) : text
    }
    if (Array.isArray(value)) return Promise.all(value.map(render))
    if (!isYamlMap(value)) return toTemplateValue(value)
    const dict = new Dict()
    for (const [key, item] of Object.entries(value)) dict.set(key, await render(item))
    return dict
  }
  const rendered = new Dict()
  for (const [key, value] of Object.entries(kwargs))
    rendered.set(key, key === 'column_name' && typeof value === 'string' ? value : await render(value))
  return rendered
}

/** True when an argument beside `model` is a template, or reads like a call. */
export function needsRendering(kwargs: YamlMap): boolean {
  const dynamic = (value: YamlValue): boolean => {
    if (typeof value === 'string') return value.includes('{{') || value.includes('{%') || LOOKS_LIKE_CALL.test(value)
    if (Array.isArray(value)) return value.some(dynamic)
    return isYamlMap(value) && Object.values(value).some(dynamic)
  }
  return Object.entries(kwargs).some(([key, value]) => key !== 'model' && dynamic(value))
}
