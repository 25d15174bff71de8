/** Reads `packages:` of packages.yml, dependencies.yml, package-lock.yml, or of a hub's answer. */

import { join } from 'node:path'
import { type Diagnostic, throwIfErrors } from '../base/diagnostic.ts'
import type { Location } from '../base/position.ts'
import { hidesSecret, revealSecrets, type Surroundings } from '../context/env-var.ts'
import { renderYaml } from '../context/render-yaml.ts'
import { projectFileScope } from '../context/yaml-scope.ts'
import { Float } from '../jinja/values/value.ts'
import { notAMapping, packagesTwice, unknownKey, wrongType } from '../project/errors.ts'
import { parseBound } from '../project/settings/version-range.ts'
import { readYamlFile } from '../project/yaml-file.ts'
import { placeOf, readYaml, type YamlDocument } from '../yaml/yaml-document.ts'
import { isYamlMap, own, type YamlMap, type YamlValue } from '../yaml/yaml-value.ts'
import {
  badVersion,
  emptySource,
  privatePackage,
  severalSources,
  unpinnedHubPackage,
  withoutNamespace,
} from './errors.ts'
import type { PackageSpec } from './package-spec.ts'
import { addressOf } from './secrets.ts'

export interface SpecReading {
  readonly environment: Surroundings
  /** Variables that templates see, the first that has one wins. */
  readonly vars: readonly YamlMap[]
  /** How messages call who wants the packages, where it is not a file of the project's own. */
  readonly askedBy?: string
  /** A file's text that is not written yet. */
  readonly instead?: { readonly file: string; readonly text: string }
}

export const PACKAGES_FILE = 'packages.yml'
export const DEPENDENCIES_FILE = 'dependencies.yml'

export interface SpecFile {
  /** Null where there is none. */
  readonly file: string | null
  readonly specs: readonly PackageSpec[]
}

/** What the project or package in `folder` wants. Throws everything that is wrong in it. */
export async function readSpecFile(
  folder: string,
  labelOf: (file: string) => string,
  reading: SpecReading,
): Promise<SpecFile> {
  const diagnostics: Diagnostic[] = []
  const report = (fault: Diagnostic): void => {
    diagnostics.push(fault)
  }
  const { instead } = reading
  const read = (file: string): YamlDocument | null =>
    instead?.file === file ? readYaml(instead.text, file) : readYamlFile(join(folder, file), labelOf(file), report)
  const [packages, dependencies] = [read(PACKAGES_FILE), read(DEPENDENCIES_FILE)]
  const inPackages = packages !== null && listed(packages)
  const inDependencies = dependencies !== null && listed(dependencies)
  if (inPackages && inDependencies) report(packagesTwice(placeOf(dependencies, ['packages'], 'key')))
  const document = inDependencies ? dependencies : packages
  const file = document === null ? null : inDependencies ? DEPENDENCIES_FILE : PACKAGES_FILE
  const specs = document === null ? [] : await specsOf(document, reading, report)
  throwIfErrors(diagnostics)
  return { file, specs }
}

function listed({ value }: YamlDocument): boolean {
  return isYamlMap(value) && own(value, 'packages') !== undefined
}

/** The entries of a document's `packages`. */
export async function specsOf(
  document: YamlDocument,
  reading: SpecReading,
  report: (diagnostic: Diagnostic) => void,
): Promise<readonly PackageSpec[]> {
  if (document.value === null) return []
  if (!isYamlMap(document.value)) {
    report(notAMapping(document.file, document.value))
    return []
  }
  const list = own(document.value, 'packages')
  if (list === null || list === undefined) return []
  if (!Array.isArray(list)) {
    report(wrongType(document.file, ['packages'], 'a list of packages', list, placeOf(document, ['packages'])))
    return []
  }
  let failed = false
  const environment = projectFileScope({
    environment: reading.environment,
    vars: { layers: reading.vars, owner: document.file },
    target: null,
    secrets: 'hidden',
  })
  const rendered = await renderYaml(document, ['packages'], {
    environment,
    renders: () => true,
    report(fault) {
      failed = true
      report(fault)
    },
  })
  if (failed || !Array.isArray(rendered)) return []
  return rendered.flatMap((entry: YamlValue, index) => {
    const spec = readSpec({
      entry,
      written: (list as readonly YamlValue[])[index] ?? null,
      name: `packages[${index}]`,
      placeOf: (key) => placeOf(document, key === undefined ? ['packages', index] : ['packages', index, key]),
      file: document.file,
      askedBy: reading.askedBy ?? document.file,
      environment: reading.environment,
      report,
    })
    return spec === null ? [] : [spec]
  })
}

export interface SpecEntry {
  /** Rendered, with stand-ins for secrets. */
  readonly entry: YamlValue
  readonly written: YamlValue
  readonly name: string
  readonly placeOf: (key?: string) => Location | undefined
  readonly file: string
  readonly askedBy: string
  readonly environment: Surroundings
  readonly report: (diagnostic: Diagnostic) => void
}

/** The keys dbt knows for each kind of entry; what is not given stands in the hash as written here. */
const KEYS: Readonly<Record<string, YamlMap>> = {
  local: { local: '' },
  git: { git: '', revision: null, 'warn-unpinned': null, subdirectory: null },
  tarball: { tarball: '', name: '' },
  package: { package: '', version: '', install_prerelease: false },
  private: { private: '', provider: null, revision: null, 'warn-unpinned': null, subdirectory: null },
}

