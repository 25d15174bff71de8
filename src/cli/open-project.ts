import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  buildGraph,
  compiledPath,
  createInvocation,
  DBT_VERSION,
  findCycles,
  type Graph,
  type Invocation,
  type Manifest,
  type Origin,
  type Project,
  parseProject,
  parseSelectors,
  parseYamlArgument,
  projectOptions,
  readProject,
  recallProject,
  type Understood,
} from '../assay.ts'
import type { JsonObject } from '../base/json.ts'
import { type Call, whichOf } from './command.ts'
import { excludingOptions, stateIsTarget, templateWarned } from './errors.ts'
import { type EventTimeRange, eventTimeArguments, eventTimeRange } from './event-time-range.ts'
import { type DbtCall, dbtArguments, dbtFlags } from './options/dbt-arguments.ts'
import { type Flags, type OptionKey, resolveFlags } from './options/flags.ts'
import { GLOBAL_OPTIONS } from './options/options.ts'
import { projectMemory } from './project-memory.ts'
import { TargetFolder } from './target-folder.ts'
import { isError, isSilenced, judgeWarnings, throwErrors, type WarningPolicy, warningPolicy } from './warn-error.ts'

/** A project, read and understood, with all that a command needs to work on it. */
export interface OpenProject {
  readonly project: Project
  readonly manifest: Manifest
  /** What templates of this manifest were rendered to before, for its compiler. */
  readonly texts: Understood['texts']
  readonly graph: Graph
  readonly selectors: ReturnType<typeof parseSelectors>
  readonly invocation: Invocation
  /** The flags, those of the project file included. */
  readonly flags: Flags
  readonly target: TargetFolder
  readonly warnings: WarningPolicy
  /** The command's name in dbt: `run`, `list`, `docs generate` is `generate`. */
  readonly which: string
  /** The command in dbt's names, for `run_results.json`. */
  readonly arguments: Readonly<Record<string, never>> | ReturnType<typeof dbtArguments>
  readonly origin: () => Origin
}

export interface OpenOptions {
  /** Changes the project between reading and understanding it. */
  readonly prepare?: (project: Project) => Project
  /** Options in place of the call's own, for `retry`. */
  readonly which?: string
}

/**
 * Reads and parses the project a call is about and reports its warnings. Throws an AssayError with everything that is
 * wrong in it.
 */
export async function openProject(
  call: Call,
  { prepare, which = whichOf(call.command) }: OpenOptions = {},
): Promise<OpenProject> {
  const { terminal, report } = call
  eventTimeOf(call, call.flags) // refused before anything is read
  const found = await readProject(resolve(terminal.cwd, call.flags.project_dir ?? '.'), readOptions(call))
  const project = prepare?.(found) ?? found
  const { flags, warnings, warnErrorOptions } = flagsIn(project, call)
  const { invocation, args } = invoke(project, call, { flags, which, warnErrorOptions, warnings })
  const target = new TargetFolder(
    project.root,
    project.settings.targetPath,
    call.invocationId.slice(0, 8),
    call.redact,
    (path) => report.tell({ kind: 'artifact-written', path }),
  )
  const { manifest, texts }: Understood =
    prepare === undefined
      ? await recallProject(project, invocation, projectMemory(project.root, target, flags))
      : { manifest: await parseProject(project, invocation), texts: null }
  const graph = buildGraph(manifest)
  const selectors = parseSelectors(manifest.selectors, flags.indirect_selection)
  report.tell({
    kind: 'project-opened',
    project,
    manifest,
    invocation,
    compiledPath: (node) => (node.kind === 'seed' ? null : compiledPath(node, target.path)),
  })
  const state = flags.state !== null && resolve(terminal.cwd, flags.state) === resolve(project.root, target.path)
  const judged = judgeWarnings(
    [
      ...(state ? [stateIsTarget(target.path)] : []),
      ...warnings.diagnostics,
      ...manifest.diagnostics,
      ...findCycles(graph),
      ...selectors.diagnostics,
    ],
    warnings,
  )
  throwErrors(judged)
  report.tell({ kind: 'diagnostics', diagnostics: judged })
  const origin = (): Origin => ({
    dbtVersion: DBT_VERSION,
    invocationId: invocation.id,
    startedAt: invocation.startedAt,
    generatedAt: terminal.clock(),
    environment: terminal.environment,
  })
  return {
    project,
    manifest,
    texts,
    graph,
    selectors,
    invocation,
    flags,
    target,
    warnings,
    which,
    arguments: args,
    origin,
  }
}

