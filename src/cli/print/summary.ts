/** The end of a run: each failure with its place and what to do, what was warned of, and the count of everything. */
import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Location } from '../../base/position.ts'
import type { Manifest } from '../../resources/manifest.ts'
import type { Node } from '../../resources/node.ts'
import type { NodeResult, NodeStatus, RunResults } from '../../run/result.ts'
import { colorOf, kindOf, statusWord } from './node-row.ts'
import { frameLines, type PrintOptions, place, printDiagnostics } from './print-diagnostic.ts'
import type { Style } from './style.ts'
import { widthOf } from './width.ts'
import { count, duration, harmless } from './words.ts'

export interface SummaryOptions extends PrintOptions {
  readonly manifest: Manifest
  /** Where the compiled SQL of a node lies, from the project on; null where it was not written. */
  readonly compiledPath: (node: Node) => string | null
  /** True where `assay retry` will know what happened. */
  readonly canRetry: boolean
}

/** Past these, failures are named and not explained. */
const MOST_EXPLAINED = 15

const FAILURES: ReadonlySet<NodeStatus> = new Set(['error', 'fail', 'partial success'])

export function printSummary(results: RunResults, options: SummaryOptions): string {
  const { style, manifest } = options
  const failed = results.results.filter(({ status }) => FAILURES.has(status))
  const warned = results.results.filter(({ status }) => status === 'warn')
  const parts: string[] = []
  const warnings = results.results.flatMap(({ diagnostics }) => diagnostics.filter((d) => d.severity === 'warning'))
  if (warnings.length > 0) parts.push(printDiagnostics(warnings, options))
  const explained = options.all ? failed : failed.slice(0, MOST_EXPLAINED)
  if (warned.length > 0) parts.push(printWarned(warned, options))
  for (const result of explained) parts.push(`${printResult(result, options)}\n`)
  if (explained.length < failed.length) {
    const names = failed.slice(explained.length).map(({ id }) => `  ${manifest.nodes.get(id)?.name ?? id}`)
    parts.push(`${style.red(`… and ${count(names.length, 'more failure')}:`)}\n${names.join('\n')}\n`)
  }
  parts.push(`${totals(results, style)}\n${nextStep(results, failed.length > 0, options)}`)
  return `\n${parts.join('\n')}`
}

/** One result that needs a look: what, where, why, and where to go on. */
function printResult(result: NodeResult, options: SummaryOptions): string {
  const { style, columns, manifest } = options
  const node = manifest.nodes.get(result.id)
  const [first, ...more] = result.diagnostics.filter((diagnostic) => diagnostic.severity === 'error')
  const at = first?.at ?? (node === undefined ? undefined : placeOf(node))
  const status = colorOf(result.status, style)(style.bold(statusWord(result.status)))
  const head = `${status}  ${node === undefined ? result.id : `${kindOf(node)} ${style.bold(harmless(node.name))}`}`
  const lines = at === undefined ? [head] : besides(head, style.cyan(place(at)), columns)
  if (first === undefined) lines.push(...indented(result.message ?? ''))
  else lines.push(...explain(first, columns, style))
  for (const other of more)
    lines.push(
      ...(other.at === undefined ? [] : [`  ${style.cyan(place(other.at))}`]),
      ...explain(other, columns, style),
    )
  if (node?.kind === 'test' && (result.status === 'fail' || result.status === 'warn')) {
    const kept = result.relationName
    lines.push(`  ${style.dim('rows')}      ${kept === null ? `assay show --select ${node.name}` : `kept in ${kept}`}`)
  }
  const compiled = node === undefined || result.compiledCode === null ? null : options.compiledPath(node)
  if (compiled !== null) lines.push(`  ${style.dim('compiled')}  ${compiled}`)
  return lines.join('\n')
}

/** Tests that warn, a line each: nothing was held back by them. */
function printWarned(warned: readonly NodeResult[], { style, columns, manifest, all }: SummaryOptions): string {
  const shown = all ? warned : warned.slice(0, MOST_EXPLAINED)
  const lines = shown.flatMap((result) => {
    const node = manifest.nodes.get(result.id)
    const found = result.failures === null ? '' : `: ${count(result.failures, 'result')}`
    const head = `${style.yellow('warn')}  ${harmless(node?.name ?? result.id)}${found}`
    return node === undefined ? [head] : besides(head, style.cyan(place(placeOf(node))), columns)
  })
  if (shown.length < warned.length) lines.push(style.yellow(`… and ${warned.length - shown.length} more that warn`))
  return `${lines.join('\n')}\n`
}

/** Two texts in one line, or in two where the window is too narrow: a place must not be broken. */
function besides(head: string, tail: string, columns: number): string[] {
  return widthOf(head) + 2 + widthOf(tail) > columns ? [head, `  ${tail}`] : [`${head}  ${tail}`]
}

function explain({ message, at, frames = [], hint }: Diagnostic, columns: number, style: Style): readonly string[] {
  return [
    ...indented(message),
    ...(at === undefined ? [] : frameLines(at, columns, style)),
    ...frames.slice(0, 8).map((frame) => style.dim(`  in ${frame.name} (${place(frame.at)})`)),
    ...(hint === undefined || hint === ''
      ? []
      : [`  ${style.green('→')} ${harmless(hint).replaceAll('\n', '\n    ')}`]),
  ]
}

function indented(text: string): readonly string[] {
  return text === ''
    ? []
    : harmless(text)
        .split('\n')
        .map((line) => `  ${line}`)
}

/** Where a node is written: of generic tests the line in YAML. */
export function placeOf(node: Node): Location {
  if (node.kind === 'test' && node.generic !== null) return node.generic.at
  return { file: node.originalPath, line: 1, column: 1 }
}

const WORDS: readonly (readonly [NodeStatus, (n: number) => string])[] = [
  ['success', (n) => `${n} built`],
  ['pass', (n) => `${n} passed`],
  ['no-op', (n) => `${n} unchanged`],
  ['warn', (n) => `${n} warned`],
  ['partial success', (n) => `${n} partly built`],
  ['fail', (n) => `${n} failed`],
  ['error', (n) => count(n, 'error')],
  ['skipped', (n) => `${n} skipped`],
]

function totals({ results, startedAt, completedAt, interrupted }: RunResults, style: Style): string {
  const nodes = results.filter(({ id, status }) => !id.startsWith('operation.') || FAILURES.has(status))
  const failed = nodes.some(({ status }) => FAILURES.has(status))
  const head = interrupted
    ? style.yellow(style.bold('Interrupted'))
    : failed
      ? style.red(style.bold('Failed'))
      : style.green(style.bold('Done'))
  const parts = WORDS.flatMap(([status, word]) => {
    const n = nodes.filter((result) => result.status === status).length
    return n === 0 ? [] : [status === 'success' ? word(n) : colorOf(status, style)(word(n))]
  })
  const time = duration((completedAt.getTime() - startedAt.getTime()) / 1000)
  return `${head} in ${time}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`
}

function nextStep({ interrupted }: RunResults, failed: boolean, { style, canRetry }: SummaryOptions): string {
  if (interrupted)
    return `${style.dim('what was under way was cancelled on the server')}${canRetry ? `\n${style.green('→')} go on with: assay retry` : ''}\n`
  return failed && canRetry ? `${style.green('→')} when it is mended: assay retry\n` : ''
}
