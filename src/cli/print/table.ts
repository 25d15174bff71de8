/** Rows of a query in columns, or as JSON. Values are PostgreSQL's own text. */
import type { Json, JsonObject } from '../../base/json.ts'
import type { QueryResult } from '../../resources/query-result.ts'
import { cut, padEnd, padStart, widest, widthOf } from './width.ts'
import { count, harmless } from './words.ts'

/** Type oids. https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_type.dat */
const WHOLE: ReadonlySet<number> = new Set([20, 21, 23, 26])
const FRACTION: ReadonlySet<number> = new Set([700, 701, 1700])
const JSON_TYPES: ReadonlySet<number> = new Set([114, 3802])
const BOOLEAN = 16

/** A narrower column tells nothing. */
const LEAST_COLUMN = 10

/**
 * A table with a line under its heading; cells are cut where the window is too narrow for all, and where it is too
 * narrow even for that, each row is a list of its columns. Null is shown as `null`.
 */
export function printTable(table: Pick<QueryResult, 'columns' | 'rows'>, width: number | null): string {
  const { rows } = table
  const lines = tableLines(table, width)
  if (lines === null) return printRecords(table, width ?? 0)
  const all = rows.length === 0 ? [...lines, 'no rows'] : [...lines, count(rows.length, 'row')]
  return `${all.join('\n')}\n`
}

/** Its head, the line under it and a line for each row; null where the window is too narrow for columns. */
export function tableLines(
  { columns, rows }: Pick<QueryResult, 'columns' | 'rows'>,
  width: number | null,
): readonly string[] | null {
  const header = columns.map(({ name }) => oneLine(name))
  const cells = cellsOf(rows)
  const wanted = header.map((name, at) =>
    widest(
      cells.map((row) => row[at] ?? ''),
      widthOf(name),
    ),
  )
  const widths = width === null ? wanted : fitted(wanted, width - 2 * Math.max(0, columns.length - 1))
  const total = widths.reduce((all, room) => all + room, 2 * Math.max(0, columns.length - 1))
  if (width !== null && total > width) return null
  const isNumber = columns.map(({ typeOid }) => WHOLE.has(typeOid) || FRACTION.has(typeOid))
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) => {
        const room = widths[at] ?? 0
        return (isNumber[at] ? padStart : padEnd)(cut(cell, room), room)
      })
      .join('  ')
      .trimEnd()
  const rule = widths.map((room) => '─'.repeat(room)).join('  ')
  return [line(header), rule, ...cells.map(line)]
}

function cellsOf(rows: QueryResult['rows']): readonly (readonly string[])[] {
  return rows.map((row) => row.map((cell) => (cell === null ? 'null' : oneLine(cell))))
}

/** `1 of 5`, and its columns below each other. */
function printRecords({ columns, rows }: Pick<QueryResult, 'columns' | 'rows'>, width: number): string {
  const header = columns.map(({ name }) => oneLine(name))
  const cells = cellsOf(rows)
  const names = Math.min(widest(header, 0), Math.floor(width / 2))
  const room = Math.max(1, width - names - 4)
  const records = cells.map((row, at) =>
    [
      `${at + 1} of ${cells.length}`,
      ...row.map((cell, column) =>
        `  ${padEnd(cut(header[column] ?? '', names), names)}  ${cut(cell, room)}`.trimEnd(),
      ),
    ].join('\n'),
  )
  return records.length === 0 ? `${header.join(', ')}: no rows\n` : `${records.join('\n\n')}\n`
}

/** Objects by column, numbers and booleans as such where JavaScript can hold them exactly. */
export function tableAsJson({ columns, rows }: Pick<QueryResult, 'columns' | 'rows'>): readonly JsonObject[] {
  return rows.map((row) =>
    Object.fromEntries(columns.map(({ name, typeOid }, at) => [name, asJson(row[at] ?? null, typeOid)])),
  )
}

function asJson(cell: string | null, typeOid: number): Json {
  if (cell === null) return null
  if (typeOid === BOOLEAN) return cell === 't'
  if (WHOLE.has(typeOid)) return Number.isSafeInteger(Number(cell)) ? Number(cell) : cell
  // A number that would print otherwise than it is stays text.
  if (FRACTION.has(typeOid)) return Number.isFinite(Number(cell)) && significant(cell) <= 15 ? Number(cell) : cell
  if (!JSON_TYPES.has(typeOid)) return cell
  try {
    return JSON.parse(cell) as Json
  } catch {
    return cell
  }
}

function significant(text: string): number {
  return text.replace(/e.*$/i, '').replace(/\D/g, '').replace(/^0+/, '').length
}

/** Widths that fit together: the widest columns give first. */
export function fitted(wanted: readonly number[], room: number): readonly number[] {
  const widths = [...wanted]
  for (let over = widths.reduce((a, b) => a + b, 0) - room; over > 0; over--) {
    const widest = widths.indexOf(Math.max(...widths))
    if ((widths[widest] ?? 0) <= LEAST_COLUMN) break
    widths[widest] = (widths[widest] ?? 0) - 1
  }
  return widths
}

function oneLine(text: string): string {
  return harmless(text).replaceAll('\n', '↵').replaceAll('\t', ' ')
}
