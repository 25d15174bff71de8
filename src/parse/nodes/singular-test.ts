import type { Package, SourceFile } from '../../project/project.ts'
import { uniqueId } from '../../resources/ids.ts'
import type { DataTest } from '../../resources/node.ts'
import type { Parsing } from '../parsing.ts'
import { readCodeNode } from './code-node.ts'
import { codeOf, type Draft, fqnOf, readerOf, stemOf } from './node-parts.ts'

/** A select in the tests folder: it fails by the rows it gives. */
export async function draftSingularTest(
  file: SourceFile,
  package_: Package,
  parsing: Parsing,
): Promise<Draft<DataTest> | null> {
  const name = stemOf(file.path)
  const id = uniqueId('test', package_.name, name)
  const fqn = fqnOf(package_.name, file.relativePath, name)
  const read = await readCodeNode(
    {
      kind: 'test',
      id,
      name,
      fqn,
      package_,
      file,
      ...codeOf(file),
      section: 'data_tests',
      shelf: parsing.shelves.test,
      entry: parsing.properties.take('data_tests', package_.name, name, parsing.project.settings.name),
      reader: readerOf(parsing, 'test', id, package_, file, name, fqn),
    },
    parsing,
  )
  return read === null
    ? null
    : { ...read.parts, kind: 'test', config: read.config, relation: read.relation, generic: null }
}
