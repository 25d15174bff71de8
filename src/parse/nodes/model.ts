import type { Package, SourceFile } from '../../project/project.ts'
import type { Constraint } from '../../resources/column.ts'
import { uniqueId } from '../../resources/ids.ts'
import type { Model } from '../../resources/node.ts'
import { toJson } from '../../yaml/yaml-value.ts'
import type { Parsing } from '../parsing.ts'
import { check } from '../properties/check.ts'
import { modelSchema } from '../properties/schemas.ts'
import { readCodeNode } from './code-node.ts'
import { codeOf, type Draft, fqnOf, readerOf, stemOf } from './node-parts.ts'

/** A model file and what describes it. Null after reporting what is wrong with it. */
export async function draftModel(file: SourceFile, package_: Package, parsing: Parsing): Promise<Draft<Model> | null> {
  const name = stemOf(file.path)
  const id = uniqueId('model', package_.name, name)
  const fqn = fqnOf(package_.name, file.relativePath, name)
  const entry = parsing.properties.take('models', package_.name, name, parsing.project.settings.name)
  const more =
    entry === null ? null : check(modelSchema, toJson(entry.rendered), `model '${name}'`, entry.locate, parsing.report)
  if (entry !== null && more === null) return null
  const read = await readCodeNode(
    {
      kind: 'model',
      id,
      name,
      fqn,
      package_,
      file,
      ...codeOf(file),
      section: 'models',
      shelf: parsing.shelves.model,
      entry,
      reader: readerOf(parsing, 'model', id, package_, file, name, fqn),
    },
    parsing,
  )
  if (read === null) return null
  const { config, parts, relation } = read
  return {
    ...parts,
    kind: 'model',
    config,
    relation: config.materialized === 'ephemeral' ? null : relation,
    access: config.access,
    constraints: (more?.constraints ?? []) as readonly Constraint[],
    version: null,
    latestVersion: null,
    deprecationDate: more?.deprecation_date ?? null,
    primaryKey: [],
    timeSpine: more?.time_spine ?? null,
  }
}
