/** The packages that come with Assay, from the folder it is installed in. */
import { USUAL_GATES } from '../../resources/gate-settings.ts'
import { type FoundFile, findFiles } from '../files/find-files.ts'
import type { ProjectSettings, ResourcePaths } from '../project.ts'

export interface BuiltinPackage {
  readonly name: 'dbt' | 'dbt_postgres' | 'assay'
  readonly files: readonly FoundFile[]
  readonly settings: ProjectSettings
}

/** Below the installation's `macros/`: these two folders are packages of their own. */
export const DBT_FOLDERS = ['macros/dbt', 'macros/dbt_postgres'] as const

/** `dbt` and `dbt_postgres`, and unless the project is the installation itself, the standard library `assay`. */
export function builtinPackages(installation: string, withLibrary: boolean): readonly BuiltinPackage[] {
  const packages: BuiltinPackage[] = [
    builtin('dbt', installation, { ...NO_PATHS, macros: ['macros/dbt'] }, new Set()),
    builtin('dbt_postgres', installation, { ...NO_PATHS, macros: ['macros/dbt_postgres'] }, new Set()),
  ]
  if (withLibrary) {
    const paths = { ...NO_PATHS, macros: ['macros'], tests: ['tests'] }
    packages.push(builtin('assay', installation, paths, new Set([...DBT_FOLDERS, EXAMPLE_FOLDER])))
  }
  return packages
}

/** Macros of the example project, which is the installation's root: of no use to others. */
const EXAMPLE_FOLDER = 'macros/example'

const LIBRARY_KINDS = new Set(['macro', 'generic-test', 'properties'])

function builtin(
  name: BuiltinPackage['name'],
  installation: string,
  paths: ResourcePaths,
  skip: ReadonlySet<string>,
): BuiltinPackage {
  const { files } = findFiles(installation, paths, () => false, skip)
  const own = files.filter((file) => LIBRARY_KINDS.has(file.kind) && !/^tests\/(?!generic\/)/.test(file.path))
  return { name, files: own, settings: { ...BUILTIN_SETTINGS, name, file: `${name}/project.yml`, paths } }
}

const NO_PATHS: ResourcePaths = {
  models: [],
  seeds: [],
  snapshots: [],
  tests: [],
  analyses: [],
  macros: [],
  docs: [],
  assets: [],
  functions: [],
}

const NO_CONFIGS: ProjectSettings['configs'] = {
  models: {},
  seeds: {},
  snapshots: {},
  data_tests: {},
  unit_tests: {},
  sources: {},
  exposures: {},
  analyses: {},
  metrics: {},
  'semantic-models': {},
  'saved-queries': {},
  functions: {},
}

const BUILTIN_SETTINGS: ProjectSettings = {
  name: '',
  version: null,
  dialect: 'assay',
  file: '',
  checksum: { name: 'none', checksum: '' },
  profile: null,
  paths: NO_PATHS,
  targetPath: 'target',
  cleanTargets: [],
  packagesInstallPath: 'dbt_packages',
  vars: {},
  configs: NO_CONFIGS,
  unrenderedConfigs: NO_CONFIGS,
  document: null,
  quoting: {},
  dispatch: [],
  onRunStart: [],
  onRunEnd: [],
  queryComment: { kind: 'default', append: false },
  flags: {},
  requireDbtVersion: [],
  restrictAccess: false,
  gates: USUAL_GATES,
  timezone: null,
  publish: 'after_build',
}
