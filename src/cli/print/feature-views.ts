/** Feature views: lists, what is known of one, and what two say otherwise. */
import type { ValueChange, ViewDifference } from '../../artifacts/assay/compare-feature-views.ts'
import type { Json, JsonObject } from '../../base/json.ts'
import type { Manifest } from '../../resources/manifest.ts'
import type { NamedView } from '../feature-views.ts'
import { textTable } from './text-table.ts'
import { padEnd } from './width.ts'
import { harmless } from './words.ts'

type DescribedFeature = NamedView['view']['features'][number]

export function printViews(views: readonly NamedView[]): string {
  const rows = views.map(({ node, view }) => [
    node.name,
    entityOf(view),
    String(view.features.length),
    shortName(view.reads),
    view.owner ?? '',
    node.description.split('\n')[0] ?? '',
  ])
  return textTable([['feature view', 'entity', 'features', 'reads', 'owner', 'description'], ...rows], [2])
}

export function printView({ node, view }: NamedView, manifest: Manifest): string {
  const readers = readersOf(node.id, manifest)
  const facts: readonly (readonly [string, string])[] = [
    ['entity', view.entity === null ? view.keys.join(', ') : `${view.entity} (${view.keys.join(', ')})`],
    ['reads', `${view.reads.split('.')[0]} ${shortName(view.reads)}`],
    ['online', `${node.schema}.${node.alias}, ${node.config.materialized.replaceAll('_', ' ')}`],
    ['owner', view.owner ?? '–'],
    ['read by', readers.length === 0 ? '–' : readers.join(', ')],
    ['file', node.originalPath],
  ]
  const head = facts.map(([key, value]) => `${padEnd(key, 10)}${harmless(value)}`).join('\n')
  const rows = view.features.map((feature) => [
    feature.name,
    howOf(feature),
    feature.dtype ?? '',
    feature.unit ?? '',
    nullsOf(feature.nulls),
    feature.description.split('\n')[0] ?? '',
  ])
  const description = node.description === '' ? '' : `${harmless(node.description.trim())}\n`
  return `${harmless(node.name)}\n${description}\n${head}\n\n${textTable([['feature', 'is', 'type', 'unit', 'nulls', 'description'], ...rows])}`
}

function entityOf({ entity, keys }: NamedView['view']): string {
  return entity ?? keys.join(', ')
}

/** What is read, without kind and package. */
function shortName(id: string): string {
  return id.split('.').slice(2).join('.')
}

/** How a feature comes about, in a line. */
function howOf({ kind, name, column, ttl, function: call, window, where, expression }: DescribedFeature): string {
  if (kind === 'expression') return oneLine(expression ?? '')
  if (kind === 'latest')
    return `latest${column === name ? '' : ` ${column}`}${ttl === null ? '' : `, ${ttl} old at most`}`
  return oneLine(`${call}(${column}) of ${window}${where === null ? '' : ` where ${where}`}`)
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

function nullsOf(nulls: DescribedFeature['nulls']): string {
  return typeof nulls === 'string' ? (nulls === 'allow' ? '' : nulls) : `fill ${nulls.fill}`
}

/** Names of what reads a feature view: training sets and models, and exposures. */
function readersOf(id: string, { nodes, exposures }: Manifest): readonly string[] {
  return [...nodes.values(), ...exposures.values()]
    .filter((one) => one.kind !== 'test' && one.dependsOn.nodes.some((parent) => parent === id))
    .map(({ name }) => name)
}

/** As `assay.json` has it, with what the node says of itself. */
export function viewJson({ node, view }: NamedView, manifest: Manifest): JsonObject {
  return {
    name: node.name,
    unique_id: node.id,
    description: node.description,
    file: node.originalPath,
    relation: `${node.schema}.${node.alias}`,
    materialized: node.config.materialized,
    tags: node.tags,
    read_by: readersOf(node.id, manifest),
    ...(view as unknown as JsonObject), // it is JSON
  }
}

export function printDifference(
  { view, features }: ViewDifference,
  [before, after]: readonly [string, string],
): string {
  const head = `${harmless(before)} → ${harmless(after)}\n`
  if (view.length === 0 && features.length === 0) return `${head}\nthe same\n`
  const rows = [
    ...view.map((one) => ['', 'view', ...valueCells(one)]),
    ...features.flatMap(({ name, change, values }) =>
      change === 'changed'
        ? values.map((one) => ['~', name, ...valueCells(one)])
        : values
            .filter(saysSomething)
            .map((one, at) => [at > 0 ? '' : change === 'added' ? '+' : '-', at > 0 ? '' : name, ...valueCells(one)]),
    ),
  ]
  return `${head}\n${textTable([['', 'what', 'key', 'before', 'after'], ...rows])}`
}

/** What a feature that came or went leaves out says nothing. */
function saysSomething({ before, after }: ValueChange): boolean {
  const value = before ?? after
  return value !== null && value !== '' && value !== 'allow' && !(Array.isArray(value) && value.length === 0)
}

function valueCells({ key, before, after }: ValueChange): readonly string[] {
  return [key, cell(before), cell(after)]
}

function cell(value: Json): string {
  if (value === null || value === '') return '–'
  if (Array.isArray(value)) return value.map(String).join(', ')
  return typeof value === 'object'
    ? Object.entries(value)
        .map(([key, one]) => `${key} ${String(one)}`)
        .join(', ')
    : oneLine(String(value))
}

export function differenceJson({ view, features }: ViewDifference): JsonObject {
  return {
    view: view.map(changeJson),
    features: features.map(({ name, change, values }) => ({ name, change, values: values.map(changeJson) })),
  }
}

function changeJson({ key, before, after }: ValueChange): JsonObject {
  return { key, before, after }
}
