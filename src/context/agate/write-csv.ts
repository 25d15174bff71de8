import { print } from '../../jinja/values/print.ts'
import type { Value } from '../../jinja/values/value.ts'
import type { AgateTable } from './table.ts'

export interface CsvFormat {
  readonly delimiter: string
  readonly quote: string
  readonly lineEnd: string
  /** A first column that counts the rows. */
  readonly lineNumbers: boolean
}

/** What agate's `to_csv` writes: quotes only where they are needed. */
export function csvText(table: AgateTable, format: CsvFormat): string {
  const rows = table.rows.map((row) => row.map((cell, index) => table.types[index]?.csv(cell) ?? null))
  const numbered = (row: readonly Value[], index: number): readonly Value[] =>
    format.lineNumbers ? [index === 0 ? 'line_number' : index, ...row] : row
  return [[...table.names], ...rows].map((row, index) => csvLine(numbered(row, index), format)).join('')
}

function csvLine(cells: readonly Value[], format: CsvFormat): string {
  const fields = cells.map((cell) => (cell === null ? '' : field(print(cell).replaceAll('\r', '\n'), format)))
  // A line with nothing on it would be no row.
  const line = fields.length === 1 && fields[0] === '' ? format.quote.repeat(2) : fields.join(format.delimiter)
  return line + format.lineEnd
}

function field(text: string, { delimiter, quote, lineEnd }: CsvFormat): string {
  const special = [delimiter, quote, '\n', '\r', ...lineEnd]
  if (!special.some((mark) => text.includes(mark))) return text
  return quote + text.replaceAll(quote, quote + quote) + quote
}
