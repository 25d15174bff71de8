import type { Location } from './position.ts'

const TAB = '    '

/**
 * The line at `at` with two lines before and one after, a gutter of line numbers and a caret under the column.
 * Empty when the location carries no source.
 */
export function codeFrame(at: Location): string {
  if (at.source === undefined) return ''
  const lines = at.source.split(/\r\n|\n|\r/)
  const first = Math.max(1, at.line - 2)
  const last = Math.min(lines.length, at.line + 1)
  const gutter = String(last).length
  const frame: string[] = []
  for (let n = first; n <= last; n++) {
    const text = lines[n - 1] ?? ''
    frame.push(`${n === at.line ? '>' : ' '} ${String(n).padStart(gutter)} | ${expand(text)}`.trimEnd())
    if (n === at.line)
      frame.push(`  ${' '.repeat(gutter)} | ${' '.repeat(expand(text.slice(0, at.column - 1)).length)}^`)
  }
  return frame.join('\n')
}

function expand(text: string): string {
  return text.replaceAll('\t', TAB)
}
