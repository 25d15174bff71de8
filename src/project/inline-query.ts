import { sha256 } from '../base/digest.ts'
import type { Project, SourceFile } from './project.ts'

/** What SQL from the command line is called, and the kind of resource it becomes: `analysis.<project>.inline_query`. */
export const INLINE_QUERY = 'inline_query'

/** The project with one analysis more, whose text is `sql`: so that it is understood like any other file. */
export function withInlineQuery(project: Project, sql: string): Project {
  const [root, ...others] = project.packages
  if (root === undefined) return project
  const file: SourceFile = {
    kind: 'analysis',
    path: `${INLINE_QUERY}.sql`,
    searchPath: '.',
    relativePath: `${INLINE_QUERY}.sql`,
    absolutePath: project.root,
    label: '--inline',
    text: sql,
    checksum: { name: 'sha256', checksum: sha256(sql) },
  }
  return { ...project, packages: [{ ...root, files: [...root.files, file] }, ...others] }
}
