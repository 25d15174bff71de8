/**
 * Models with versions (https://docs.getdbt.com/docs/mesh/govern/model-versions): which file is which version, and
 * what the property file says of it once the version's own words are put over those of all versions.
 */
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts'
import type { Package } from '../project/project.ts'
import type { Version } from '../resources/ref.ts'
import { isYamlMap, own, toJson, type YamlMap, type YamlPath, type YamlValue } from '../yaml/yaml-value.ts'
import { deepMerge } from './config/deep-merge.ts'
import { propertiesWithoutNode, unknownLatestVersion, versionTwice } from './errors.ts'
import { stemOf } from './nodes/node-parts.ts'
import { nameOf, type Properties } from './properties/properties.ts'
import type { PropertyEntry } from './properties/property-entry.ts'
import type { Report } from './report.ts'

/** One version of a model. */
export interface ModelVersion {
  readonly name: string
  readonly version: Version
  readonly latest: Version
  /** The entry as if it described this version alone. */
  readonly entry: PropertyEntry
  readonly columns: readonly ColumnOfVersion[]
  /** Its tests, and where they stand: its own, or those of all versions. */
  readonly tests: { readonly holder: YamlMap; readonly path: YamlPath }
}

export interface ColumnOfVersion {
  readonly column: YamlMap
  /** From the entry on. */
  readonly path: YamlPath
}

/** The versions an entry of `models:` declares; empty when it declares none. */
export function versionsOf(entry: PropertyEntry): readonly ModelVersion[] {
  const list = own(entry.rendered, 'versions')
  const given = (Array.isArray(list) ? list : []).flatMap((item, index) => {
    const version = isYamlMap(item) ? versionOf(own(item, 'v')) : null
    return isYamlMap(item) && version !== null ? [{ item, index, version }] : []
  })
  const [first] = given
  if (first === undefined) return []
  const highest = given.reduce((best, one) => (isBelow(best, one.version) ? one.version : best), first.version)
  const latest = versionOf(own(entry.rendered, 'latest_version')) ?? highest
  return given.map(({ item, index, version }) => {
    const columns = columnsOf(entry, item, index)
    const ownTests = (own(item, 'data_tests') ?? own(item, 'tests') ?? null) !== null
    return {
      name: nameOf(entry),
      version,
      latest,
      entry: entryOf(entry, item, index, columns),
      columns,
      tests: ownTests ? { holder: item, path: ['versions', index] } : { holder: entry.rendered, path: [] },
    }
  })
}

/** The versions of a package's models by the names of their files. */
export type VersionsByFile = ReadonlyMap<string, ModelVersion>

/** Finds the file of each version: `defined_in`, else `<name>_v<version>`, and for the latest also just `<name>`. */
export function versionedFiles(package_: Package, properties: Properties, report: Report): VersionsByFile {
  const files = new Set(package_.files.filter(({ kind }) => kind === 'model').map(({ path }) => stemOf(path)))
  const found = new Map<string, ModelVersion>()
  for (const entry of properties.of('models')) {
    if (entry.package !== package_.name) continue
    reportVersions(entry, report)
    for (const version of versionsOf(entry)) {
      const definedIn = own(version.entry.rendered, 'defined_in')
      const file = typeof definedIn === 'string' ? definedIn : `${version.name}_v${version.version}`
      if (files.has(file)) found.set(file, version)
      else if (version.version === version.latest && files.has(version.name)) found.set(version.name, version)
      else {
        properties.take('models', package_.name, version.name, package_.name)
        report(propertiesWithoutNode('model', file, files, entry.locate(['versions'], 'key')))
      }
    }
  }
  return found
}

/** A latest version that is none, and one that stands twice: dbt refuses both. */
function reportVersions(entry: PropertyEntry, report: Report): void {
  const listed = own(entry.rendered, 'versions')
  const given = (Array.isArray(listed) ? listed : []).map((item) =>
    isYamlMap(item) ? versionOf(own(item, 'v')) : null,
  )
  const latest = versionOf(own(entry.rendered, 'latest_version'))
  const known = given.filter((version) => version !== null)
  if (latest !== null && known.length > 0 && !known.includes(latest))
    report(unknownLatestVersion(nameOf(entry), latest, known, entry.locate(['latest_version'])))
  for (const [index, version] of given.entries())
    if (version !== null && given.findIndex((other) => String(other) === String(version)) < index)
      report(versionTwice(nameOf(entry), version, entry.locate(['versions', index])))
}

function entryOf(
  entry: PropertyEntry,
  item: YamlMap,
  index: number,
  columns: readonly ColumnOfVersion[],
): PropertyEntry {
  const { versions: _versions, ...all } = entry.rendered
  const moved: Record<string, Json> = { ...jsonObject(own(entry.rendered, 'config')) }
  const rest: Record<string, YamlValue> = { ...all }
  for (const key of ['meta', 'docs', 'group', 'contract', 'access']) {
    const value = own(entry.rendered, key) ?? null
    delete rest[key]
    if (value !== null && moved[key] === undefined) moved[key] = toJson(value)
  }
  const constraints = own(item, 'constraints')
  const list = own(entry.written, 'versions')
  const written = Array.isArray(list) ? list[index] : undefined
  const config = isYamlMap(written) ? (own(written, 'config') ?? null) : null
  return {
    ...entry,
    rendered: {
      ...rest,
      description: own(item, 'description') || own(entry.rendered, 'description') || '',
      columns: columns.map(({ column }) => column),
      ...(Array.isArray(constraints) && constraints.length > 0 ? { constraints } : {}),
      deprecation_date: own(item, 'deprecation_date') ?? null,
      defined_in: own(item, 'defined_in') ?? null,
      config: deepMerge(moved, jsonObject(own(item, 'config'))),
    } as YamlMap, // plain data is YAML, too
    written: config === null ? {} : { config },
  }
}

/** Those of all versions that `include` and `exclude` let through, then the version's own. */
function columnsOf(entry: PropertyEntry, item: YamlMap, index: number): readonly ColumnOfVersion[] {
  const listed = own(item, 'columns')
  const given = (Array.isArray(listed) ? listed : []).flatMap((column, at) =>
    isYamlMap(column) ? [{ column, path: ['versions', index, 'columns', at] }] : [],
  )
  const isRule = ({ column }: ColumnOfVersion): boolean => own(column, 'include') !== undefined
  const rule = given.find(isRule)?.column ?? { include: 'all' }
  const base = own(entry.rendered, 'columns')
  const inherited = (Array.isArray(base) ? base : []).flatMap((column, at) =>
    isYamlMap(column) && lets(rule, String(own(column, 'name'))) ? [{ column, path: ['columns', at] }] : [],
  )
  return [...inherited, ...given.filter((one) => !isRule(one))]
}

function lets(rule: YamlMap, name: string): boolean {
  const [include, exclude] = [own(rule, 'include'), own(rule, 'exclude')]
  const included = include === 'all' || include === '*' || (Array.isArray(include) && include.includes(name))
  return included && !(Array.isArray(exclude) && exclude.includes(name))
}

export function versionOf(value: YamlValue | undefined): Version | null {
  const json = value === undefined ? null : toJson(value)
  return typeof json === 'string' || typeof json === 'number' ? json : null
}

/** As numbers where both are, else as text. */
function isBelow(a: Version, b: Version): boolean {
  const [x, y] = [Number(a), Number(b)]
  return Number.isNaN(x) || Number.isNaN(y) ? String(a) < String(b) : x < y
}

function jsonObject(value: YamlValue | undefined): JsonObject {
  const json = value === undefined ? null : toJson(value)
  return isJsonObject(json) ? json : {}
}
