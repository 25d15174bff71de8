import type { Cells } from './rows.ts'

/** A line as `copy … (format csv)` writes it: null is nothing, an empty text is `""`. */
export function csvLine(cells: Cells): string {
  // A line that is only `\.` would end a copy.
  if (cells.length === 1 && cells[0] === '\\.') return '"\\."\n'
  return `${cells.map(csvCell).join(',')}\n`
}

function csvCell(cell: string | null): string {
  if (cell === null) return ''
  return cell === '' || /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
