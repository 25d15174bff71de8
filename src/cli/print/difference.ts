import { tableLines } from '../../assay.ts'
import type { TableDifference } from '../../run/test/table-difference.ts'
import type { Tint } from '../../run/test/write-difference.ts'
import type { PrintOptions } from './print-diagnostic.ts'
import type { Style } from './style.ts'
import { cut } from './width.ts'
import { harmless } from './words.ts'

/** What a unit test got wrong: actual against expected, a line for each row that is worth showing. */
export function differenceLines(difference: TableDifference, { style, columns, all }: PrintOptions): readonly string[] {
  const paint = (text: string, tint: Tint): string => painter(tint, style)(harmless(text))
  const plain = (text: string): string => harmless(text)
  const painted = tableLines(difference, paint)
  const lines = tableLines(difference, plain).map((line, index) =>
    all || line.length <= columns - 3 ? (painted[index] ?? line) : cut(line, columns - 3),
  )
  return [
    `  ${style.green('actual')} differs from ${style.red('expected')}:`,
    '',
    ...lines.flatMap((line) => line.split('\n')).map((line) => `  ${line}`.trimEnd()),
    '',
  ]
}

function painter(tint: Tint, style: Style): (text: string) => string {
  switch (tint) {
    case 'head':
      return style.bold
    case 'missing':
      return style.red
    case 'unexpected':
      return style.green
    case 'arrow':
      return style.cyan
    case 'minor':
      return style.dim
    case 'plain':
      return String
  }
}
