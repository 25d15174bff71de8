import type { Package, SourceFile } from '../../project/project.ts'
import type { Column, Constraint } from '../../resources/column.ts'
import { uniqueId } from '../../resources/ids.ts'
import type { Model } from '../../resources/node.ts'
import { toJson } from '../../yaml/yaml-value.ts'
import { contractWithoutColumns, severalPrimaryKeys } from '../errors.ts'
import type { Parsing } from '../parsing.ts'
import { checkEntry } from '../properties/check.ts'
import type { PropertyEntry } from '../properties/property-entry.ts'
import { type ModelProperties, modelSchema } from '../properties/schemas.ts'
import { readCodeNode } from './code-node.ts'
import { readForeignKeys } from './foreign-keys.ts'
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
  if (entry !== null && more !== null) reportContract(name, more, config.contract.enforced, entry, parsing)
  const written = (more?.constraints ?? []) as readonly Constraint[]
  const keys = hasForeignKeys(written, parts.columns)
    ? await readForeignKeys(name, parts.columns, written, entry, parsing)
    : { columns: parts.columns, constraints: written, refs: [], sources: [] }
  return {
    ...parts,
    columns: keys.columns,
    refs: [...parts.refs, ...keys.refs],
    sources: [...parts.sources, ...keys.sources],
    kind: 'model',
    config,
    relation: config.materialized === 'ephemeral' ? null : relation,
    access: config.access,
    constraints: keys.constraints,
    version,
    latestVersion,
    deprecationDate: more?.deprecation_date ?? null,
    primaryKey: [],
    timeSpine: more?.time_spine ?? null,
  }
}

function hasForeignKeys(ofModel: readonly Constraint[], columns: ReadonlyMap<string, Column>): boolean {
  const is = ({ type, to }: Constraint): boolean => type === 'foreign_key' && to !== null
  return ofModel.some(is) || [...columns.values()].some(({ constraints }) => constraints.some(is))
}

/** What dbt asks of a contract, and of primary keys, where they are described. */
function reportContract(
  name: string,
  { columns, constraints }: ModelProperties,
  enforced: boolean,
  entry: PropertyEntry,
  parsing: Parsing,
): void {
  if (enforced && columns.length === 0) parsing.report(contractWithoutColumns(name, entry.locate(['name'])))
  const keyed = columns.filter((column) => column.constraints.some(({ type }) => type === 'primary_key'))
  const ofModel = constraints.filter(({ type }) => type === 'primary_key').length
  if (keyed.length > 1 || (keyed.length > 0 && ofModel > 0)) {
    const names = [...keyed.map((column) => column.name), ...(ofModel > 0 ? ['one of the model'] : [])]
    parsing.report(severalPrimaryKeys(name, names, entry.locate(['name'])))
  }
}
