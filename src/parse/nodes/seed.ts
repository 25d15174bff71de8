import { parseTemplate } from '../../jinja/template.ts'
import type { Package, SourceFile } from '../../project/project.ts'
import { uniqueId } from '../../resources/ids.ts'
import type { Seed } from '../../resources/node.ts'
import { seedWithParents } from '../errors.ts'
import type { Parsing } from '../parsing.ts'
import { readCodeNode } from './code-node.ts'
import { type Draft, fqnOf, readerOf, stemOf } from './node-parts.ts'

/** A csv file. It has no code; its hooks and properties are read like a model's. */
export async function draftSeed(file: SourceFile, package_: Package, parsing: Parsing): Promise<Draft<Seed> | null> {
  const name = stemOf(file.path)
  const id = uniqueId('seed', package_.name, name)
  const fqn = fqnOf(package_.name, file.relativePath, name)
  const read = await readCodeNode(
    {
      kind: 'seed',
      id,
      name,
      fqn,
      package_,
      file,
      template: parseTemplate('', file.label),
      rawCode: '',
      section: 'seeds',
      shelf: parsing.shelves.seed,
      entry: parsing.properties.take('seeds', package_.name, name, parsing.project.settings.name),
      reader: readerOf(parsing, 'seed', id, package_, file, name, fqn),
    },
    parsing,
  )
  if (read === null) return null
  const { refs, sources } = read.parts
  const [first] = [
    ...refs.map((ref) => ({ what: `ref('${ref.name}')`, place: ref.place })),
    ...sources.map((source) => ({ what: `source('${source.source}', '${source.table}')`, place: source.place })),
  ]
  if (first !== undefined) {
    parsing.report(seedWithParents(name, first.what, first.place ?? { file: file.label, line: 1, column: 1 }))
    return null
  }
  const {
    language: _language,
    refs: _refs,
    sources: _sources,
    metrics: _metrics,
    functions: _functions,
    template: _template,
    ...parts
  } = read.parts
  return {
    ...parts,
    kind: 'seed',
    config: read.config,
    relation: read.relation,
    file: file.absolutePath,
    rootPath: package_.root,
  }
}
