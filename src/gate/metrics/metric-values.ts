/** Values of metrics, from rows of a relation or the text of a file. Errors are words for the table of gates. */
import { parse } from 'csv-parse/sync'
import { isJsonObject, type Json } from '../../base/json.ts'
import type { QueryResult } from '../../resources/query-result.ts'
import type { MetricEvidence, MetricValues } from '../evidence.ts'

type Values = Map<string, number[]>

/**
 * Of a table with a row for each metric (columns `metric` and `value`), or with a column for each. Names count as they
 * are, columns in any case.
 */
export function metricsFromRows(
  names: readonly string[],
  rows: QueryResult['rows'],
  by: { readonly metric: string; readonly value: string },
): MetricValues {
  const at = (wanted: string): number => names.findIndex((name) => name.toLowerCase() === wanted.toLowerCase())
  const [metric, value] = [at(by.metric), at(by.value)]
  const values: Values = new Map()
  const isLong = metric !== -1 && value !== -1
  for (const row of rows) {
    if (isLong) add(values, row[metric] ?? null, row[value] ?? null)
    else for (const [column, name] of names.entries()) add(values, name, row[column] ?? null)
  }
  return values
}

function add(values: Values, name: string | null, text: string | null): void {
  if (name === null || text === null || text.trim() === '') return
  const number = Number(text)
  if (!Number.isNaN(number)) values.set(name, [...(values.get(name) ?? []), number])
}

/** Of a file: JSON (names and values, nested ones with dots, or a list of rows) or CSV. */
export function metricsFromFile(file: string, text: string): MetricEvidence {
  try {
    return { kind: 'values', values: /\.csv$/i.test(file) ? fromCsv(text) : fromJson(JSON.parse(text)), from: file }
  } catch (error) {
    return { kind: 'unread', message: `cannot be read: ${error instanceof Error ? error.message : error}`, from: file }
  }
}

const NAMED = { metric: 'metric', value: 'value' }

function fromCsv(text: string): MetricValues {
  const [header = [], ...rows] = parse(text, { bom: true, skip_empty_lines: true, trim: true }) as string[][]
  return metricsFromRows(header, rows, NAMED)
}

function fromJson(json: Json): MetricValues {
  const values: Values = new Map()
  collect(json, '', values)
  return values
}

function collect(json: Json, path: string, values: Values): void {
  if (typeof json === 'number') add(values, path, String(json))
  else if (Array.isArray(json)) for (const one of json) collect(one, path, values)
  else if (isJsonObject(json) && typeof json.metric === 'string' && typeof json.value === 'number')
    add(values, json.metric, String(json.value))
  else if (isJsonObject(json))
    for (const [key, one] of Object.entries(json)) collect(one, path === '' ? key : `${path}.${key}`, values)
}
