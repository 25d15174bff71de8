import type { Package, SourceFile } from '../../project/project.ts'
import type { Constraint } from '../../resources/column.ts'
import { uniqueId } from '../../resources/ids.ts'
import type { Model } from '../../resources/node.ts'
import { toJson } from '../../yaml/yaml-value.ts'
import type { Parsing } from '../parsing.ts'
import { checkEntry } from '../properties/check.ts'
import { modelSchema } from '../properties/schemas.ts'
import { readCodeNode } from './code-node.ts'
import { codeOf, type Draft, fqnOf, readerOf, stemOf } from './node-parts.ts'

/** A model file and what describes it. Null after reporting what is wrong with it. */
export async function draftModel(file: SourceFile, package_: Package, parsing: Parsing): Promise<Draft<Model> | null> {
  const stem = stemOf(file.path)
  const versioned = parsing.versions(package_).get(stem) ?? null
  const name = versioned?.name ?? stem
  const version = versioned?.version ?? null
  const latestVersion = versioned?.latest ?? null
  const suffix = version === null ? [] : [`v${version}`]
  const id = uniqueId('model', package_.name, name, ...suffix)
  const fqn = [...fqnOf(package_.name, file.relativePath, name), ...suffix]
  const described = parsing.properties.take('models', package_.name, name, parsing.project.settings.name)
  const entry = versioned?.entry ?? described
  const more =
    entry === null
      ? null
      : checkEntry(modelSchema, toJson(entry.rendered), `model '${name}'`, entry.locate, parsing.report)
  if (entry !== null && more === null) return null
  const reader = readerOf(parsing, 'model', id, package_, file, name, fqn)
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
      reader: { ...reader, describe: () => ({ ...reader.describe(), version, latest_version: latestVersion }) },
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
    version,
    latestVersion,
    deprecationDate: more?.deprecation_date ?? null,
    primaryKey: [],
    timeSpine: more?.time_spine ?? null,
  }
}