/** The flags of a call, those that the project file sets included, and what becomes of warnings by them. */
function flagsIn(
  project: Project,
  call: Call,
): Pick<OpenProject, 'flags' | 'warnings'> & Pick<DbtCall, 'warnErrorOptions'> {
  const { flags, set } = resolveFlags({
    given: call.given,
    environment: call.terminal.environment,
    project: projectOptions(project.settings.flags),
  })
  if (set.has('warn_error') && flags.warn_error && set.has('warn_error_options'))
    throw excludingOptions('--warn-error', '--warn-error-options', 'the options can say the same: {error: all}')
  const options =
    flags.warn_error_options === null ? {} : parseYamlArgument(flags.warn_error_options, '--warn-error-options')
  const warnErrorOptions = options as JsonObject // YAML's values are JSON's
  return { flags, warnings: warningPolicy(flags.warn_error, options), warnErrorOptions }
}

/** What templates and artifacts know of a call: dbt's word for the command, its options, the line as it was typed. */
function invoke(
  project: Project,
  call: Call,
  how: Pick<DbtCall, 'flags' | 'which' | 'warnErrorOptions'> & Pick<OpenProject, 'warnings'>,
) {
  const { terminal, report } = call
  const called: DbtCall = {
    ...how,
    keys: optionKeys(call),
    line: call.redact(call.line),
    projectFlags: project.settings.flags,
    vars: project.commandVars as Readonly<Record<string, never>>, // plain data: it came from YAML
    folders: foldersOf(project, call),
    ...(how.which === 'run-operation' ? { operation: operationOf(call) } : {}),
  }
  const args = { ...dbtArguments(called), ...eventTimeArguments(eventTimeOf(call, how.flags)) }
  const invocation = createInvocation(project, {
    id: call.invocationId,
    startedAt: call.startedAt,
    environment: terminal.environment,
    flags: dbtFlags(called),
    arguments: args,
    log({ kind: said, ...entry }) {
      if (said === 'warning' && isSilenced('template-warned', how.warnings)) return
      if (said === 'warning' && isError('template-warned', how.warnings)) throw templateWarned(entry.message)
      report.tell({ kind: 'said', how: said, ...entry })
    },
  })
  return { invocation, args }
}

function operationOf({ words, flags }: Call): NonNullable<DbtCall['operation']> {
  const args = flags.args === null ? null : parseYamlArgument(flags.args, '--args')
  return { macro: words[0] ?? null, args: args as JsonObject | null } // YAML's values are JSON's
}

/** Folders as dbt finds them where none is given. */
function foldersOf({ root }: Project, { terminal }: Call): DbtCall['folders'] {
  const { cwd, home } = terminal
  const near = [cwd, root].find((folder) => existsSync(join(folder, 'profiles.yml')))
  return { project_dir: root, profiles_dir: near ?? join(home ?? root, '.dbt'), log_path: join(root, 'logs') }
}

/** What `readProject` is told by a call. */
export function readOptions({ terminal, flags }: Call): Parameters<typeof readProject>[1] {
  const { profile, target, target_schema, profiles_dir, threads, target_path, vars, version_check } = flags
  return {
    environment: terminal.environment,
    home: terminal.home,
    versionCheck: version_check,
    ...(vars === null ? {} : { vars }),
    ...(profile === null ? {} : { profile }),
    ...(target === null ? {} : { target }),
    ...(target_schema === null ? {} : { targetSchema: target_schema }),
    ...(profiles_dir === null ? {} : { profilesDir: resolve(terminal.cwd, profiles_dir) }),
    ...(threads === null ? {} : { threads }),
    ...(target_path === null ? {} : { targetPath: target_path }),
  }
}

/** The options dbt would list for this command: its own, and those of all. */
export function optionKeys({ command }: Call): readonly OptionKey[] {
  return [...(Object.keys(GLOBAL_OPTIONS) as OptionKey[]), ...command.options]
}

/** Where things that all projects may share are kept, or null without a home. */
export function cacheFolder({ environment, home }: Call['terminal']): string | null {
  const base = environment.XDG_CACHE_HOME || environment.LOCALAPPDATA || (home === null ? '' : join(home, '.cache'))
  return base === '' ? null : join(base, 'assay')
}

/** The range of event time that a call is about, where its command takes one: a variable may set it for all. */
function eventTimeOf(call: Call, flags: Flags): EventTimeRange | null {
  return optionKeys(call).includes('event_time_start') ? eventTimeRange(flags) : null
}
