/** A small project that builds at once: what `init` writes. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { AssayError } from '../base/diagnostic.ts'
import { badProjectName, notEmpty } from './errors.ts'
import { projectFileIn } from './find-root.ts'
import { newProjectFiles } from './new-project-files.ts'

export interface NewProject {
  readonly name: string
  /** From the folder on, in the order written. */
  readonly files: readonly string[]
}

/** Files that may be there already: those of version control and of editors. */
const HARMLESS = /^(?:\.git|\.github|\.gitattributes|\.gitignore|\.idea|\.vscode|\.DS_Store|LICENSE.*|README.*)$/

/** Writes a project into a folder, which is made if need be, and must hold nothing that could be written over. */
export function createProject(folder: string, called: string): NewProject {
  const name = basename(folder)
    .replace(/[^A-Za-z0-9_]+/g, '_')
    .replace(/^[^A-Za-z]+|_+$/g, '')
  if (name === '') throw new AssayError(badProjectName(basename(folder)))
  const found = namesIn(folder).filter((entry) => !HARMLESS.test(entry))
  const existing = projectFileIn(folder)?.file ?? found[0]
  if (existing !== undefined) throw new AssayError(notEmpty(called, existing))
  const present = new Set(namesIn(folder))
  const files = Object.entries(newProjectFiles(name)).filter(([path]) => !present.has(path))
  for (const [path, text] of files) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    // `wx`: what somebody wrote in the meantime stays.
    writeFileSync(file, text, { flag: 'wx' })
  }
  return { name, files: files.map(([path]) => relative(folder, join(folder, path))) }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR')
      throw new AssayError(notEmpty(folder, 'a file of that name'))
    throw error
  }
}
