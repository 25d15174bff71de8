/** From the text of a project file to `ProjectSettings`: Jinja rendered, keys checked, defaults filled in. */
import type { Diagnostic } from '../../base/diagnostic.ts'
import type { JsonObject } from '../../base/json.ts'
import { renderYaml, type YamlRendering } from '../../context/render-yaml.ts'
import { rendersProjectKey } from '../../context/rendered-keys.ts'
import { Float } from '../../jinja/values/value.ts'
import { PROJECT_FLAGS, SWITCHES } from '../../resources/behavior.ts'
import { textChecksum } from '../../resources/text-checksum.ts'
import { placeOf, type YamlDocument } from '../../yaml/yaml-document.ts'
import { isYamlMap, own, toJson, type YamlMap, type YamlValue } from '../../yaml/yaml-value.ts'
import {
  badProjectName,
  badVersionRange,
  bothKeys,
  deprecatedKey,
  notAMapping,
  unknownFlag,
  unknownKey,
  unsuitableVersion,
  varsTwice,
  wrongType,
} from '../errors.ts'
import type { ConfigSection, ProjectSettings, QueryComment } from '../project.ts'
import { check } from './check.ts'
import { readGates } from './gates.ts'
import { KNOWN_KEYS, PROJECT_NAME, PROJECT_SCHEMA, type ProjectFile } from './project-schema.ts'
import { resourcePaths } from './resource-paths.ts'
import { parseBound, satisfies } from './version-range.ts'

export interface SettingsRequest {
  readonly document: YamlDocument
  /** Absolute path of the package. */
  readonly root: string
  readonly dialect: ProjectSettings['dialect']
  readonly environment: YamlRendering['environment']
  /** From `vars.yml`, or null where there is none. */
  readonly varsFile: YamlMap | null
  /** The dbt version that `require-dbt-version` is held against; null leaves it unchecked. */
  readonly dbtVersion: string | null
  /** Its `flags:` count: those of the root project. */
  readonly setsFlags: boolean
  readonly report: (diagnostic: Diagnostic) => void
}

/** The settings of one package; null when what stands there makes none, with the reasons reported. */
export async function readSettings(request: SettingsRequest): Promise<ProjectSettings | null> {
  const { document, report } = request
  if (!isYamlMap(document.value)) {
    report(notAMapping(document.file, document.value))
    return null
  }
  checkKeys(document, document.value, report)
  let failed = false
  const rendered = await renderYaml(document, [], {
    environment: request.environment,
    renders: rendersProjectKey,
    report(fault) {
      failed = true
      report(fault)
    },
  })
  // What could not be rendered has no type to check.
  if (failed) return null
  const name = isYamlMap(rendered) ? nameOf(rendered) : undefined
  if (name !== undefined && !PROJECT_NAME.test(name)) {
    report(badProjectName(name, placeOf(document, ['name'])))
    failed = true
  }
  const file = check(PROJECT_SCHEMA, rendered, document.file, (path) => placeOf(document, path), report)
  if (failed) return null
  return file === null ? null : settingsOf(request, file, rendered as YamlMap) // a mapping stays one
}

function settingsOf(request: SettingsRequest, file: ProjectFile, rendered: YamlMap): ProjectSettings {
  const { document, root, dialect, varsFile, report } = request
  const written = document.value as YamlMap // checked by readSettings
  const vars = own(rendered, 'vars')
  if (varsFile !== null && isYamlMap(vars) && Object.keys(vars).length > 0)
    report(varsTwice(document.file, placeOf(document, ['vars'], 'key')))
  const requireDbtVersion = (file['require-dbt-version'] ?? []).flatMap((bounds) => bounds.split(','))
  checkVersion(request, file.name, requireDbtVersion)
  if (request.setsFlags) checkFlags(document, section(rendered, 'flags'), report)
  const targetPath = file['target-path'] ?? 'target'
  return {
    name: file.name,
    version: versionText(own(rendered, 'version')),
    dialect,
    file: document.file,
    checksum: textChecksum(document.text),
    profile: file.profile ?? null,
    paths: resourcePaths(file, root),
    targetPath,
    cleanTargets: file['clean-targets'] ?? [targetPath],
    packagesInstallPath: file['packages-install-path'] ?? 'dbt_packages',
    vars: varsFile ?? (isYamlMap(vars) ? vars : {}),
    configs: configTrees(rendered),
    unrenderedConfigs: configTrees(written),
    document,
    quoting: section(rendered, 'quoting'),
    dispatch: (file.dispatch ?? []).map((entry) => ({
      macroNamespace: entry.macro_namespace,
      searchOrder: entry.search_order,
    })),
    onRunStart: file['on-run-start'] ?? [],
    onRunEnd: file['on-run-end'] ?? [],
    queryComment: queryComment(rendered, file),
    flags: section(rendered, 'flags'),
    requireDbtVersion,
    restrictAccess: file['restrict-access'] ?? false,
    timezone: file.timezone ?? (dialect === 'assay' ? 'UTC' : null),
    gates: readGates(own(rendered, 'gates') ?? null, {
      name: 'gates',
      placeOf: (path, part) => placeOf(document, ['gates', ...path], part),
      report,
    }),
    publish: file.publish ?? (dialect === 'assay' ? 'after_tests' : 'after_build'),
  }
}

