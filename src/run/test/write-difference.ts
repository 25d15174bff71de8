/** A difference as dbt shows it: a table with `@@` before its head, `---` before what is missing, `+++`, `→` and `...`. */
import type { DifferenceCell, DifferenceRow, TableDifference } from './table-difference.ts'

/** How a piece of the text is to be coloured, if it can be. */
export type Tint = 'head' | 'missing' | 'unexpected' | 'arrow' | 'minor' | 'plain'

export type Paint = (text: string, tint: Tint) => string

const UNPAINTED: Paint = (text) => text

/** What a failed unit test says of itself. */
export function writeDifference(difference: TableDifference, paint: Paint = UNPAINTED): string {
  const lines = tableLines(difference, paint).map((line) => `${line}\r\n`)
  return `\n\n${paint('actual', 'unexpected')} differs from ${paint('expected', 'missing')}:\n\n${lines.join('')}\n`
}

/** One line for the head and for each row. */
export function tableLines(difference: TableDifference, paint: Paint): readonly string[] {
  const grid = [headOf(difference), ...difference.rows.map((row) => lineOf(row, difference.columns.length))]
  const sizes = columnSizes(grid.map((line) => line.map(({ size }) => size)))
  return grid.map((line) => {
    let written = ''
    let at = 0
    let target = 0
    for (const [column, piece] of line.entries()) {
      const missing = sizes === null ? 0 : Math.max(0, target - at)
      written += ' '.repeat(missing) + (column === 0 ? '' : paint(',', 'minor')) + paintPiece(piece, paint)
      at += missing + piece.size
      target += sizes?.[column] ?? 0
    }
    return written
  })
}

interface Piece {
  readonly text: string
  /** The room it takes, in characters. */
  readonly size: number
  readonly tint: Tint
  /** Of a change: what stands on either side of the arrow. */
  readonly sides?: readonly [string, string]
}

function headOf({ columns }: TableDifference): readonly Piece[] {
  return ['@@', ...columns.map((name) => name ?? '...')].map((text) => pieceOfText(text, 'head'))
}

const MARKS = { same: '', missing: '---', unexpected: '+++', changed: '→' } as const
const TINTS = { same: 'plain', missing: 'missing', unexpected: 'unexpected', changed: 'plain' } as const

function lineOf(row: DifferenceRow, width: number): readonly Piece[] {
  if (row.kind === 'gap') return Array.from({ length: width + 1 }, () => pieceOfText('...', 'plain'))
  const tint = TINTS[row.kind]
  const mark = pieceOfText(MARKS[row.kind], row.kind === 'changed' ? 'arrow' : tint)
  return [mark, ...row.cells.map((cell) => pieceOf(cell, tint))]
}

function pieceOf(cell: DifferenceCell, tint: Tint): Piece {
  if (cell.kind === 'gap') return pieceOfText('...', tint)
  // In rows that only one side has, dbt writes nulls in small letters.
  if (cell.kind === 'value') return pieceOfText(cell.text ?? (tint === 'plain' ? 'NULL' : 'null'), tint)
  const [expected, actual] = [nullSafe(cell.expected), nullSafe(cell.actual)]
  const sides = [withSpacesMarked(expected, actual), withSpacesMarked(actual, expected)] as const
  return { ...pieceOfText(sides.join('→'), 'arrow'), sides }
}

function paintPiece({ text, tint, sides }: Piece, paint: Paint): string {
  if (sides === undefined || sides.join('→') !== text) return paint(text, tint)
  return paint(sides[0], 'missing') + paint('→', 'arrow') + paint(sides[1], 'unexpected')
}

/** Beside a null, a text that reads NULL gets an underscore. */
function nullSafe(cell: string | null): string {
  if (cell === null) return 'NULL'
  return /^_*NULL$/.test(cell) ? `_${cell}` : cell
}

/** Where only spaces differ, they are made visible. */
function withSpacesMarked(text: string, other: string): string {
  if (text === other || text.replaceAll(' ', '') !== other.replaceAll(' ', '')) return text
  let marked = ''
  let at = 0
  for (let index = 0; index < text.length; ) {
    if (text[index] === other[at]) {
      marked += text[index]
      index++
      at++
    } else if (other[at] === ' ') at++
    else {
      marked += '␣'
      index++
    }
  }
  return marked
}

/** A text as csv has it. dbt leaves room for quotes around outer spaces, but writes them only where nothing is coloured. */
function pieceOfText(text: string, tint: Tint): Piece {
  const quoted = `"${text.replaceAll('"', '""')}"`
  const needs = /["\r\n\t,]/.test(text)
  const spaced = /^ | $/.test(text)
  return {
    text: needs || (spaced && tint === 'plain') ? quoted : text,
    size: lengthOf(needs || spaced ? quoted : text),
    tint,
  }
}

/** Wider than this, columns are not aligned. */
const WIDEST = 130

/** As wide as the head, and as most cells: a few long ones may stick out. */
function columnSizes(grid: readonly (readonly number[])[]): readonly number[] | null {
  const sizes = (grid[0] ?? []).map((head, column) => {
    const lengths = grid.map((line) => line[column] ?? 0)
    const mean = sum(lengths) / lengths.length
    const variance = Math.max(0, sum(lengths.map((length) => length * length)) / lengths.length - mean * mean)
    const usual = Math.trunc(mean + 2 * Math.sqrt(variance) + 0.5)
    return Math.max(head, ...lengths.filter((length) => length <= usual))
  })
  return sum(sizes) + sizes.length - 1 > WIDEST ? null : sizes
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

/** In characters, not in UTF-16 units. */
function lengthOf(text: string): number {
  return [...text].length
}
