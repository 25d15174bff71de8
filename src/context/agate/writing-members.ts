import { integerOf } from '../../jinja/values/integer.ts'
import { andThen, type MaybeAsync } from '../../jinja/values/maybe-async.ts'
import { PythonError } from '../../jinja/values/python-error.ts'
import { textOf } from '../../jinja/values/text.ts'
import { isTrue } from '../../jinja/values/truth.ts'
import type { Value } from '../../jinja/values/value.ts'
import { type Arguments, hostFunction } from '../host-function.ts'
import { structureText, type TableLayout, tableText } from './print-table.ts'
import { rowKeys } from './row-methods.ts'
import type { AgateTable } from './table.ts'
import { csvText } from './write-csv.ts'
import { jsonText } from './write-json.ts'

/** `print_…`, which go to the log as `print` does, and `to_csv` and `to_json`, which answer the text. */
export const writingMembers: Record<string, (table: AgateTable) => Value> = {
  print_table: (table) =>
    hostFunction(
      'print_table',
      ['max_rows?', 'max_columns?', 'output?', 'max_column_width?', 'locale?', 'max_precision?'],
      (call) => printed(table, tableText(table, layout(call))),
    ),
  print_structure: (table) =>
    hostFunction('print_structure', ['output?', 'max_rows?'], (call) =>
      printed(table, structureText(table, limit(call, 'max_rows') ?? null)),
    ),
  print_csv: (table) =>
    hostFunction('print_csv', ['**kwargs'], (call) => printed(table, csvText(table, csvFormat(call)))),
  print_json: (table) =>
    hostFunction('print_json', JSON_PARAMETERS, (call) => andThen(jsonOf(table, call), (text) => printed(table, text))),
  to_csv: (table) =>
    hostFunction('to_csv', ['path?', '**kwargs'], (call) => {
      refusePath(call, 'to_csv')
      return csvText(table, csvFormat(call))
    }),
  to_json: (table) =>
    hostFunction('to_json', ['path?', ...JSON_PARAMETERS], (call) => {
      refusePath(call, 'to_json')
      return jsonOf(table, call)
    }),
}

const JSON_PARAMETERS = ['key?', 'newline?', 'indent?', '**kwargs']

function printed(table: AgateTable, text: string): null {
  table.log({ kind: 'print', message: text.replace(/\n$/, ''), visible: true })
  return null
}

function refusePath(call: Arguments, name: string): void {
  const path = call.get('path')
  if (path !== undefined && path !== null)
    throw new PythonError('TypeError', `${name}() writes no files from templates: without a path it answers the text`)
}

function layout(call: Arguments): TableLayout {
  const named = (name: string, key: keyof TableLayout): TableLayout => {
    const value = limit(call, name)
    return value === undefined ? {} : { [key]: value }
  }
  return {
    ...named('max_rows', 'maxRows'),
    ...named('max_columns', 'maxColumns'),
    ...named('max_column_width', 'maxColumnWidth'),
    ...named('max_precision', 'maxPrecision'),
  }
}

/** A number, null for None, undefined where it was left out. */
function limit(call: Arguments, name: string): number | null | undefined {
  const value = call.get(name)
  if (value === undefined || value === null) return value
  return Number(integerOf(value) ?? 0)
}

function csvFormat({ keywords }: Arguments): Parameters<typeof csvText>[1] {
  const text = (name: string, otherwise: string): string => textOf(keywords.get(name) ?? '') || otherwise
  return {
    delimiter: text('delimiter', ','),
    quote: text('quotechar', '"'),
    lineEnd: text('lineterminator', '\n'),
    lineNumbers: isTrue(keywords.get('line_numbers') ?? false),
  }
}

function jsonOf(table: AgateTable, call: Arguments): MaybeAsync<string> {
  const key = call.value('key')
  const newline = isTrue(call.value('newline'))
  const spaces = call.value('indent')
  if (key !== null && newline) throw new PythonError('ValueError', 'key and newline may not be specified together.')
  if (spaces !== null && newline)
    throw new PythonError('ValueError', 'newline and indent may not be specified together.')
  const indent = spaces === null ? undefined : (textOf(spaces) ?? ' '.repeat(Number(integerOf(spaces) ?? 0)))
  const sortKeys = isTrue(call.keywords.get('sort_keys') ?? false)
  const write = (keys: readonly Value[] | undefined): string => jsonText(table, { keys, newline, indent, sortKeys })
  if (key === null) return write(undefined)
  return andThen(rowKeys(table, key), (keys) => write(keys.map(([first = null]) => first)))
}
