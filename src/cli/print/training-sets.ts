/** Versions of training sets: lists, and what is known of one. */
import { describeVersion } from '../../assay.ts'
import type { Json, JsonObject } from '../../base/json.ts'
import type { SplitEntry, VersionEntry } from '../../features/registry/version-entry.ts'
import type { StoredSet, StoredVersion } from '../../features/versions/read-versions.ts'
import { textTable } from './text-table.ts'
import { padEnd } from './width.ts'
import { count, grouped, harmless } from './words.ts'

export function printList(sets: readonly StoredSet[]): string {
  const rows = sets.flatMap(({ model, versions }) =>
    versions.length === 0
      ? [[model.name, '–', '', '', 'never built']]
      : versions.map((version) => [
          model.name,
          version.entry.version,
          version.entry.as_of,
          grouped(version.entry.row_count),
          minuteOf(version.entry.generated_at),
          remarkOn(version),
        ]),
  )
  return textTable([['training set', 'version', 'as of', 'rows', 'built', ''], ...rows], [3])
}

function remarkOn({ entry, isShown, isThere }: StoredVersion): string {
  if (!isThere) return entry.dropped_at === null ? 'its table was dropped' : `dropped ${minuteOf(entry.dropped_at)}`
  if (isShown) return `shown by ${entry.view_name}`
  return entry.as_of_knowledge === null ? '' : `as known at ${minuteOf(entry.as_of_knowledge)}`
}

export function listJson(sets: readonly StoredSet[]): Json {
  return sets.map(({ model, versions }) => ({
    name: model.name,
    unique_id: model.id,
    versions: versions.map(describeVersion),
  }))
}

/** Keys are the columns of the registry, and whether the view shows it. */
export function versionJson(entry: VersionEntry, isShown: boolean): JsonObject {
  return { ...(entry as unknown as JsonObject), shown: isShown } // it was read from JSON
}

/** What was dropped, or would be. */
export function printDropped(entries: readonly VersionEntry[], isDone: boolean): string {
  if (entries.length === 0) return 'nothing to drop'
  const rows = entries.map((entry) => [
    entry.name,
    entry.version,
    entry.as_of,
    grouped(entry.row_count),
    minuteOf(entry.generated_at),
    `${entry.schema_name}.${entry.relation_name}`,
  ])
  const table = textTable([['training set', 'version', 'as of', 'rows', 'built', 'table'], ...rows], [3])
  const versions = count(entries.length, 'version')
  return isDone
    ? `${table}\n${versions} dropped; assay.training_sets still says what ${entries.length === 1 ? 'it was' : 'they were'}`
    : `${table}\n${versions} would be dropped. Nothing was done: say --yes`
}

export function droppedJson(entries: readonly VersionEntry[], isDone: boolean): Json {
  return { dropped: isDone, versions: entries.map((entry) => entry as unknown as JsonObject) } // they were read from JSON
}

export function printVersion(entry: VersionEntry, isShown: boolean): string {
  const facts: (readonly [string, string])[] = [
    ['version', `${entry.version}${isShown ? `, shown by ${entry.schema_name}.${entry.view_name}` : ''}`],
    ['table', `${entry.schema_name}.${entry.relation_name}`],
    ['as of', entry.as_of],
    ...(entry.as_of_knowledge === null ? [] : [['as known at', minuteOf(entry.as_of_knowledge)] as const]),
    ['built', `${minuteOf(entry.generated_at)} by invocation ${entry.invocation_id}`],
    ...(entry.dropped_at === null
      ? []
      : [['dropped', `${minuteOf(entry.dropped_at)} by ${entry.dropped_by}`] as const]),
    ['features', `version ${entry.feature_version}`],
    ['code', entry.code_hash.slice(0, 12)],
    ['inputs', `${entry.inputs_hash.slice(0, 12)}, snapshot ${entry.snapshot}`],
    ['rows', `${grouped(entry.row_count)}${ratesText(entry.label_rates)}`],
  ]
  const head = facts.map(([key, value]) => `${padEnd(key, 12)}${harmless(value)}`).join('\n')
  const parts = [`${harmless(entry.name)}\n\n${head}\n`]
  if (entry.splits.length > 0) parts.push(splitTable(entry.splits))
  parts.push(
    textTable(
      [
        ['read', 'kind', 'rows', 'last event', 'last known'],
        ...entry.inputs.map((input) => [
          input.name,
          input.kind,
          input.rows === null ? 'not there' : grouped(input.rows),
          input.max_event_time ?? '–',
          input.max_knowledge_time ?? '–',
        ]),
      ],
      [2],
    ),
    textTable([['column', 'type'], ...entry.columns.map(({ name, type }) => [name, type])], []),
  )
  return parts.join('\n')
}

function splitTable(splits: readonly SplitEntry[]): string {
  const labels = Object.keys(splits[0]?.label_rates ?? {})
  const cells = splits.map(({ name, start, end, rows, label_rates }) => [
    name,
    start.slice(0, 10),
    end.slice(0, 10),
    grouped(rows),
    ...labels.map((label) => rateText(label_rates[label])),
  ])
  const number = labels.map((_, at) => 4 + at)
  return textTable([['split', 'from', 'up to', 'rows', ...labels], ...cells], [3, ...number])
}

function ratesText(rates: VersionEntry['label_rates']): string {
  return Object.entries(rates)
    .map(([label, rate]) => `, ${label} ${rateText(rate)}`)
    .join('')
}

export function rateText(rate: number | null | undefined): string {
  return rate === null || rate === undefined ? '–' : String(Number(rate.toPrecision(4)))
}

/** `2026-05-01 12:30 UTC` */
export function minuteOf(time: string): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
