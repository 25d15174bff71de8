import { isAbsolute, posix, relative } from 'node:path'
import type { ResourcePaths } from '../project.ts'
import type { ProjectFile } from './project-schema.ts'

/** Where a package's resources lie, with dbt's defaults. Docs are looked for among everything else. */
export function resourcePaths(file: ProjectFile, root: string): ResourcePaths {
  const folders = (paths: readonly string[] | null | undefined, otherwise: string): readonly string[] =>
    (paths ?? [otherwise]).map((path) => normalizeFolder(path, root))
  const paths = {
    models: folders(file['model-paths'] ?? file['source-paths'], 'models'),
    seeds: folders(file['seed-paths'] ?? file['data-paths'], 'seeds'),
    snapshots: folders(file['snapshot-paths'], 'snapshots'),
    tests: folders(file['test-paths'], 'tests'),
    analyses: folders(file['analysis-paths'], 'analyses'),
    macros: folders(file['macro-paths'], 'macros'),
    functions: folders(file['function-paths'], 'functions'),
    assets: (file['asset-paths'] ?? []).map((path) => normalizeFolder(path, root)),
  }
  const { models, seeds, snapshots, tests, analyses, macros, functions } = paths
  const all = [...models, ...seeds, ...snapshots, ...analyses, ...macros, ...tests, ...functions]
  const docs = file['docs-paths']?.map((path) => normalizeFolder(path, root)) ?? [...new Set(all)]
  return { ...paths, docs }
}

/** From the package's root on, with `/`, without `./` and without a slash at the end. */
export function normalizeFolder(path: string, root: string): string {
  const inside = isAbsolute(path) ? relative(root, path) : path
  const normal = posix.normalize(inside.replaceAll('\\', '/') || '.')
  return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal
}
