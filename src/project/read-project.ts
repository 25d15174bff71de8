/**
 * The door of this room. The flow: find the root → read the project file → choose the connection (the profile may be
 * named there) → render and check the settings, now that `target` is known → packages and files → selectors.
 * Everything that is wrong is told at once, except where nothing can be known without what is wrong.
 */
import { realpathSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { AssayError, type Diagnostic, errorWithWarnings } from '../base/diagnostic.ts'
import { installationFolder } from '../base/installation.ts'
import type { Surroundings } from '../context/env-var.ts'
import { environmentVariable } from '../context/env-var.ts'
import { DBT_VERSION } from '../context/invocation.ts'
import { renderYaml } from '../context/render-yaml.ts'
import { projectFileScope } from '../context/yaml-scope.ts'
import { placeOf, type YamlDocument } from '../yaml/yaml-document.ts'
import type { YamlMap } from '../yaml/yaml-value.ts'
import { parseCommandVars } from './command-vars.ts'
import { badTargetSchema } from './errors.ts'
import { findRoot, type ProjectRoot } from './find-root.ts'
import { readPackage } from './packages/read-package.ts'
import { readPackages } from './packages/read-packages.ts'
import { type ChosenConnection, chooseConnection, embeddedConnection } from './profiles/choose-connection.ts'
import type { Project } from './project.ts'
import { readSelectors } from './selectors.ts'
import { readVarsFile } from './vars-file.ts'
import { readYamlFile } from './yaml-file.ts'

export interface ReadProjectOptions {
  readonly environment: Surroundings
  /** The user's home folder, for `~/.dbt`; null when there is none. */
  readonly home: string | null
  /** Where the command was started: its profiles.yml comes first, relative paths count from it. `dir` unless given. */
  readonly workingDirectory?: string
  /** `--vars`, as written or as values. */
  readonly vars?: string | YamlMap
  readonly profile?: string
  readonly target?: string
  /** A schema in place of the one the connection names. */
  readonly targetSchema?: string
  readonly profilesDir?: string
  readonly threads?: number
  /** `--target-path` */
  readonly targetPath?: string
  /** False with `--no-version-check`. */
  readonly versionCheck?: boolean
  /**
   * True for commands that neither connect nor parse (`clean`, `deps`): a connection that cannot be had gives way to
   * the embedded one, and packages may be missing; both are warnings.
   */
  readonly lenient?: boolean
  /** The folder with the built-in macros; that of this installation unless given. */
  readonly installation?: string
}

/**
 * Reads the project that `dir` is in, everything but the contents of seeds. Throws an AssayError with all errors;
 * warnings are in the project's `diagnostics`.
 */
export async function readProject(dir: string, options: ReadProjectOptions): Promise<Project> {
  const diagnostics: Diagnostic[] = []
  const report = (diagnostic: Diagnostic): void => {
    diagnostics.push(diagnostic)
  }
  const found = findRoot(dir)
  const commandVars = commandVarsOf(options.vars, report)
  const document = readYamlFile(join(found.root, found.file), found.file, report)
  if (document === null) throw errors(diagnostics)
  const forgiving = options.lenient ? (fault: Diagnostic) => report({ ...fault, severity: 'warning' }) : report
  const startedIn = resolve(options.workingDirectory ?? dir)
  const request: Request = { startedIn, options, found, document, commandVars, report }
  const wanted = await connectionOf({ ...request, report: forgiving })
  const usual = wanted ?? (options.lenient ? embeddedConnection(found.root, null, options.environment) : null)
  if (usual === null) throw errors(diagnostics)
  const chosen = withTargetSchema(usual, options.targetSchema, report)
  if (chosen === null) throw errors(diagnostics)

  const installation = options.installation ?? installationFolder()
  const isInstallation = samePath(found.root, installation)
  const dbtVersion = options.versionCheck === false ? null : DBT_VERSION
  const rootPackage = await readPackage({
    origin: 'root',
    root: found.root,
    document,
    dialect: found.dialect,
    scope: scopeFor(request, chosen),
    dbtVersion,
    labelOf: (path) => path,
    isInstallation,
    report,
  })
  const selectors = await readSelectors(found.root, scopeFor(request, chosen), report)
  if (rootPackage === null) throw errors(diagnostics)
  const scope = scopeFor({ ...request, commandVars: {} }, chosen)
  const packages = await readPackages({
    rootPackage,
    scope,
    dbtVersion,
    installation,
    isInstallation,
    report: forgiving,
  })
  const wrong = errorWithWarnings(diagnostics)
  if (wrong !== null) throw wrong

  const settings = withTargetPath(rootPackage.settings, options)
  return {
    root: found.root,
    settings,
    packages: [{ ...rootPackage, settings }, ...packages],
    target: chosen.target,
    connection: { ...chosen.connection, timezone: settings.timezone },
    commandVars,
    selectors,
    diagnostics,
  }
}

interface Request {
  /** Absolute path of where the command was started. */
  readonly startedIn: string
  readonly options: ReadProjectOptions
  readonly found: ProjectRoot
  readonly document: YamlDocument
  readonly commandVars: YamlMap
  readonly report: (diagnostic: Diagnostic) => void
}

/** The connection is chosen by the project file's `profile`, which is rendered before there is a `target`. */
async function connectionOf({ startedIn, options, found, document, commandVars, report }: Request) {
  const { environment, home } = options
  const scope = projectFileScope({
    environment,
    vars: { layers: [commandVars], owner: found.file },
    target: null,
    secrets: 'refused',
  })
  let failed = false
  const profile = await renderYaml(document, ['profile'], {
    environment: scope,
    renders: () => true,
    report(fault) {
      failed = true
      report(fault)
    },
  })
  if (failed) return null
  return chooseConnection({
    root: found.root,
    startedIn,
    home,
    environment,
    commandVars,
    projectProfile: typeof profile === 'string' ? profile : null,
    profileAt: placeOf(document, ['profile']),
    profile: options.profile ?? null,
    target: options.target ?? null,
    profilesDir: options.profilesDir ?? null,
    threads: options.threads ?? null,
    labelOf: (path) => labelOf(path, found.root, home),
    report,
  })
}

function scopeFor({ options, found, commandVars }: Request, { target }: ChosenConnection) {
  // Mistakes in vars.yml are reported where it is read for the settings.
  const fromFile = readVarsFile(found.root, 'vars.yml', () => {})
  const layers = fromFile === null ? [commandVars] : [commandVars, fromFile]
  return projectFileScope({
    environment: options.environment,
    vars: { layers, owner: found.file },
    target,
    secrets: 'refused',
  })
}

/** Null after reporting that PostgreSQL would not take the name as it is. */
function withTargetSchema(
  chosen: ChosenConnection,
  schema: string | undefined,
  report: (diagnostic: Diagnostic) => void,
): ChosenConnection | null {
  if (schema === undefined) return chosen
  if (schema.trim() === '' || Buffer.byteLength(schema) > 63 || /^pg_/i.test(schema)) {
    report(badTargetSchema(schema))
    return null
  }
  return { ...chosen, target: { ...chosen.target, schema } }
}

function commandVarsOf(vars: string | YamlMap | undefined, report: (diagnostic: Diagnostic) => void): YamlMap {
  if (typeof vars !== 'string') return vars ?? {}
  try {
    return parseCommandVars(vars)
  } catch (thrown) {
    if (!(thrown instanceof AssayError)) throw thrown
    for (const diagnostic of thrown.diagnostics) report(diagnostic)
    return {}
  }
}

function withTargetPath(settings: Project['settings'], options: ReadProjectOptions): Project['settings'] {
  const targetPath = options.targetPath ?? environmentVariable(options.environment, 'DBT_TARGET_PATH')
  return targetPath === undefined || targetPath === '' ? settings : { ...settings, targetPath }
}

/** A path as the user would write it: from the project on, or from home on. */
function labelOf(path: string, root: string, home: string | null): string {
  const inside = relative(root, path)
  if (inside === '') return 'the project folder'
  if (!inside.startsWith('..')) return inside.replaceAll(sep, '/')
  if (home !== null && path.startsWith(home + sep)) return `~/${relative(home, path).replaceAll(sep, '/')}`
  return path
}

function samePath(a: string, b: string): boolean {
  try {
    return realpathSync(a) === realpathSync(b)
  } catch {
    return false // one of them does not exist
  }
}

function errors(diagnostics: readonly Diagnostic[]): AssayError {
  const error = errorWithWarnings(diagnostics)
  if (error === null) throw new Error('a project could not be read, and nothing was reported')
  return error
}
