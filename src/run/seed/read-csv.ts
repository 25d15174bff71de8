import { readFile } from 'node:fs/promises'
import { CsvError, parse } from 'csv-parse/sync'
import { type Diagnostic, throwIfErrors } from '../../base/diagnostic.ts'
import { locate } from '../../base/position.ts'
import { emptySeed, notUtf8, raggedRow, repeatedColumn, shortRows, unclosedQuote, unreadableCsv } from '../errors.ts'

export interface Csv {
  readonly columns: readonly string[]
  /** Cells as written; null where a row ends early. */
  readonly rows: readonly (readonly (string | null)[])[]
  /** The line of the file in which each row ends. */
  readonly lines: readonly number[]
  readonly text: string
}

/** Rows that are too long, told at once. */
const MOST_RAGGED = 10

/**
 * Reads a csv file as Python's csv module does: a header, then rows; quotes are doubled to escape them; a row that ends
 * early is filled up with nulls, an empty line too, and a column whose name is taken gets another (`warn` is told); a row
 * that is too long is an error.
 */
export async function readCsv(
  file: string,
  shown: string,
  delimiter: string,
  warn: (diagnostic: Diagnostic) => void,
): Promise<Csv> {
  const text = decode(await readFile(file), shown)
  const lines = parseCsv(text, delimiter, shown)
  const first = lines.findIndex(({ cells }) => !isEmpty(cells))
  const [header, ...rows] = first === -1 ? [] : lines.slice(first)
  if (header === undefined) throw emptySeed(shown)
  const columns = nameColumns(header.cells, shown, warn)
  const ragged = rows
    .filter(({ cells }) => cells.length > columns.length)
    .slice(0, MOST_RAGGED)
    .map(({ cells, line }) => raggedRow(shown, line, cells.length, columns.length, text))
  throwIfErrors(ragged)
  const short: number[] = []
  const filled = rows.map(({ cells, line }) => {
    const written = isEmpty(cells) ? [] : cells
    if (written.length === columns.length) return written
    short.push(line)
    return [...written, ...Array.from({ length: columns.length - written.length }, () => null)]
  })
  if (short.length > 0) warn(shortRows(shown, short, text))
  return { columns, rows: filled, lines: rows.map(({ line }) => line), text }
}

/** An empty line has one empty cell. */
function isEmpty(cells: readonly string[]): boolean {
  return cells.length === 1 && cells[0] === ''
}

function decode(bytes: Uint8Array, shown: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw notUtf8(shown, cause)
  }
}

interface Line {
  readonly cells: readonly string[]
  readonly line: number
}

function parseCsv(text: string, delimiter: string, shown: string): readonly Line[] {
  try {
    // csv-parse types the plain form only; `info: true` gives each record with its line.
    const records = parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      info: true,
    }) as unknown as readonly {
      readonly record: string[]
      readonly info: { readonly lines: number }
    }[]
    return records.map(({ record, info }) => ({ cells: record, line: info.lines }))
  } catch (cause) {
    const isOpen = cause instanceof CsvError && cause.code === 'CSV_QUOTE_NOT_CLOSED'
    if (isOpen) throw unclosedQuote(locate(text, openQuote(text, delimiter), shown), cause)
    if (cause instanceof CsvError)
      throw unreadableCsv(shown, typeof cause.lines === 'number' ? cause.lines : 1, cause.message, text, cause)
    throw cause
  }
}

/** The offset of the quote that nothing closes: the csv reader tells the end of the file instead. */
function openQuote(text: string, delimiter: string): number {
  let cell = 0
  for (let at = 0; at < text.length; ) {
    if (at === cell && text[at] === '"') {
      const rest = /^"(?:[^"]|"")*"(?!")/.exec(text.slice(at))
      if (rest === null) return at
      at += rest[0].length
    } else if (text.startsWith(delimiter, at)) cell = at += delimiter.length
    else if (text[at] === '\n') cell = ++at
    else at++
  }
  return 0
}

/** Agate's names for columns without one: `a`, `b`, … by place; and for those whose name is taken: `name_2`. */
function nameColumns(
  header: readonly string[],
  shown: string,
  warn: (diagnostic: Diagnostic) => void,
): readonly string[] {
  const taken = new Set<string>()
  return header.map((written, index) => {
    const wanted = written === '' ? letters(index) : written
    let name = wanted
    for (let n = 2; taken.has(name); n += 1) name = `${wanted}_${n}`
    if (name !== wanted) warn(repeatedColumn(shown, wanted, name))
    taken.add(name)
    return name
  })
}

function letters(index: number): string {
  const letter = String.fromCharCode(97 + (index % 26))
  return letter.repeat(Math.floor(index / 26) + 1)
}
