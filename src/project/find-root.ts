import { existsSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { AssayError } from '../base/diagnostic.ts'
import { noFolder, noProject, twoProjectFiles, wrongProjectFileName } from './errors.ts'
import type { ProjectSettings } from './project.ts'

export interface ProjectRoot {
  /** Absolute path. */
  readonly root: string
  readonly file: 'project.yml' | 'dbt_project.yml'
  readonly dialect: ProjectSettings['dialect']
}

/** The project that `dir` is in: the first folder from there upwards with a project file. Throws where there is none. */
export function findRoot(dir: string): ProjectRoot {
  const start = resolve(dir)
  // A slip in the name of a folder must not end in the project above it.
  if (!existsSync(start)) throw new AssayError(noFolder(start))
  for (let folder = start; ; folder = dirname(folder)) {
    const found = projectFileIn(folder)
    if (found !== undefined) return found
    if (folder === dirname(folder)) break
  }
  const misnamed = ['project.yaml', 'dbt_project.yaml'].find((name) => isFile(join(start, name)))
  throw new AssayError(misnamed === undefined ? noProject(start) : wrongProjectFileName(misnamed))
}

/** The project file of one folder, undefined when it has none. Two of them are an error. */
export function projectFileIn(folder: string): ProjectRoot | undefined {
  const ours = isFile(join(folder, 'project.yml'))
  const dbts = isFile(join(folder, 'dbt_project.yml'))
  if (ours && dbts) throw new AssayError(twoProjectFiles(folder))
  if (ours) return { root: folder, file: 'project.yml', dialect: 'assay' }
  return dbts ? { root: folder, file: 'dbt_project.yml', dialect: 'dbt' } : undefined
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}
