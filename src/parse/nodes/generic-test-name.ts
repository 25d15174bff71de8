import { md5 } from '../../base/digest.ts'
import { print, repr } from '../../jinja/values/print.ts'
import { Dict, type Value } from '../../jinja/values/value.ts'
import { isYamlMap, toTemplateValue, type YamlMap, type YamlValue } from '../../yaml/yaml-value.ts'

/**
 * The name dbt gives a generic test that has none: test, tested resource, then its arguments in the order of their
 * names. `short` fits into a table name and is what failures are stored under.
 */
export function genericTestName(
  test: string,
  target: string,
  kwargs: YamlMap,
): { readonly full: string; readonly short: string } {
  const flat: string[] = []
  for (const argument of Object.keys(kwargs).sort(byCodePoint)) {
    if (argument === 'model') continue
    for (const part of parts(kwargs[argument] ?? null)) flat.push(print(toTemplateValue(part)))
  }
  const unique = flat.map((part) => part.replace(/[^0-9a-zA-Z_]+/g, '_')).join('__')
  const full = `${test}_${target}_${unique}`
  return { full, short: full.length >= 64 ? `${`${test}_${target}`.slice(0, 30)}_${md5(full)}` : full }
}

/** The ten digits that tell tests of one name apart: a hash of Python's own spelling of what the test was given. */
export function genericTestHash(
  name: string,
  metadata: { readonly namespace: string | null; readonly name: string; readonly kwargs: YamlMap },
): string {
  const hashable = Dict.of({
    kwargs: hashableValue(metadata.kwargs),
    name: metadata.name,
    namespace: metadata.namespace ?? 'None',
  })
  return md5(name + repr(hashable)).slice(-10)
}

/** Mappings by sorted keys, lists, and everything else as text (dbt's `get_hashable_md`). */
function hashableValue(value: YamlValue): Value {
  if (Array.isArray(value)) return value.map(hashableValue)
  if (isYamlMap(value)) {
    const dict = new Dict()
    for (const key of Object.keys(value).sort(byCodePoint)) dict.set(key, hashableValue(value[key] ?? null))
    return dict
  }
  return print(toTemplateValue(value))
}

function parts(value: YamlValue): readonly YamlValue[] {
  if (Array.isArray(value)) return value
  return isYamlMap(value) ? Object.values(value) : [value]
}

function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
