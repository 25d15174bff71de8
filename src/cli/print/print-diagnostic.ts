import { codeFrame } from '../../base/code-frame.ts'
import type { Diagnostic, Frame } from '../../base/diagnostic.ts'
import type { Location } from '../../base/position.ts'
import type { Style } from './style.ts'
import { cut, wrap } from './width.ts'
import { count, harmless } from './words.ts'

export interface PrintOptions {
  readonly style: Style
  readonly columns: number
  /** True where long lines are broken between words: in a window, which would break them anywhere. */
  readonly wraps?: boolean
  /** True to fold nothing. */
  readonly all?: boolean
}

/** Past these, the rest is counted. */
const MOST_ERRORS = 25
const MOST_OF_A_WARNING = 3
const MOST_FRAMES = 8

/**
 * Several diagnostics, errors before warnings, each with its place, the lines around it, what led there and what to do;
 * many of one kind are counted. Ends with a line break, or is empty.
 */
export function printDiagnostics(diagnostics: readonly Diagnostic[], options: PrintOptions): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning')
  const blocks: string[] = []
  const shown = options.all ? errors : errors.slice(0, MOST_ERRORS)
  for (const error of shown) blocks.push(printDiagnostic(error, options))
  if (shown.length < errors.length)
    blocks.push(`${options.style.red('…')} and ${count(errors.length - shown.length, 'more error')}`)
  if (errors.length > 1) blocks.push(options.style.red(tally(errors)))
  for (const [code, same] of groupByCode(warnings)) {
    const kept = options.all || same.length <= MOST_OF_A_WARNING ? same : same.slice(0, 1)
    for (const warning of kept) blocks.push(printDiagnostic(warning, options))
    if (kept.length < same.length)
      blocks.push(
        options.style.dim(
          `… and ${count(same.length - kept.length, 'more warning')} like this (${code}); --debug shows all`,
        ),
      )
  }
  return blocks.map((block) => `${block}\n`).join('\n')
}

/** One diagnostic, without a line break at its end. */
export function printDiagnostic(diagnostic: Diagnostic, options: PrintOptions): string {
  const { style, columns } = options
  const { severity, code, message, at, frames = [], hint } = diagnostic
  const [headline = '', ...more] = harmless(message).split('\n')
  const label = severity === 'error' ? style.red(style.bold('error')) : style.yellow(style.bold('warning'))
  const room = roomIn(options)
  const [first = '', ...rest] = wrapAfter(headline, `${severity}[${code}] `.length - 2, room)
  const lines = [`${label}${style.dim(`[${code}]`)} ${style.bold(first)}`]
  for (const line of rest) lines.push(`  ${style.bold(line)}`)
  for (const line of more) lines.push(...wrap(line, room).map((part) => `  ${part}`))
  if (at !== undefined) lines.push(`  ${style.cyan(place(at))}`, ...frameLines(at, columns, style))
  lines.push(...callLines(frames, style))
  lines.push(...hintLines(hint, room, style))
  return lines.join('\n')
}

/** How wide indented text may be. */
export function roomIn({ wraps = false, columns }: PrintOptions): number {
  return wraps ? columns - 3 : Number.POSITIVE_INFINITY
}

/** What to do, behind an arrow; its further lines stand under the first. */
export function hintLines(hint: string | undefined, room: number, style: Style): readonly string[] {
  if (hint === undefined || hint === '') return []
  const lines = harmless(hint)
    .split('\n')
    .flatMap((line) => wrap(line, room - 2))
  return lines.map((line, at) => (at === 0 ? `  ${style.green('→')} ${line}` : `    ${line}`))
}

/** Lines of which the first begins behind `used` columns. */
function wrapAfter(text: string, used: number, room: number): readonly string[] {
  const [first = '', ...rest] = wrap(text, room - used)
  return [first, ...(rest.length === 0 ? [] : wrap(rest.join(' '), room))]
}

/** `models/orders.sql:4:18`: what editors and terminals make a link of. */
export function place({ file, line, column }: Location): string {
  return harmless(`${file}:${line}:${column}`)
}

/** The code frame, indented, as wide as there is room: of long lines the part around the caret. */
export function frameLines(at: Location, columns: number, style: Style): readonly string[] {
  const frame = codeFrame(at)
  if (frame === '') return []
  const lines = frame.split('\n')
  // The empty line that a line feed at the end of a file begins.
  if (/^ +\d+ \|$/.test(lines.at(-1) ?? '')) lines.pop()
  const gutter = (lines[0] ?? '').indexOf('|') + 2
  const room = Math.max(20, columns - gutter - 2)
  const caret = (lines.find((line) => line.endsWith('^')) ?? '').length - 1 - gutter
  const skipped = caret < room - 1 ? 0 : caret - Math.floor(room / 2)
  return lines.map((line) => {
    const text = harmless(line.slice(gutter))
    const visible = skipped === 0 || text.length === 0 ? text : `…${text.slice(skipped + 1)}`
    const whole = `  ${line.slice(0, gutter).padEnd(gutter)}${cut(visible, room)}`.trimEnd()
    if (line.startsWith('>')) return whole
    return line.endsWith('^') && !/\d/.test(line.slice(0, gutter))
      ? whole.replace('^', style.red('^'))
      : style.dim(whole)
  })
}

function callLines(frames: readonly Frame[], style: Style): readonly string[] {
  const lines = frames.slice(0, MOST_FRAMES).map(({ name, at }) => style.dim(`  in ${name} (${place(at)})`))
  return frames.length > lines.length
    ? [...lines, style.dim(`  … ${count(frames.length - lines.length, 'more call')}`)]
    : lines
}

/** `3 errors in 2 files` */
function tally(errors: readonly Diagnostic[]): string {
  const files = new Set(errors.flatMap(({ at }) => (at === undefined ? [] : [at.file])))
  return `${count(errors.length, 'error')}${files.size === 0 ? '' : ` in ${count(files.size, 'file')}`}`
}

function groupByCode(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, readonly Diagnostic[]> {
  const groups = new Map<string, Diagnostic[]>()
  for (const diagnostic of diagnostics) {
    const group = groups.get(diagnostic.code)
    if (group === undefined) groups.set(diagnostic.code, [diagnostic])
    else group.push(diagnostic)
  }
  return groups
}
