/** Where a config was written that ended up in a resource's own: the layers are many, the mistake is in one. */
import type { JsonObject } from '../../base/json.ts'
import type { Location } from '../../base/position.ts'
import type { Template } from '../../jinja/template.ts'
import type { ConfigSection, ProjectSettings } from '../../project/project.ts'
import { placeOf } from '../../yaml/yaml-document.ts'
import { isYamlMap, own, type YamlPath } from '../../yaml/yaml-value.ts'
import type { ValuePath, Written } from '../properties/check.ts'
import type { PropertyEntry } from '../properties/property-entry.ts'
import { folderConfigs } from './folder-config.ts'
import { APPENDED, asList } from './merge-config.ts'
import { keyOfCall } from './near-keys.ts'
import type { ConfigSources } from './resolve-config.ts'

export interface ConfigPlaces {
  /** `the config of model 'orders'` */
  readonly what: string
  readonly section: ConfigSection
  readonly layers: ConfigSources
  readonly entry: PropertyEntry | null
  readonly template: Template | null
  /** What is pointed to when nobody wrote it. */
  readonly at: Location
}

/** The layer that wins is asked first. What a project file says is told of that file: it holds for more than this one. */
export function configPlace({
  what,
  section,
  layers,
  entry,
  template,
  at,
}: ConfigPlaces): (path: ValuePath) => Written {
  const { own: own_, root, calls, fqn } = layers
  return (path) => {
    const key = String(path[0] ?? '')
    const keys = spellings(key)
    const written = (location: Location | null): Written | null => (location === null ? null : { what, at: location })
    const layer = APPENDED.has(key) && typeof path[1] === 'number' ? layerOf(key, path[1], section, layers) : null
    const inOwn = () => inProject(own_, section, fqn, keys)
    const inProperties = () => written(entry === null ? null : inEntry(entry, path, keys))
    const inCode = () => written(inCalls(calls, template, keys))
    const inRoot = () => (own_ === root ? null : inProject(root, section, fqn, keys))
    const places =
      layer === null ? [inRoot, inCode, inProperties, inOwn] : [[inOwn, inProperties, inCode, inRoot][layer]]
    return places.reduce<Written | null>((found, place) => found ?? place?.() ?? null, null) ?? { what, at }
  }
}

/** Of what adds up, which layer the item of that number is from: own file, properties, calls, root's file. */
function layerOf(key: string, index: number, section: ConfigSection, layers: ConfigSources): number | null {
  const { own: own_, root, properties, calls, fqn } = layers
  const given = [
    folderConfigs(own_.configs[section], fqn),
    properties === null ? [] : [properties],
    calls,
    own_ === root ? [] : folderConfigs(root.configs[section], fqn),
  ]
  let seen = 0
  for (const [layer, configs] of given.entries()) {
    for (const config of configs) for (const one of spellings(key)) seen += asList(config[one]).length
    if (index < seen) return layer
  }
  return null
}

function spellings(key: string): readonly string[] {
  return [...new Set([key, key.replaceAll('-', '_'), ...(key === 'database' ? ['dbname'] : [])])]
}

function inCalls(calls: readonly JsonObject[], template: Template | null, keys: readonly string[]): Location | null {
  const key = keys.find((one) => calls.some((call) => Object.hasOwn(call, one)))
  if (key === undefined || template === null) return null
  const spelled = keys.find((one) => new RegExp(`\\b${one}\\s*=`).test(template.source)) ?? key
  return keyOfCall(template.source, template.file, spelled)
}

function inEntry(entry: PropertyEntry, path: ValuePath, keys: readonly string[]): Location | null {
  const config = own(entry.rendered, 'config')
  for (const key of keys) {
    // What adds up is counted from the first layer on, and not from this one.
    const inner = APPENDED.has(String(path[0])) ? [] : path.slice(1)
    if (isYamlMap(config) && own(config, key) !== undefined) return entry.locate(['config', key, ...inner])
    if (own(entry.rendered, key) !== undefined) return entry.locate([key, ...inner])
  }
  return null
}

/** The deepest level of the tree on the way to the resource that says it. */
function inProject(
  { document }: ProjectSettings,
  section: ConfigSection,
  fqn: readonly string[],
  keys: readonly string[],
): Written | null {
  if (document === null) return null
  if (!isYamlMap(document.value)) return null
  const isOld = section === 'data_tests' && own(document.value, 'data_tests') === undefined
  const name = isOld ? 'tests' : section
  let found: YamlPath | null = null
  let level = own(document.value, name)
  let path: YamlPath = [name]
  for (let depth = 0; isYamlMap(level); depth++) {
    for (const key of keys.flatMap((one) => [`+${one}`, one])) if (own(level, key) !== undefined) found = [...path, key]
    const folder = fqn[depth]
    if (folder === undefined) break
    level = own(level, folder)
    path = [...path, folder]
  }
  return found === null ? null : { what: found.slice(0, -1).join('.'), at: placeOf(document, found) }
}
