import type { Entity } from '../../resources/entity.ts'
import type { Feature, FeatureView } from '../../resources/feature-view.ts'
import type { Model } from '../../resources/node.ts'
import { isYamlMap, own, toJson, type YamlMap, type YamlValue } from '../../yaml/yaml-value.ts'
import type { Draft } from '../nodes/node-parts.ts'
import type { Parsing } from '../parsing.ts'
import { checkEntry } from '../properties/check.ts'
import type { PropertyEntry } from '../properties/property-entry.ts'
import { checkKeys } from './check-keys.ts'
import { type DeclaredColumn, draftDeclared } from './declared-node.ts'
import { findEntity } from './entity.ts'
import { featureTwice, unknownEntity, unknownKey } from './errors.ts'
import { readFeature, wordsOf } from './feature.ts'
import { literal } from './made-code.ts'
import { reference } from './reference.ts'
import { type FeatureViewProperties, featureViewSchema } from './schemas.ts'

/** The column that says for which moment a row of a feature view was computed. */
export const AS_OF = 'features_as_of'

/** A feature view before it is known what it reads: its node refers to that first. */
export interface FeatureViewDraft {
  readonly node: Draft<Model>
  readonly view: Omit<FeatureView, 'reads'>
  readonly readsKind: 'ref' | 'source'
  readonly entry: PropertyEntry
}

/** One entry of `feature_views:`. Null after reporting what is wrong. */
export async function draftFeatureView(
  entry: PropertyEntry,
  entities: readonly Entity[],
  parsing: Parsing,
): Promise<FeatureViewDraft | null> {
  const name = String(entry.rendered.name)
  const what = `feature view '${name}'`
  const isKnown = checkKeys(entry.rendered, [], Object.keys(featureViewSchema.shape), what, entry, parsing)
  const given = checkEntry(featureViewSchema, toJson(entry.rendered), what, entry.locate, parsing.report)
  if (given === null) return null
  const keys = keysOf(given, entities, entry, parsing)
  const reads = reference(given.model, ['model'], what, entry, parsing)
  const features = readFeatures(given, keys ?? [], what, entry, parsing)
  if (!isKnown || keys === null || reads === null || features === null) return null
  const words = features.map(wordsOf)
  const node = await draftDeclared(
    {
      what,
      kind: 'feature view',
      name,
      code: [
        '{{ assay.feature_view(\n    ',
        reads.code,
        ',\n    keys=',
        { text: literal(keys), path: ['entity'] },
        ',\n    features=[\n',
        ...words.flatMap((one, index) => ['        ', { text: literal(one), path: ['features', index] }, ',\n']),
        '    ]\n) }}',
      ],
      columns: columnsOf(keys, features, entry, what, parsing),
      defaults: {
        materialized: 'materialized_view',
        ...(given.config.materialized === 'view' ? {} : { indexes: [{ columns: keys, unique: true }] }),
      },
      materializations: ['materialized_view', 'table', 'view'],
      meta: { kind: 'feature_view', feature_view: { keys, owner: given.owner, features: words } },
    },
    entry,
    parsing,
  )
  if (node === null) return null
  const entity = typeof given.entity === 'string' ? given.entity : null
  const view = { kind: 'feature_view' as const, entity, keys, owner: given.owner, features }
  return { node, view, readsKind: reads.kind, entry }
}

/** The key columns: those of the entity named, or the list written. Null after reporting that there is no such entity. */
function keysOf(
  { name, entity }: FeatureViewProperties,
  entities: readonly Entity[],
  entry: PropertyEntry,
  { project, report }: Parsing,
): readonly string[] | null {
  if (typeof entity !== 'string') return entity
  const found = findEntity(entity, entry.package, project.settings.name, entities)
  if (found !== undefined) return found.keys
  const known = entities.map((one) => one.name)
  report(unknownEntity(name, entity, known, entry.locate(['entity'])))
  return null
}

function readFeatures(
  { name: view, ttl, features: items }: FeatureViewProperties,
  keys: readonly string[],
  what: string,
  entry: PropertyEntry,
  parsing: Parsing,
): readonly Feature[] | null {
  const features = items.map((_, index) => readFeature(index, ttl, what, entry, parsing))
  const origins = new Map([...keys.map((key) => [key, 'a key'] as const), [AS_OF, 'the moment it is computed for']])
  for (const [index, item] of items.entries()) {
    const at = entry.locate(['features', index, 'name'])
    const first = origins.get(item.name)
    if (first === undefined) origins.set(item.name, `the feature in line ${at.line}`)
    else parsing.report(featureTwice(view, item.name, first, at))
  }
  return features.every((feature) => feature !== null) ? features : null
}

/** Keys, the moment, the features; what `columns:` says of one of them is added to it. */
function columnsOf(
  keys: readonly string[],
  features: readonly Feature[],
  entry: PropertyEntry,
  what: string,
  parsing: Parsing,
): readonly DeclaredColumn[] {
  const written = describedColumns(entry)
  const names = [...keys, AS_OF, ...features.map(({ name }) => name)]
  for (const { column, path } of written) {
    const name = String(own(column, 'name'))
    if (!names.includes(name))
      parsing.report(unknownKey(`${what}, columns`, name, names, entry.locate([...path, 'name'])))
  }
  const merged = (base: YamlMap, path: DeclaredColumn['path']): DeclaredColumn => {
    const more = written.find(({ column }) => own(column, 'name') === base.name)
    return more === undefined ? { column: base, path } : { column: { ...base, ...more.column }, path: more.path }
  }
  return [
    ...keys.map((name) => merged({ name }, ['entity'])),
    merged({ name: AS_OF, description: 'The moment the features were computed for.' }, ['name']),
    ...features.map((feature, index) => merged(columnOf(feature), ['features', index])),
  ]
}

function columnOf({ name, description, dtype, unit, tags }: Feature): YamlMap {
  return {
    name,
    description,
    ...(dtype === null ? {} : { data_type: dtype }),
    ...(unit === null ? {} : { meta: { unit } }),
    ...(tags.length === 0 ? {} : { tags }),
  }
}

export function describedColumns(entry: PropertyEntry): readonly DeclaredColumn[] {
  return itemsOf(entry, 'columns')
}

/** What has tests: features, what may not be null among them, and columns. */
export function testedColumns(entry: PropertyEntry): readonly DeclaredColumn[] {
  const features = itemsOf(entry, 'features')
  const neverNull = features.flatMap(({ column, path }) =>
    own(column, 'nulls') === 'forbid'
      ? [{ column: { name: own(column, 'name') ?? '', data_tests: ['not_null'] }, path: [...path, 'nulls'] }]
      : [],
  )
  return [...neverNull, ...features, ...describedColumns(entry)]
}

function itemsOf(entry: PropertyEntry, key: string): readonly DeclaredColumn[] {
  const list: YamlValue | undefined = own(entry.rendered, key)
  return (Array.isArray(list) ? list : []).flatMap((column, index) =>
    isYamlMap(column) ? [{ column, path: [key, index] }] : [],
  )
}
