import type { FailingRows } from '../../resources/failing-rows.ts'
import type { PrintOptions } from './print-diagnostic.ts'
import { tableLines } from './table.ts'
import { count } from './words.ts'

/** The first rows that a data test found, as far as columns fit; the rest of the columns is counted. */
export function failingRowLines({ columns, rows }: FailingRows, { style, columns: width }: PrintOptions): string[] {
  if (rows.length === 0) return []
  for (let shown = columns.length; shown > 0; shown--) {
    const table = {
      columns: columns.slice(0, shown).map((name) => ({ name, typeOid: 0 })),
      rows: rows.map((row) => row.slice(0, shown)),
    }
    const lines = tableLines(table, width - 5)
    if (lines === null) continue
    const left = columns.length - shown
    const all = left === 0 ? lines : [...lines, `… ${count(left, 'more column')}`]
    return ['', ...all.map((line, at) => `    ${at < 2 || at > rows.length + 1 ? style.dim(line) : line}`), '']
  }
  return []
}
