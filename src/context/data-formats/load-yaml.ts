import { Dict, type Value } from '../../jinja/values/value.ts'
import { readPlain } from '../../yaml/plain-scalar.ts'
import { readYaml, type YamlDocument } from '../../yaml/yaml-document.ts'
import { isYamlMap, toTemplateValue, type YamlValue } from '../../yaml/yaml-value.ts'
import { parseIsoDate, parseIsoDateTime } from '../modules/datetime/parse-iso.ts'

/**
 * PyYAML's `safe_load`. Our reader gives dates as text and keys as text, which is what a project's files are read for;
 * templates see Python's types, so what was written plain is looked at again.
 */
export function loadYaml(text: string): Value {
  const document = readYaml(text, 'fromyaml')
  return typed(document, document.value, firstScalar(text))
}

function typed(document: YamlDocument, value: YamlValue, at: number): Value {
  if (typeof value === 'string') return isPlain(document.text, at) ? dateOr(value) : value
  if (Array.isArray(value)) {
    const places = document.places.get(value)
    return value.map((item, index) => typed(document, item, Number(places?.[index] ?? -1)))
  }
  if (!isYamlMap(value)) return toTemplateValue(value)
  const places = document.places.get(value) ?? []
  const written = new Map<string, readonly [key: number, value: number]>()
  for (let i = 0; i < places.length; i += 3)
    written.set(String(places[i]), [Number(places[i + 1]), Number(places[i + 2])])
  const dict = new Dict()
  // In the order of the text: JavaScript would put keys that are numbers first.
  for (const [key, [keyAt, valueAt]] of written)
    dict.set(typedKey(document.text, key, keyAt), typed(document, value[key] as YamlValue, valueAt))
  return dict
}

function typedKey(text: string, key: string, at: number): Value {
  if (!isPlain(text, at)) return key
  const value = toTemplateValue(readPlain(key))
  return typeof value === 'string' ? dateOr(value) : value
}

/** False where a quoted or block scalar or an alias stands, or a tag before it. */
function isPlain(text: string, at: number): boolean {
  if (at < 0 || /(?:^|\s)!\S*[ \t]+$/.test(text.slice(Math.max(0, at - LONGEST_TAG), at))) return false
  return !/^["'|>*!]/.test(text.slice(at).replace(/^&\S+\s+/, ''))
}

const LONGEST_TAG = 100

/** Where the root's scalar begins, if the root is one. */
function firstScalar(text: string): number {
  return text.length - text.replace(/^(?:\s+|#.*\n|---(?=\s))*/, '').length
}

/** The date or time that a plain scalar in ISO form is. */
function dateOr(text: string): Value {
  if (!/^\d{4}-/.test(text)) return text
  const date = parseIsoDate(text)
  return date === undefined ? (parseIsoDateTime(text) ?? text) : date
}
