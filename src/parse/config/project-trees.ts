/** What the trees of the root's project file (`models:`, `seeds:`, …) say in vain: keys nobody knows, folders nobody has. */
import { isJsonObject, type JsonObject } from '../../base/json.ts'
import { nearMiss } from '../../base/near-miss.ts'
import type { Location } from '../../base/position.ts'
import type { ConfigSection, ProjectSettings } from '../../project/project.ts'
import { placeOf } from '../../yaml/yaml-document.ts'
import { isYamlMap } from '../../yaml/yaml-value.ts'
import { unusedConfigPath } from '../errors.ts'
import type { Report } from '../report.ts'
import { CONFIG_KEYS } from './config-schemas.ts'
import { reportNearKeys } from './near-keys.ts'

/** Sections whose trees are held against resources, as dbt does. */
const CHECKED: readonly ConfigSection[] = [
  'models',
  'seeds',
  'snapshots',
  'data_tests',
  'sources',
  'exposures',
  'functions',
]

/** `fqns` are those of all resources of a section, switched off ones included; null leaves the paths unchecked. */
export function reportTrees(
  settings: ProjectSettings,
  fqns: ((section: ConfigSection) => readonly (readonly string[])[]) | null,
  report: Report,
): void {
  for (const section of CHECKED) {
    const tree = settings.configs[section]
    if (Object.keys(tree).length === 0) continue
    reportKeys(tree, section, [], settings, report)
    if (fqns !== null) reportUnused(tree, section, [], fqns(section), settings, report)
  }
}

function reportKeys(
  level: JsonObject,
  section: ConfigSection,
  path: readonly string[],
  settings: ProjectSettings,
  report: Report,
): void {
  for (const [key, value] of Object.entries(level)) {
    const isConfig = key.startsWith('+') || !isJsonObject(value)
    const at = placeIn(settings, [section, ...path, key])
    if (isConfig) reportNearKeys([key.replace(/^\+\s*/, '')], section, [section, ...path].join('.'), () => at, report)
    else reportKeys(value, section, [...path, key], settings, report)
  }
}

/** Told once, at the first step that leads nowhere. */
function reportUnused(
  level: JsonObject,
  section: ConfigSection,
  path: readonly string[],
  fqns: readonly (readonly string[])[],
  settings: ProjectSettings,
  report: Report,
): void {
  for (const [key, value] of Object.entries(level)) {
    if (key.startsWith('+') || !isJsonObject(value)) continue
    const inside = fqns.filter((fqn) => fqn[path.length] === key)
    if (inside.length > 0) reportUnused(value, section, [...path, key], inside, settings, report)
    else {
      const steps = new Set(fqns.flatMap((fqn) => fqn[path.length] ?? []))
      const hint = hintFor(key, section, path, steps, fqns, settings.name)
      report(unusedConfigPath([section, ...path, key].join('.'), hint, placeIn(settings, [section, ...path, key])))
    }
  }
}

function placeIn({ document, file }: ProjectSettings, path: readonly string[]): Location {
  if (document === null) return { file, line: 1, column: 1 }
  const isOld = path[0] === 'data_tests' && isYamlMap(document.value) && !Object.hasOwn(document.value, 'data_tests')
  return placeOf(document, isOld ? ['tests', ...path.slice(1)] : path, 'key')
}

function hintFor(
  key: string,
  section: ConfigSection,
  path: readonly string[],
  steps: ReadonlySet<string>,
  fqns: readonly (readonly string[])[],
  project: string,
): string {
  if (CONFIG_KEYS[section]?.includes(key)) return `write '+${key}' if the config is meant`
  const near = nearMiss(key, steps)
  if (near !== undefined) return `did you mean '${near}'?`
  if (path.length === 0) {
    const folders = new Set(fqns.filter((fqn) => fqn[0] === project).flatMap((fqn) => fqn[1] ?? []))
    const folder = folders.has(key) ? key : nearMiss(key, folders)
    if (folder !== undefined)
      return `folders stand below the project's name: write '${project}:' and '${folder}:' below it`
  }
  if (steps.size === 0) return `remove it; there are no ${section.replace('_', ' ')} there`
  const shown = [...steps].sort()
  return `known there are ${shown.slice(0, 10).join(', ')}${shown.length > 10 ? ', …' : ''}`
}
