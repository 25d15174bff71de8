/** The table of gates, and below it what they found. */
import { type GateVerdict, titleOf } from '../../assay.ts'
import { place } from './print-diagnostic.ts'
import type { Style } from './style.ts'
import { fitted } from './table.ts'
import { padEnd, shorten, widest, widthOf } from './width.ts'
import { count, harmless } from './words.ts'

export interface GatePrinting {
  readonly style: Style
  /** Of the window; null where lines may be as long as they are. */
  readonly columns: number | null
  /** Tests print what they found by themselves, where they were run. */
  readonly explainsTests: boolean
}

const HEADER = ['gate', 'wanted', 'got', 'verdict', 'where to look'] as const
const GAP = 2
const MOST_FINDINGS = 10

export function printGates(verdicts: readonly GateVerdict[], printing: GatePrinting): string {
  const { style } = printing
  const cells = verdicts.map((one) =>
    [titleOf(one), one.wanted, one.got, WORDS[one.verdict], one.look].map((text) =>
      harmless(text).replaceAll('\n', ' '),
    ),
  )
  const wanted = HEADER.map((name, at) =>
    widest(
      cells.map((row) => row[at] ?? ''),
      widthOf(name),
    ),
  )
  const widths = printing.columns === null ? wanted : fitted(wanted, printing.columns - GAP * (HEADER.length - 1))
  const line = (row: readonly string[], paint: (text: string, at: number) => string): string =>
    row
      .map((cell, at) => paint(padEnd(shorten(cell, widths[at] ?? 0), at === 4 ? 0 : (widths[at] ?? 0)), at))
      .join(' '.repeat(GAP))
      .trimEnd()
  const rule = widths.map((width) => '─'.repeat(width))
  const lines = [
    line(HEADER, (text) => style.bold(text)),
    line(rule, (text) => style.dim(text)),
    ...cells.map((row, index) => {
      const { verdict = 'skipped' } = verdicts[index] ?? {}
      const paint = colorOf(verdict, style)
      return line(row, (text, at) =>
        at === 3 ? paint(text) : verdict === 'skipped' ? style.dim(text) : at === 4 ? style.cyan(text) : text,
      )
    }),
  ]
  return `\n${lines.join('\n')}\n${findings(verdicts, printing)}\n${headline(verdicts, style)}`
}

const WORDS: Readonly<Record<GateVerdict['verdict'], string>> = {
  pass: 'pass',
  warn: 'warn',
  fail: 'fail',
  unknown: 'unknown',
  skipped: 'skip',
}

function colorOf(verdict: GateVerdict['verdict'], style: Style): (text: string) => string {
  switch (verdict) {
    case 'pass':
      return style.green
    case 'warn':
      return style.yellow
    case 'fail':
    case 'unknown':
      return (text) => style.bold(style.red(text))
    case 'skipped':
      return style.dim
  }
}

function findings(verdicts: readonly GateVerdict[], { style, explainsTests }: GatePrinting): string {
  const told = verdicts.filter(({ gate, findings }) => findings.length > 0 && (gate !== 'tests' || explainsTests))
  return told
    .map((one) => {
      const { findings, verdict } = one
      const shown = findings.slice(0, MOST_FINDINGS).flatMap(({ name, message, at }) => [
        `  ${style.bold(harmless(name))}${at === null ? '' : `  ${style.cyan(place(at))}`}`,
        ...harmless(message)
          .split('\n')
          .map((text) => `    ${text}`),
      ])
      const more = findings.length - MOST_FINDINGS
      if (more > 0) shown.push(style.dim(`  … and ${more} more`))
      return `\n${colorOf(verdict, style)(titleOf(one))}\n${shown.join('\n')}\n`
    })
    .join('')
}

/** `Gate failed: 1 fail, 1 warn, 7 pass` */
function headline(verdicts: readonly GateVerdict[], style: Style): string {
  const number = (verdict: GateVerdict['verdict']): number => verdicts.filter((one) => one.verdict === verdict).length
  const words = (['fail', 'unknown', 'warn', 'pass', 'skipped'] as const)
    .filter((verdict) => number(verdict) > 0)
    .map((verdict) => colorOf(verdict, style)(`${number(verdict)} ${WORDS[verdict]}`))
  const [said, paint] =
    number('fail') > 0
      ? (['Gate closed', style.red] as const)
      : number('unknown') > 0
        ? (['Gate undecided', style.red] as const)
        : (['Gate open', style.green] as const)
  return `${style.bold(paint(said))}: ${words.length === 0 ? 'nothing was asked' : words.join(', ')}`
}

/** What would be asked, a line each. */
export function printPlan(verdicts: readonly GateVerdict[], { style, columns }: GatePrinting): string {
  const width = widest(verdicts.map(titleOf), 0)
  const lines = verdicts.map((one) => {
    const name = padEnd(harmless(titleOf(one)), width)
    return `${columns === null ? name : shorten(name, Math.max(10, columns - 24))}  ${style.dim(one.wanted)}`
  })
  return `${lines.join('\n')}\n\n${count(verdicts.length, 'gate')} would be asked`
}
