import type { Package, SourceFile } from '../../project/project.ts'
import { behaves } from '../../resources/behavior.ts'
import { uniqueId } from '../../resources/ids.ts'
import type { Analysis } from '../../resources/node.ts'
import type { Parsing } from '../parsing.ts'
import { readCodeNode } from './code-node.ts'
import { codeOf, type Draft, fqnOf, readerOf, stemOf } from './node-parts.ts'

/**
 * A file of the analyses folder: compiled, never run. dbt puts a folder's name into its fqn and configures it as a model,
 * unless `require_corrected_analysis_fqns` is set.
 */
export async function draftAnalysis(
  file: SourceFile,
  package_: Package,
  parsing: Parsing,
): Promise<Draft<Analysis> | null> {
  const name = stemOf(file.path)
  const id = uniqueId('analysis', package_.name, name)
  const corrected = behaves(parsing.invocation.projectFlags ?? {}, 'require_corrected_analysis_fqns')
  const path = corrected ? file.relativePath : `analysis/${file.relativePath}`
  const fqn = fqnOf(package_.name, path, name)
  const read = await readCodeNode(
    {
      kind: 'analysis',
      id,
      name,
      fqn,
      package_,
      file,
      ...codeOf(file),
      section: corrected ? 'analyses' : 'models',
      shelf: parsing.shelves.node,
      entry: parsing.properties.take('analyses', package_.name, name, parsing.project.settings.name),
      reader: readerOf(parsing, 'analysis', id, package_, file, name, fqn),
    },
    parsing,
  )
  if (read === null) return null
  return { ...read.parts, kind: 'analysis', path, config: read.config, relation: null }
}
