import { padEnd, padStart, widest } from './width.ts'
import { harmless } from './words.ts'

/** Columns below a heading and a line; those of these numbers are put to the right. */
export function textTable(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const columns = Math.max(...rows.map((row) => row.length))
  const shown = rows.map((row) => Array.from({ length: columns }, (_, at) => harmless(row[at] ?? '')))
  const widths = Array.from({ length: columns }, (_, at) =>
    widest(
      shown.map((row) => row[at] ?? ''),
      0,
    ),
  )
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) => (right.includes(at) ? padStart : padEnd)(cell, widths[at] ?? 0))
      .join('  ')
      .trimEnd()
  const [head = [], ...body] = shown
  const rule = widths.map((width) => '─'.repeat(width)).join('  ')
  return `${[line(head), rule.trimEnd(), ...body.map(line)].join('\n')}\n`
}
