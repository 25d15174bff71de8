/** What changed from one version of a training set to another. */
import type { JsonObject } from '../../base/json.ts'
import type { Changed, VersionDifference } from '../../features/versions/compare-versions.ts'
import { textTable } from './text-table.ts'
import { rateText } from './training-sets.ts'
import { count, grouped, harmless } from './words.ts'

type Split = VersionDifference['splits'][number]['after']
type Input = VersionDifference['inputs'][number]['after']

export function printDifference(found: VersionDifference): string {
  const { before, after, codeChanged, inputs, columns, splits, rows } = found
  const head = [
    `${harmless(after.name)}: ${before.version} → ${after.version}`,
    '',
    `as of     ${before.as_of === after.as_of ? `${after.as_of}, both` : `${before.as_of} → ${after.as_of}`}`,
    `code      ${codeChanged ? `${before.code_hash.slice(0, 12)} → ${after.code_hash.slice(0, 12)}` : 'the same'}`,
    `inputs    ${inputs.length === 0 ? 'the same, as far as rows and clocks tell' : count(inputs.length, 'change')}`,
    `rows      ${grouped(before.row_count)} → ${grouped(after.row_count)}; ${rowsText(rows)}`,
    ...exampleLines(rows),
  ]
  const parts = [`${head.join('\n')}\n`]
  if (splits.length > 0) parts.push(changes('split', splits, splitText))
  if (inputs.length > 0) parts.push(changes('input', inputs, inputText))
  if (columns.length > 0) parts.push(changes('column', columns, (type) => type))
  return parts.join('\n')
}

function rowsText(rows: VersionDifference['rows']): string {
  if (rows === null) return 'none differs'
  const named = rows.columns.map((column) => (column === '*' ? 'rows that come or go' : harmless(column)))
  return `${count(rows.rows, 'row')} differ${rows.rows === 1 ? 's' : ''}: ${named.join(', ')}`
}

function exampleLines(rows: VersionDifference['rows']): readonly string[] {
  if (!rows?.example) return []
  const { key, before, after } = rows.example
  const of = Object.entries(key).map(([name, value]) => `${name} ${value ?? 'null'}`)
  const values = Object.keys(before ?? after ?? {}).map(
    (name) => `${name} ${before?.[name] ?? 'null'} → ${after?.[name] ?? 'null'}`,
  )
  const what = before === null ? 'came' : after === null ? 'is gone' : values.join(', ')
  return [`example   ${harmless(`${of.join(', ')}: ${what}`)}`]
}

function changes<T>(what: string, changed: readonly Changed<T>[], text: (thing: T) => string): string {
  const cell = (thing: T | null): string => (thing === null ? '–' : text(thing))
  return textTable(
    [[what, 'before', 'after'], ...changed.map(({ name, before, after }) => [name, cell(before), cell(after)])],
    [],
  )
}

function splitText({ start, end, rows, label_rates }: NonNullable<Split>): string {
  const rates = Object.entries(label_rates).map(([label, rate]) => `, ${label} ${rateText(rate)}`)
  return `${start.slice(0, 10)} to ${end.slice(0, 10)}, ${count(rows, 'row')}${rates.join('')}`
}

function inputText({ rows, max_event_time, max_knowledge_time }: NonNullable<Input>): string {
  const last = max_knowledge_time ?? max_event_time
  return `${rows === null ? 'not there' : count(rows, 'row')}${last === null ? '' : `, up to ${last}`}`
}

export function differenceJson(found: VersionDifference): JsonObject {
  const { before, after, codeChanged, inputs, columns, splits, rows } = found
  const json = {
    name: after.name,
    before: before.version,
    after: after.version,
    as_of: { before: before.as_of, after: after.as_of },
    code_changed: codeChanged,
    inputs,
    columns,
    splits,
    rows: {
      before: before.row_count,
      after: after.row_count,
      differing: rows?.rows ?? 0,
      columns: rows?.columns ?? [],
      example: rows?.example ?? null,
    },
  }
  return json as unknown as JsonObject // plain data, all of it
}
