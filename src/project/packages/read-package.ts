/** One package: its settings and its files. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Environment } from '../../jinja/environment.ts'
import type { YamlDocument } from '../../yaml/yaml-document.ts'
import { foreignLanguage } from '../errors.ts'
import { type FoundFile, findFiles, findRootProperties } from '../files/find-files.ts'
import { type IgnoreRule, parseIgnoreFile } from '../files/ignore-file.ts'
import { readFiles, readText } from '../files/read-files.ts'
import type { Package, ProjectSettings } from '../project.ts'
import { readSettings } from '../settings/read-settings.ts'
import { readVarsFile } from '../vars-file.ts'
import { DBT_FOLDERS } from './builtin-packages.ts'

export interface PackageRequest {
  readonly origin: 'root' | 'installed'
  /** Absolute path. */
  readonly root: string
  readonly document: YamlDocument
  readonly dialect: ProjectSettings['dialect']
  readonly scope: Environment
  readonly dbtVersion: string | null
  /** How messages name a file of the package. */
  readonly labelOf: (path: string) => string
  /** True for Assay's own project: its macros for `dbt` are packages of their own. */
  readonly isInstallation: boolean
  readonly report: (diagnostic: Diagnostic) => void
}

/** A package with all its files; null when its project file makes none, with the reasons reported. */
export async function readPackage(request: PackageRequest): Promise<Package | null> {
  const { origin, root, document, dialect, scope, dbtVersion, labelOf, report } = request
  const settings = await readSettings({
    document,
    root,
    dialect,
    environment: scope,
    varsFile: readVarsFile(root, labelOf('vars.yml'), report),
    dbtVersion,
    setsFlags: origin === 'root',
    report,
  })
  if (settings === null) return null
  const files = readFiles(root, labelOf, filesOf(request, settings), report)
  return { name: settings.name, origin, root, settings, files }
}

function filesOf(request: PackageRequest, settings: ProjectSettings): readonly FoundFile[] {
  const { root, dialect, labelOf, isInstallation, report } = request
  const ignores = ignoreRule(root, labelOf('.dbtignore'), report)
  const skip = new Set([
    settings.targetPath,
    settings.packagesInstallPath,
    'logs',
    ...(isInstallation ? DBT_FOLDERS : []),
  ])
  const { files, foreign } = findFiles(root, settings.paths, ignores, skip)
  for (const { path, language } of foreign) report(foreignLanguage(labelOf(path), language))
  if (dialect === 'dbt') return files
  const known = new Set(files.map(({ path }) => path))
  return [...files, ...findRootProperties(root, ignores).filter(({ path }) => !known.has(path))]
}

function ignoreRule(root: string, label: string, report: (diagnostic: Diagnostic) => void): IgnoreRule {
  const path = join(root, '.dbtignore')
  if (!existsSync(path)) return () => false
  const content = readText(path, label)
  if (!('code' in content)) return parseIgnoreFile(content.text)
  report(content)
  return () => false
}
