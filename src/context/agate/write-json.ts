import { toJson } from '../../jinja/values/json.ts'
import { print } from '../../jinja/values/print.ts'
import { PythonError } from '../../jinja/values/python-error.ts'
import { Dict, type Value } from '../../jinja/values/value.ts'
import type { AgateTable } from './table.ts'

export interface JsonFormat {
  /** The key of each row, when rows are to be found by it. */
  readonly keys: readonly Value[] | undefined
  /** One document a line instead of a list. */
  readonly newline: boolean
  readonly indent: string | undefined
  readonly sortKeys: boolean
}

/** What agate's `to_json` writes. */
export function jsonText(table: AgateTable, { keys, newline, indent, sortKeys }: JsonFormat): string {
  const rows = table.rows.map(
    (row) => new Dict(row.map((cell, index) => [table.names[index] as string, table.types[index]?.json(cell) ?? null])),
  )
  const dump = (value: Value): string => unescaped(toJson(value, indent, sortKeys))
  if (keys !== undefined) return dump(keyed(rows, keys))
  return newline ? rows.map((row) => `${dump(row)}\n`).join('') : dump(rows)
}

function keyed(rows: readonly Dict[], keys: readonly Value[]): Dict {
  const found = new Dict()
  for (const [index, row] of rows.entries()) {
    const key = print(keys[index] as Value)
    if (found.has(key)) throw new PythonError('ValueError', `Value ${key} is not unique in the key column.`)
    found.set(key, row)
  }
  return found
}

/** agate writes characters beyond ASCII as they are; a backslash before one of ours is itself escaped, hence the pairs. */
function unescaped(json: string): string {
  return json.replace(/\\(?:u([\da-f]{4})|.)/g, (written, hex: string | undefined) => {
    const code = hex === undefined ? 0 : Number.parseInt(hex, 16)
    return code >= 0x7f ? String.fromCharCode(code) : written
  })
}
