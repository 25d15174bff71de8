/** What `feature_views:` and `training_sets:` have alike: a model whose code is made of YAML. */
import type { JsonObject } from '../../base/json.ts'
import { parseTemplate } from '../../jinja/template.ts'
import { uniqueId } from '../../resources/ids.ts'
import type { Model } from '../../resources/node.ts'
import { textChecksum } from '../../resources/text-checksum.ts'
import { placingIn } from '../../resources/text-place.ts'
import { isYamlMap, type YamlMap, type YamlPath, type YamlValue } from '../../yaml/yaml-value.ts'
import { readCodeNode } from '../nodes/code-node.ts'
import { type Draft, fqnOf, readerOf } from '../nodes/node-parts.ts'
import type { Parsing } from '../parsing.ts'
import { reportConfiguredTwice } from '../properties/configured-twice.ts'
import type { PropertyEntry } from '../properties/property-entry.ts'
import { wrongMaterialization } from './errors.ts'
import { type CodePart, madeCode } from './made-code.ts'

/** A column of the node, and where it is described. */
export interface DeclaredColumn {
  readonly column: YamlMap
  readonly path: YamlPath
}

export interface Declaration {
  /** `feature view 'applicants'` */
  readonly what: string
  readonly kind: string
  readonly name: string
  readonly code: readonly (CodePart | string)[]
  readonly columns: readonly DeclaredColumn[]
  /** Configs that hold unless the entry says otherwise. */
  readonly defaults: JsonObject
  readonly materializations: readonly string[]
  /** What macros find at `config.meta.assay`. */
  readonly meta: JsonObject
}

/** The model that an entry declares. Null after reporting what is wrong. */
export async function draftDeclared(
  { what, kind, name, code: parts, columns, defaults, materializations, meta }: Declaration,
  entry: PropertyEntry,
  parsing: Parsing,
): Promise<Draft<Model> | null> {
  const { package_, file } = entry.home
  reportConfiguredTwice(entry, what, parsing.report)
  const { code, place } = madeCode(parts, entry)
  const described = asModel(entry, columns, defaults, meta)
  const id = uniqueId('model', package_.name, name)
  const fqn = fqnOf(package_.name, file.relativePath, name)
  const home = { ...file, checksum: textChecksum(code) }
  return placingIn(code, place, async () => {
    const read = await readCodeNode(
      {
        kind,
        id,
        name,
        fqn,
        package_,
        file: home,
        template: parseTemplate(code, entry.file),
        rawCode: code,
        section: 'models',
        shelf: parsing.shelves.model,
        entry: described,
        reader: readerOf(parsing, 'model', id, package_, file, name, fqn),
        writtenAt: place,
      },
      parsing,
    )
    if (read === null) return null
    const { config, parts, relation } = read
    if (!materializations.includes(config.materialized))
      parsing.report(
        wrongMaterialization(what, config.materialized, materializations, entry.locate(['config', 'materialized'])),
      )
    return {
      ...parts,
      path: `${name}.sql`,
      unrenderedConfig: comparedConfig(parts.unrenderedConfig, Object.keys(meta)),
      kind: 'model',
      config,
      relation,
      access: config.access,
      constraints: [],
      version: null,
      latestVersion: null,
      deprecationDate: null,
      primaryKey: [],
      timeSpine: null,
    }
  })
}

/** What a later state is compared by: what we add to `meta` says no more than the code. */
function comparedConfig({ meta, ...config }: JsonObject, added: readonly string[]): JsonObject {
  const { assay, ...ofUser } = meta as JsonObject
  const words = Object.entries(assay as JsonObject).filter(([key]) => !added.includes(key))
  const kept = { ...ofUser, ...(words.length === 0 ? {} : { assay: Object.fromEntries(words) }) }
  return Object.keys(kept).length === 0 ? config : { ...config, meta: kept }
}

/** The entry as `models:` would have it. */
function asModel(
  entry: PropertyEntry,
  columns: readonly DeclaredColumn[],
  defaults: JsonObject,
  meta: JsonObject,
): PropertyEntry {
  const { name, description = '', docs, group, access, data_tests = null, tests = null } = entry.rendered
  const config = mapOf(entry.rendered.config)
  const ofUser = { ...mapOf(entry.rendered.meta), ...mapOf(config.meta) }
  const tags = [...listOf(entry.rendered.tags), ...listOf(config.tags)]
  const rendered: YamlMap = {
    name: name ?? '',
    description,
    ...given({ docs, group, access, data_tests, tests }),
    columns: columns.map(({ column }) => column),
    config: {
      ...(defaults as YamlMap), // plain data is YAML, too
      ...config,
      ...(tags.length === 0 ? {} : { tags }),
      meta: { ...ofUser, assay: { ...mapOf(ofUser.assay), ...(meta as YamlMap) } },
    },
  }
  return {
    ...entry,
    rendered,
    locate: (path, part) => entry.locate(pathOf(path, columns), part),
  }
}

function pathOf(path: YamlPath, columns: readonly DeclaredColumn[]): YamlPath {
  const [first, index, ...rest] = path
  if (first !== 'columns' || typeof index !== 'number') return path
  return [...(columns[index]?.path ?? []), ...rest]
}

function given(values: Readonly<Record<string, YamlValue | undefined>>): YamlMap {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => (value ?? null) !== null)) as YamlMap
}

function mapOf(value: YamlValue | undefined): YamlMap {
  return isYamlMap(value) ? value : {}
}

function listOf(value: YamlValue | undefined): readonly YamlValue[] {
  return Array.isArray(value) ? value : (value ?? null) === null ? [] : [value as YamlValue]
}
