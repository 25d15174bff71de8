import type { Package, SourceFile } from '../../project/project.ts'
import { uniqueId } from '../../resources/ids.ts'
import type { Analysis } from '../../resources/node.ts'
import type { Parsing } from '../parsing.ts'
import { readCodeNode } from './code-node.ts'
import { codeOf, type Draft, fqnOf, readerOf, stemOf } from './node-parts.ts'

/** A file of the analyses folder: compiled, never run. dbt puts the folder's name into its fqn. */
export async function draftAnalysis(
  file: SourceFile,
  package_: Package,
  parsing: Parsing,
): Promise<Draft<Analysis> | null> {
  const name = stemOf(file.path)
  const id = uniqueId('analysis', package_.name, name)
  const fqn = fqnOf(package_.name, `analysis/${file.relativePath}`, name)
  const read = await readCodeNode(
    {
      kind: 'analysis',
      id,
      name,
      fqn,
      package_,
      file,
      ...codeOf(file),
      section: 'models',
      shelf: parsing.shelves.node,
      entry: parsing.properties.take('analyses', package_.name, name, parsing.project.settings.name),
      reader: readerOf(parsing, 'analysis', id, package_, file, name, fqn),
    },
    parsing,
  )
  if (read === null) return null
  return { ...read.parts, kind: 'analysis', path: `analysis/${file.relativePath}`, config: read.config, relation: null }
}
