/** Which files a package has, by what they are for. As dbt finds them: names count, contents do not. */
import { readdirSync } from 'node:fs'
import { join, posix } from 'node:path'
import type { FileKind, ResourcePaths } from '../project.ts'
import type { IgnoreRule } from './ignore-file.ts'

export interface FoundFile {
  readonly kind: FileKind
  /** The resource folder as the project names it, and the path from there on; both with `/`. */
  readonly searchPath: string
  readonly relativePath: string
  /** From the package's root on. */
  readonly path: string
}

/** A file that lies among the resources and is left out, because of its language. */
export interface ForeignFile {
  readonly path: string
  readonly language: 'python' | 'javascript'
}

export interface FoundFiles {
  readonly files: readonly FoundFile[]
  readonly foreign: readonly ForeignFile[]
}

interface Search {
  readonly kind: FileKind
  readonly paths: readonly string[]
  readonly extensions: readonly string[]
  /** For generic tests and fixtures: the folder they have below the resource folder. */
  readonly below?: string
}

/**
 * All files of a package, in the order of their paths. Left out: hidden files and folders, editors' leftovers (`#x`,
 * `x~`), what `ignores` ignores, and the folders in `skip` (paths from the root on: build output, installed packages).
 */
export function findFiles(
  root: string,
  paths: ResourcePaths,
  ignores: IgnoreRule,
  skip: ReadonlySet<string>,
): FoundFiles {
  const files = new Map<string, FoundFile>()
  const foreign = new Map<string, ForeignFile>()
  const listings = new Map<string, readonly string[]>()
  for (const search of searches(paths)) {
    for (const folder of new Set(search.paths.map(normalizeFolder))) {
      const searchPath = search.below === undefined ? folder : posix.join(folder, search.below)
      let names = listings.get(searchPath)
      if (names === undefined) {
        names = listFiles(root, searchPath, skip)
        listings.set(searchPath, names)
      }
      for (const relativePath of names) {
        const path = posix.join(searchPath, relativePath)
        if (ignores(path)) continue
        const language = foreignLanguage(search.kind, relativePath)
        if (language !== undefined) foreign.set(path, { path, language })
        if (!hasExtension(relativePath, search.extensions)) continue
        if (search.kind === 'data-test' && /^(?:generic|fixtures)\//.test(relativePath)) continue
        const key = `${search.kind}:${path}`
        // Two resource folders may lie one in the other; the first that finds a file has it.
        if (!files.has(key)) files.set(key, { kind: search.kind, searchPath, relativePath, path })
      }
    }
  }
  return { files: [...files.values()].sort(byPath), foreign: [...foreign.values()].sort(byPath) }
}

/** Property files at a project's root: `sources.yml` and whatever else is YAML there and is not known to be other things. */
export function findRootProperties(root: string, ignores: IgnoreRule): readonly FoundFile[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && hasExtension(entry.name, YAML) && isVisible(entry.name))
    .map(({ name }) => name)
    .filter((name) => !NOT_PROPERTIES.has(name.toLowerCase()) && !ignores(name))
    .sort()
    .map((name) => ({ kind: 'properties', searchPath: '.', relativePath: name, path: name }))
}

const YAML = ['.yml', '.yaml']

const NOT_PROPERTIES = new Set(
  ['project', 'dbt_project', 'packages', 'dependencies', 'package-lock', 'selectors', 'profiles', 'vars', 'catalogs']
    .concat(['docker-compose', 'compose', 'mkdocs', 'pnpm-lock', 'pnpm-workspace'])
    .flatMap((name) => YAML.map((extension) => name + extension)),
)

function searches(paths: ResourcePaths): readonly Search[] {
  const sources = [
    paths.models,
    paths.seeds,
    paths.snapshots,
    paths.analyses,
    paths.macros,
    paths.tests,
    paths.functions,
  ]
  return [
    { kind: 'macro', paths: paths.macros, extensions: ['.sql'] },
    { kind: 'model', paths: paths.models, extensions: ['.sql'] },
    { kind: 'snapshot', paths: paths.snapshots, extensions: ['.sql'] },
    { kind: 'analysis', paths: paths.analyses, extensions: ['.sql'] },
    { kind: 'data-test', paths: paths.tests, extensions: ['.sql'] },
    { kind: 'generic-test', paths: paths.tests, extensions: ['.sql'], below: 'generic' },
    { kind: 'fixture', paths: paths.tests, extensions: ['.csv', '.sql'], below: 'fixtures' },
    { kind: 'seed', paths: paths.seeds, extensions: ['.csv'] },
    { kind: 'docs', paths: paths.docs, extensions: ['.md'] },
    { kind: 'function', paths: paths.functions, extensions: ['.sql'] },
    { kind: 'properties', paths: sources.flat(), extensions: YAML },
  ]
}

/** Paths of the files below a folder, from that folder on. Links to files are followed, links to folders are not. */
function listFiles(root: string, folder: string, skip: ReadonlySet<string>): readonly string[] {
  const result: string[] = []
  walk('')
  return result

  function walk(below: string): void {
    const here = posix.join(folder, below)
    for (const entry of entriesOf(join(root, here))) {
      if (!isVisible(entry.name)) continue
      const relative = below === '' ? entry.name : `${below}/${entry.name}`
      if (!entry.isDirectory()) {
        if (entry.isFile() || entry.isSymbolicLink()) result.push(relative)
      } else if (!skip.has(posix.join(here, entry.name)) && entry.name !== 'node_modules') walk(relative)
    }
  }
}

/** A folder that does not exist holds nothing: projects name folders they do not have. */
function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (thrown) {
    if (['ENOENT', 'ENOTDIR'].includes((thrown as NodeJS.ErrnoException).code ?? '')) return []
    throw thrown
  }
}

function isVisible(name: string): boolean {
  return !/^[.#~]/.test(name)
}

function hasExtension(name: string, extensions: readonly string[]): boolean {
  const lower = name.toLowerCase()
  return extensions.some((extension) => lower.endsWith(extension))
}

function foreignLanguage(kind: FileKind, name: string): ForeignFile['language'] | undefined {
  if ((kind === 'model' || kind === 'function') && hasExtension(name, ['.py'])) return 'python'
  return kind === 'function' && hasExtension(name, ['.js']) ? 'javascript' : undefined
}

function normalizeFolder(folder: string): string {
  return posix.normalize(folder.replaceAll('\\', '/')).replace(/(?<=.)\/$/, '')
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0
}
