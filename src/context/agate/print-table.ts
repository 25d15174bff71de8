import { print } from '../../jinja/values/print.ts'
import { characterCount, substring } from '../../jinja/values/text.ts'
import type { Value } from '../../jinja/values/value.ts'
import { finite, placePoint } from '../decimal/number.ts'
import { rescale } from '../decimal/rounding.ts'
import { DecimalValue } from '../decimal-value.ts'
import { TEXT } from './data-type.ts'
import type { AgateTable } from './table.ts'

export interface TableLayout {
  /** Null for no limit. */
  readonly maxRows?: number | null
  readonly maxColumns?: number | null
  readonly maxColumnWidth?: number | null
  /** Places after the point. */
  readonly maxPrecision?: number | null
}

const ELLIPSIS = '...'

/** What agate's `print_table` prints: a table that Markdown understands. */
export function tableText(table: AgateTable, layout: TableLayout): string {
  const maxRows = layout.maxRows === undefined ? 20 : (layout.maxRows ?? table.rows.length)
  const maxColumns = layout.maxColumns === undefined ? 6 : (layout.maxColumns ?? table.names.length)
  const width = layout.maxColumnWidth === undefined ? 20 : (layout.maxColumnWidth ?? Number.POSITIVE_INFINITY)
  const precision = layout.maxPrecision === undefined ? 3 : (layout.maxPrecision ?? Number.POSITIVE_INFINITY)
  const truncated = maxColumns < table.names.length
  const rows = table.rows.slice(0, maxRows)
  const printers = table.types.slice(0, maxColumns).map((_, column) =>
    cellPrinter(
      rows.map((row) => row[column] as Value),
      precision,
    ),
  )
  const more = truncated ? [ELLIPSIS] : []
  const header = [...table.names.slice(0, maxColumns).map((name) => shortened(name, width)), ...more]
  const body = rows.map((row) => [...printers.map((show, i) => shortened(show(row[i] as Value), width)), ...more])
  const widths = header.map((name, i) =>
    Math.max(characterCount(name), ...body.map((row) => characterCount(row[i] ?? ''))),
  )
  const line = (cells: readonly string[]): string =>
    `|${cells.map((cell, i) => ` ${aligned(cell, widths[i] as number, table.types[i]?.typeName === 'Text')} `).join('|')}|\n`
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |\n`
  const rest = maxRows < table.rows.length ? line(header.map(() => ELLIPSIS)) : ''
  return line(header) + rule + body.map(line).join('') + rest
}

/** What `{{ table }}` prints: its columns and their types. */
export function structureText(table: AgateTable, maxRows?: number | null): string {
  const rows = table.names.map((name, index) => [name, table.types[index]?.typeName ?? ''])
  const structure = table.fork({ names: ['column', 'data_type'], types: [TEXT, TEXT], rows, rowNames: null })
  return tableText(structure, { maxColumnWidth: null, maxRows: maxRows ?? null })
}

/** Text stands left, everything else right. */
function aligned(cell: string, width: number, isText: boolean): string {
  const missing = ' '.repeat(Math.max(0, width - characterCount(cell)))
  return isText ? cell + missing : missing + cell
}

function shortened(text: string, width: number): string {
  if (characterCount(text) <= width) return text
  return substring(text, 0, Math.max(0, width - ELLIPSIS.length)) + ELLIPSIS
}

/** Numbers of a column have the same count of places: as many as the longest of them needs, up to the limit. */
function cellPrinter(cells: readonly Value[], maxPrecision: number): (cell: Value) => string {
  const needed = Math.max(0, ...cells.map(placesOf))
  const places = Math.min(needed, maxPrecision)
  const mark = needed > maxPrecision ? '…' : ''
  return (cell) => {
    if (cell === null) return ''
    return cell instanceof DecimalValue ? grouped(cell, places) + mark : print(cell)
  }
}

/** How many places after the point a number needs, negative for trailing zeros before it; 0 for what is no number. */
export function placesOf(cell: Value): number {
  if (!(cell instanceof DecimalValue) || cell.number.kind !== 'finite') return 0
  const digits = cell.number.coefficient.toString().replace(/0+$/, '')
  const zeros = cell.number.coefficient.toString().length - digits.length
  return digits === '' ? 0 : -(cell.number.exponent + zeros)
}

/** `1,234.50`: rounded to places, half to even. */
function grouped(value: DecimalValue, places: number): string {
  const { number } = value
  if (number.kind !== 'finite') return print(value)
  const { coefficient } = rescale(number, -places)
  const [whole = '', fraction] = placePoint(coefficient.toString(), finite(0n, -places).exponent).split('.')
  const text = whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`)
  return number.negative ? `-${text}` : text
}
