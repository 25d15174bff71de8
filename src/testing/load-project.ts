import {
  createInvocation,
  type InvocationOptions,
  type Manifest,
  type Project,
  parseProject,
  readProject,
} from '../assay.ts'
import { AssayError, type Diagnostic } from '../base/diagnostic.ts'
import type { Invocation } from '../context/invocation.ts'
import type { LogEntry } from '../context/log.ts'
import type { ReadProjectOptions } from '../project/read-project.ts'
import { type ProjectFolder, withProject } from './with-project.ts'

/** Texts by path from the project's folder on. */
export type Files = Readonly<Record<string, string | Uint8Array>>

export interface Loaded {
  readonly project: Project
  readonly invocation: Invocation
  readonly manifest: Manifest
  /** What templates logged; it grows as they run. */
  readonly log: readonly LogEntry[]
}

export interface LoadOptions extends Partial<ReadProjectOptions> {
  readonly flags?: InvocationOptions['flags']
}

/** A folder with these files; a project.yml that names the project `shop` is added where there is no project file. */
export async function withFiles(files: Files): Promise<ProjectFolder> {
  const named = 'project.yml' in files || 'dbt_project.yml' in files
  return withProject(named ? files : { 'project.yml': 'name: shop\n', ...files })
}

/** Reads and parses a project as a command would, in an environment of its own. */
export async function load(folder: Pick<ProjectFolder, 'path'>, options: LoadOptions = {}): Promise<Loaded> {
  const { flags = {}, environment = {}, ...rest } = options
  const log: LogEntry[] = []
  const project = await readProject(folder.path, { environment, home: null, ...rest })
  const invocation = createInvocation(project, { environment, log: (entry) => log.push(entry), flags })
  return { project, invocation, manifest: await parseProject(project, invocation), log }
}

/** What is wrong with a project that must not load, a line each. */
export async function problems(files: Files, options: LoadOptions = {}): Promise<readonly string[]> {
  await using folder = await withFiles(files)
  try {
    await load(folder, options)
  } catch (error) {
    if (error instanceof AssayError) return error.diagnostics.map(oneLine)
    throw error
  }
  throw new Error('the project loads, and should not')
}

/** What is said about a project that loads, a line each. */
export async function warnings(files: Files, options: LoadOptions = {}): Promise<readonly string[]> {
  await using folder = await withFiles(files)
  return (await load(folder, options)).manifest.diagnostics.map(oneLine)
}

/** `code file:line:column message (hint)` */
export function oneLine({ code, message, at, hint }: Diagnostic): string {
  const place = at === undefined ? '' : ` ${at.file}:${at.line}:${at.column}`
  return `${code}${place} ${message}${hint === undefined ? '' : ` (${hint})`}`
}
