import type { FailingRows } from '../resources/failing-rows.ts'

/** Failing rows as columns of plain text. Null is shown as `null`. */
export function rowsAsText({ columns, rows }: FailingRows): string {
  const cells = [columns, ...rows.map((row) => row.map(cellText))]
  const widths = columns.map((_, at) => Math.max(...cells.map((line) => (line[at] ?? '').length)))
  return cells
    .map((line) =>
      line
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** The same as a table of GitHub's Markdown. */
export function markdownTable(header: readonly string[], rows: readonly (readonly (string | null)[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [
    line(header.map(markdownText)),
    line(header.map(() => '---')),
    ...rows.map((row) => line(row.map((cell) => markdownText(cellText(cell))))),
  ].join('\n')
}

/** Text that Markdown shows as it is: nothing in it is markup, and it has one line. */
export function markdownText(text: string): string {
  return text
    .replace(/\s*\n\s*/g, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/[\\`*_{}[\]()#+!|~>@:]/g, (mark) => `&#${mark.charCodeAt(0)};`)
}

function cellText(cell: string | null): string {
  return cell === null ? 'null' : cell.replace(/[\r\n\t]/g, ' ')
}
