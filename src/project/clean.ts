/** Deletes what the project file calls its clean-targets. Only that file is read: a broken project can be cleaned too. */
import { realpathSync, rmSync, statSync } from 'node:fs'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { AssayError, type Diagnostic, throwIfErrors } from '../base/diagnostic.ts'
import type { Surroundings } from '../context/env-var.ts'
import { renderYaml } from '../context/render-yaml.ts'
import { projectFileScope } from '../context/yaml-scope.ts'
import { placeOf, type YamlDocument } from '../yaml/yaml-document.ts'
import { isYamlMap, own, type YamlMap, type YamlValue } from '../yaml/yaml-value.ts'
import { cleanOutside, cleanSources, unremovable } from './errors.ts'
import { findRoot } from './find-root.ts'
import { check, texts } from './settings/check.ts'
import { readYamlFile } from './yaml-file.ts'

export interface CleanOptions {
  readonly environment: Surroundings
  readonly commandVars: YamlMap
  /** `--target-path` */
  readonly targetPath: string | null
  /** False with `--no-clean-project-files-only`: folders outside of the project may go too. */
  readonly insideOnly: boolean
}

const TARGET = 'target'

/** dbt's names of the folders that hold what people wrote, and where they are when nobody says it. */
const SOURCE_FOLDERS: Readonly<Record<string, string>> = {
  'model-paths': 'models',
  'seed-paths': 'seeds',
  'snapshot-paths': 'snapshots',
  'test-paths': 'tests',
  'analysis-paths': 'analyses',
  'macro-paths': 'macros',
}

/** The folders that were there and are gone now, as the project file spells them. Refuses before it deletes anything. */
export async function cleanProject(dir: string, options: CleanOptions): Promise<readonly string[]> {
  const { root, file } = findRoot(dir)
  const diagnostics: Diagnostic[] = []
  const report = (diagnostic: Diagnostic): void => {
    diagnostics.push(diagnostic)
  }
  const document = readYamlFile(join(root, file), file, report)
  const targets = document === null ? [] : await cleanTargets(document, options, report)
  throwIfErrors(diagnostics)
  const sources = document === null ? [] : sourceFolders(document).map((folder) => resolve(root, folder))
  for (const target of targets) {
    const path = resolve(root, target)
    if (isWithin(root, path) || sources.some((source) => isWithin(source, path) || isWithin(path, source)))
      throw new AssayError(cleanSources(target, file))
    if (options.insideOnly && !isWithin(path, root)) throw new AssayError(cleanOutside(target))
  }
  return targets.filter((target) => remove(resolve(root, target), target))
}

async function cleanTargets(
  document: YamlDocument,
  { environment, commandVars, targetPath }: CleanOptions,
  report: (diagnostic: Diagnostic) => void,
): Promise<readonly string[]> {
  const scope = projectFileScope({
    environment,
    vars: { layers: [commandVars], owner: document.file },
    target: null,
    secrets: 'refused',
  })
  const read = async (key: string): Promise<YamlValue> =>
    isYamlMap(document.value) && own(document.value, key) !== undefined
      ? renderYaml(document, [key], { environment: scope, renders: () => true, report })
      : null
  const listed = await read('clean-targets')
  if (listed !== null)
    return check(texts, listed, 'clean-targets', (path) => placeOf(document, ['clean-targets', ...path]), report) ?? []
  const own_ = targetPath ?? (environment.DBT_TARGET_PATH || (await read('target-path')))
  return [typeof own_ === 'string' ? own_ : TARGET]
}

/** The folders that hold what people wrote, as the project file names them. */
export function sourceFolders({ value }: YamlDocument): readonly string[] {
  const project = isYamlMap(value) ? value : {}
  return Object.entries(SOURCE_FOLDERS).flatMap(([key, usual]) => {
    const folders = own(project, key)
    return Array.isArray(folders) ? folders.map(String) : [usual]
  })
}

function remove(path: string, label: string): boolean {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return false
  try {
    rmSync(path, { recursive: true, force: true })
    return true
  } catch (cause) {
    throw new AssayError(unremovable(label, cause))
  }
}

/** True where `inner` is `outer` or lies in it; links are followed as far as they exist. */
function isWithin(inner: string, outer: string): boolean {
  const path = relative(real(outer), real(inner))
  return path === '' || !(path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path))
}

function real(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path // it does not exist
  }
}