/** Warns of keys that mean nothing, and of old names; both names at once is an error. */
function checkKeys(document: YamlDocument, keys: YamlMap, report: (diagnostic: Diagnostic) => void): void {
  for (const key of Object.keys(keys)) {
    const at = placeOf(document, [key], 'key')
    const successor = SUCCESSORS[key]
    if (!KNOWN_KEYS.includes(key)) report(unknownKey(key, document.file, KNOWN_KEYS, at, nameOf(keys)))
    else if (successor !== undefined && Object.hasOwn(keys, successor)) report(bothKeys(key, successor, at))
    else if (successor !== undefined && key !== 'tests') report(deprecatedKey(key, successor, at))
  }
}

/** Flags that nobody knows change nothing; behaviours are on or off. Options are checked where they are read. */
function checkFlags(document: YamlDocument, flags: JsonObject, report: (diagnostic: Diagnostic) => void): void {
  for (const [name, value] of Object.entries(flags)) {
    if (!PROJECT_FLAGS.includes(name))
      report(unknownFlag(name, PROJECT_FLAGS, placeOf(document, ['flags', name], 'key')))
    else if (SWITCHES.includes(name) && typeof value !== 'boolean')
      report(wrongType(document.file, ['flags', name], 'true or false', value, placeOf(document, ['flags', name])))
  }
}

function nameOf(keys: YamlMap): string | undefined {
  const name = own(keys, 'name')
  return typeof name === 'string' ? name : undefined
}

const SUCCESSORS: Readonly<Record<string, string>> = {
  'source-paths': 'model-paths',
  'data-paths': 'seed-paths',
  tests: 'data_tests',
}

const SECTIONS: readonly ConfigSection[] = [
  'models',
  'seeds',
  'snapshots',
  'data_tests',
  'unit_tests',
  'sources',
  'exposures',
  'analyses',
  'metrics',
  'semantic-models',
  'saved-queries',
  'functions',
]

function configTrees(file: YamlMap): Readonly<Record<ConfigSection, JsonObject>> {
  const trees: Partial<Record<ConfigSection, JsonObject>> = {}
  for (const name of SECTIONS) {
    const spelled = name === 'data_tests' && !Object.hasOwn(file, name) ? 'tests' : name
    trees[name] = section(file, spelled)
  }
  return trees as Readonly<Record<ConfigSection, JsonObject>> // every name was set
}

function section(file: YamlMap, key: string): JsonObject {
  const value = own(file, key)
  return isYamlMap(value) ? (toJson(value) as JsonObject) : {} // a mapping becomes an object
}

/** dbt's own comment where nothing is said; none where `query-comment` is empty. */
function queryComment(rendered: YamlMap, file: ProjectFile): QueryComment {
  const given = file['query-comment']
  if (!Object.hasOwn(rendered, 'query-comment')) return { kind: 'default', append: false }
  if (given === null || given === undefined || given === false || given === '') return { kind: 'none' }
  if (typeof given === 'string') return { kind: 'template', template: given, append: false }
  const append = given.append ?? false
  if (given.comment === undefined) return { kind: 'default', append }
  return given.comment === null || given.comment === ''
    ? { kind: 'none' }
    : { kind: 'template', template: given.comment, append }
}

function versionText(value: YamlValue | undefined): string | null {
  if (value === undefined || value === null) return null
  return value instanceof Float ? `${value.value}.0` : String(value)
}

function checkVersion(request: SettingsRequest, name: string, bounds: readonly string[]): void {
  const { dbtVersion, document, report } = request
  const at = placeOf(document, ['require-dbt-version'])
  for (const bound of bounds) {
    const parsed = parseBound(bound)
    if (parsed === undefined) report(badVersionRange(bound, at))
    else if (dbtVersion !== null && !satisfies(dbtVersion, parsed)) {
      report(unsuitableVersion(name, bounds.join(', '), dbtVersion, at))
      return
    }
  }
}