/** One entry; null when it is none, with the reasons reported. */
export function readSpec(reading: SpecEntry): PackageSpec | null {
  const { entry, written, name, placeOf: at, file, environment, report } = reading
  const wrong = (key: string | undefined, expected: string, value: YamlValue | undefined): null => {
    const place = at(key) ?? { file, line: 1, column: 1 }
    report(wrongType(file, key === undefined ? [name] : [`${name}.${key}`], expected, value, place))
    return null
  }
  if (!isYamlMap(entry)) return wrong(undefined, 'a mapping with package, git, local or tarball', entry)
  const kinds = Object.keys(KEYS).filter((key) => own(entry, key) !== undefined)
  const [kind] = kinds
  if (kind === undefined) return wrong(undefined, 'a mapping with package, git, local or tarball', entry)
  if (kinds.length > 1) {
    report(severalSources(kinds, at()))
    return null
  }
  const known = KEYS[kind] as YamlMap // kind is one of its keys
  const strange = Object.keys(entry).find((key) => !Object.hasOwn(known, key) && key !== 'name' && key !== 'unrendered')
  if (strange !== undefined) {
    report({
      ...unknownKey(strange, file, Object.keys(known), at(strange) ?? { file, line: 1, column: 1 }),
      severity: 'error',
    })
    return null
  }
  const source = own(entry, kind)
  if (typeof source !== 'string') return wrong(kind, 'text', source)
  if (source.trim() === '') {
    report(emptySource(kind, at(kind)))
    return null
  }
  for (const key of ['name', 'subdirectory']) {
    const value = own(entry, key) ?? null
    if (value !== null && typeof value !== 'string') return wrong(key, 'text', value)
  }
  const unpinned = own(entry, 'warn-unpinned') ?? null
  if (unpinned !== null && typeof unpinned !== 'boolean') return wrong('warn-unpinned', 'true or false', unpinned)
  const common = { at: at() ?? null, askedBy: reading.askedBy, hashed: hashedOf(entry, written, known, environment) }
  const template = isYamlMap(written) ? own(written, kind) : undefined
  const address = addressOf(source, typeof template === 'string' ? template : source, environment)
  switch (kind) {
    case 'local':
      return { kind: 'local', ...common, path: hidesSecret(source) ? revealSecrets(source, environment) : source }
    case 'git': {
      const revision = own(entry, 'revision') ?? null
      const asText = revision === null ? null : textOf(revision)
      if (asText === undefined) return wrong('revision', 'a tag, a branch or a commit', revision)
      return {
        kind: 'git',
        ...common,
        address,
        revisions: asText === null ? [] : [revealSecrets(asText, environment)],
        warnUnpinned: unpinned !== false,
        subdirectory: (own(entry, 'subdirectory') as string | null | undefined) || null, // checked above
      }
    }
    case 'tarball': {
      const folder = own(entry, 'name')
      if (typeof folder !== 'string' || folder === '') return wrong('name', 'the name of the package', folder)
      return { kind: 'tarball', ...common, address, name: folder }
    }
    case 'private':
      report(privatePackage(source, at()))
      return null
    default:
      return hubSpec(reading, entry, source, common, wrong)
  }
}

function hubSpec(
  { placeOf: at, report }: SpecEntry,
  entry: YamlMap,
  source: string,
  common: Pick<PackageSpec, 'at' | 'askedBy' | 'hashed'>,
  wrong: (key: string, expected: string, value: YamlValue | undefined) => null,
): PackageSpec | null {
  const version = own(entry, 'version') ?? null
  if (version === null || version === '') {
    report(unpinnedHubPackage(source, at()))
    return null
  }
  if (!source.includes('/')) {
    report(withoutNamespace(source, at('package')))
    return null
  }
  const bounds = (Array.isArray(version) ? version : [version]).map(textOf)
  if (bounds.some((bound) => bound === undefined)) return wrong('version', 'a version or a list of bounds', version)
  const bad = bounds.find((bound) => parseBound(bound as string) === undefined)
  if (bad !== undefined) {
    report(badVersion(source, bad, at('version')))
    return null
  }
  const prerelease = own(entry, 'install_prerelease') ?? false
  if (typeof prerelease !== 'boolean') return wrong('install_prerelease', 'true or false', prerelease)
  const wishes = (bounds as readonly string[]).map((bound) => ({ bound, askedBy: common.askedBy }))
  return { kind: 'hub', ...common, package: source, wishes, prereleases: prerelease }
}

/** Text, or a number as Python prints it. */
function textOf(value: YamlValue): string | undefined {
  if (typeof value === 'string') return value
  if (value instanceof Float) return Number.isInteger(value.value) ? `${value.value}.0` : String(value.value)
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : undefined
}

/** The entry as dbt hashes it: what is not given has its initial value, and the templates stand beside what they made. */
function hashedOf(entry: YamlMap, written: YamlValue, known: YamlMap, environment: Surroundings): YamlMap {
  const rendered: Record<string, YamlValue> = { ...known }
  for (const [key, value] of Object.entries(entry)) {
    if (key === 'unrendered' || (key === 'name' && value === null)) continue
    rendered[key] = typeof value === 'string' ? revealSecrets(value, environment) : value
  }
  return { ...rendered, unrendered: isYamlMap(written) ? written : {} }
}
