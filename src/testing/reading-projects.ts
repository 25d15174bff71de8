/** Reads projects for claims about what was read, and about what is wrong. */
import { AssayError, type Diagnostic } from '../base/diagnostic.ts'
import type { Package, Project } from '../project/project.ts'
import { type ReadProjectOptions, readProject } from '../project/read-project.ts'
import type { ProjectFolder } from './with-project.ts'

export const MINIMAL = 'name: shop\n'

/** Without this machine's variables and home folder. */
export const BARE: ReadProjectOptions = { environment: {}, home: null }

export function read(folder: ProjectFolder, options: Partial<ReadProjectOptions> = {}): Promise<Project> {
  return readProject(folder.path, { ...BARE, ...options })
}

export async function errorsOf(reading: Promise<unknown>): Promise<readonly Diagnostic[]> {
  try {
    await reading
  } catch (thrown) {
    if (thrown instanceof AssayError) return thrown.diagnostics
    throw thrown
  }
  return []
}

/** `code file:line:column message` */
export function brief({ code, at, message }: Diagnostic): string {
  return `${code} ${at === undefined ? '-' : `${at.file}:${at.line}:${at.column}`} ${message}`
}

export function pathsOf({ files }: Package, kind: string): readonly string[] {
  return files.filter((file) => file.kind === kind).map(({ path }) => path)
}
