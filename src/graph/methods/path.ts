import { glob, pathGlob } from '../glob.ts'
import type { GraphResource } from '../graph.ts'
import { type Method, type Scope, textOf } from './method.ts'

/**
 * By folder, by file, or by the file of the properties. As in dbt the pattern is looked up in the root project, and
 * a resource of a package is met when the same path exists there.
 */
export const path: Method = {
  expects: (criterion) => {
    const pattern = textOf(criterion)
    if (/^([/\\]|[A-Za-z]:)/.test(pattern)) return "a path from the project's folder on, such as models/staging"
    if (pattern === '') return 'a path, such as models/staging'
    const wrong = pattern.split(/[/\\]/).find((part) => part.includes('**') && part !== '**')
    return wrong === undefined ? undefined : `** as a whole folder name, not '${wrong}'`
  },
  matcher: (criterion, scope) => {
    const matches = pathGlob(textOf(criterion))
    const found = new Set<string>()
    for (const [known, isFolder] of projectPaths(scope)) if (matches(known, isFolder)) found.add(known)
    return (resource) =>
      pathsOf(resource).some(({ file, above }) => found.has(file) || above.some((one) => found.has(one)))
  },
  values: (_criterion, scope) => projectPaths(scope).keys(),
}

/** By file name, with or without its extension. */
export const file: Method = {
  matcher: (criterion) => {
    const matches = glob(textOf(criterion))
    return (resource) => matches(fileName(resource)) || matches(stem(fileName(resource)))
  },
  values: function* (_criterion, { graph }) {
    for (const resource of graph.resources.values()) {
      yield fileName(resource)
      yield stem(fileName(resource))
    }
  },
}

/** Every file and folder of the root project that has to do with a resource, and whether it is a folder. */
function projectPaths({ graph }: Scope): ReadonlyMap<string, boolean> {
  const paths = new Map<string, boolean>()
  const { disabled, projectName } = graph.manifest
  for (const resource of [...graph.resources.values(), ...[...disabled.values()].flat()]) {
    if (resource.package !== projectName) continue
    for (const { file } of pathsOf(resource)) {
      paths.set(file, false)
      for (const folder of folders(file)) paths.set(folder, true)
    }
  }
  return paths
}

/** The file a resource is in, with all folders above; and its properties' file, which counts without folders. */
function pathsOf(resource: GraphResource): readonly { readonly file: string; readonly above: readonly string[] }[] {
  const own = resource.originalPath.replace(/^\.\//, '')
  const properties = 'patchPath' in resource ? resource.patchPath?.split('://')[1] : undefined
  const paths = [{ file: own, above: folders(own) }]
  return properties === undefined ? paths : [...paths, { file: properties, above: [] }]
}

/** `''` (the project's own folder), `models`, `models/staging` for a file in the last. */
function folders(file: string): readonly string[] {
  const parts = file.split('/')
  return parts.map((_, count) => parts.slice(0, count).join('/'))
}

function fileName(resource: GraphResource): string {
  return resource.originalPath.split('/').at(-1) ?? ''
}

function stem(name: string): string {
  return name.replace(/(?<=.)\.[^.]+$/, '')
}
