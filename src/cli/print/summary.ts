/** The end of a run: each failure with its place and what to do, what was warned of, and the count of everything. */
import { placeOf, runnableOf } from '../../assay.ts'
import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Manifest } from '../../resources/manifest.ts'
import type { Runnable } from '../../resources/unit-test.ts'
import type { NodeResult, RunResults } from '../../run/result.ts'
import { differenceLines } from './difference.ts'
import { failingRowLines } from './failing-rows.ts'
import { printUndone } from './interrupted.ts'
import { calledName, kindOf, wasCancelled } from './node-row.ts'
import { frameLines, hintLines, type PrintOptions, place, printDiagnostics, roomIn } from './print-diagnostic.ts'
import { colorOf, hasFailed, statusWord } from './row.ts'
import { headline, kindTable } from './totals.ts'
import { widthOf, wrap } from './width.ts'
import { count, harmless } from './words.ts'
import { worthALook } from './worth-a-look.ts'

export interface SummaryOptions extends PrintOptions {
  readonly manifest: Manifest
  /** Where the compiled SQL of a node lies, from the project on; null where it was not written. */
  readonly compiledPath: (node: Runnable) => string | null
  /** The word for nodes that went well: `built`, `compiled`. */
  readonly done?: string
  /** True where `assay retry` will know what happened. */
  readonly canRetry: boolean
  /** How a command is called here: `show --select orders` → `assay show --select orders --target prod`. */
  readonly suggest: (command: string) => string
}

/** Past these, failures are named and not explained. */
const MOST_EXPLAINED = 15

export function printSummary(results: RunResults, options: SummaryOptions): string {
  const { style, manifest, columns } = options
  const { interrupted } = results
  const failed = results.results.filter((result) => hasFailed(result.status) && !(interrupted && wasCancelled(result)))
  const warned = results.results.filter(({ status }) => status === 'warn')
  const parts: string[] = []
  const warnings = results.results.flatMap(({ diagnostics }) => diagnostics.filter((d) => d.severity === 'warning'))
  if (warnings.length > 0) parts.push(printDiagnostics(warnings, options))
  const explained = options.all ? failed : failed.slice(0, MOST_EXPLAINED)
  if (warned.length > 0) parts.push(printWarned(warned, options))
  for (const result of explained) parts.push(`${printResult(result, options)}\n`)
  if (explained.length < failed.length) {
    const names = failed.slice(explained.length).map(({ id }) => `  ${runnableOf(manifest, id)?.name ?? id}`)
    parts.push(`${style.red(`… and ${count(names.length, 'more failure')}:`)}\n${names.join('\n')}\n`)
  }
  const undone = interrupted ? printUndone(results, manifest, style, columns) : ''
  if (undone !== '') parts.push(undone)
  const table = interrupted ? [] : kindTable(results, manifest, style, columns)
  if (table.length > 0) parts.push(`${table.join('\n')}\n`)
  parts.push(`${headline(results, style, options.done)}\n${nextStep(results, failed.length > 0, options)}`)
  return `\n${parts.join('\n')}`
}

/** One result that needs a look: what, where, why, and where to go on. */
function printResult(result: NodeResult, options: SummaryOptions): string {
  const { style, columns, manifest } = options
  const node = runnableOf(manifest, result.id)
  const [first, ...more] = result.diagnostics.filter((diagnostic) => diagnostic.severity === 'error')
  const at = first?.at ?? (node === undefined ? undefined : placeOf(node))
  const status = colorOf(result.status, style)(style.bold(statusWord(result.status)))
  const head = `${status}  ${node === undefined ? result.id : `${kindOf(node)} ${style.bold(harmless(calledName(node)))}`}`
  const lines = at === undefined ? [head] : besides(head, style.cyan(place(at)), columns)
  if (result.difference !== undefined) lines.push(...differenceLines(result.difference, options))
  else if (first === undefined) lines.push(...indented(result.message ?? '', options))
  else lines.push(...explain(first, options))
  for (const other of more)
    lines.push(...(other.at === undefined ? [] : [`  ${style.cyan(place(other.at))}`]), ...explain(other, options))
  if (result.failingRows !== undefined) lines.push(...failingRowLines(result.failingRows, options))
  if (node?.kind === 'test' && (result.status === 'fail' || result.status === 'warn')) {
    const kept = result.relationName
    const tested = manifest.nodes.get(node.dependsOn.nodes[0] ?? node.id)?.name
    if (kept !== null) lines.push(`  ${style.dim('rows')}      kept in ${kept}`)
    if (first?.code === 'leak')
      lines.push(`  ${style.dim('more')}      ${options.suggest(`leakage --select ${tested}`)}`)
    else if (kept === null) lines.push(`  ${style.dim('rows')}      ${options.suggest(`show --select ${node.name}`)}`)
  }
  const compiled = node === undefined || result.compiledCode === null ? null : options.compiledPath(node)
  const { compiledAt } = result
  const inside = compiledAt === undefined ? '' : `:${compiledAt.line}:${compiledAt.column}`
  if (compiled !== null) lines.push(`  ${style.dim('compiled')}  ${compiled}${inside}`)
  return lines.join('\n')
}

/** Tests that warn, a line each: nothing was held back by them. */
function printWarned(warned: readonly NodeResult[], { style, columns, manifest, all }: SummaryOptions): string {
  const shown = all ? warned : warned.slice(0, MOST_EXPLAINED)
  const lines = shown.flatMap((result) => {
    const node = runnableOf(manifest, result.id)
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

function explain({ message, at, frames = [], hint }: Diagnostic, options: SummaryOptions): readonly string[] {
  const { columns, style } = options
  return [
    ...indented(message, options),
    ...(at === undefined ? [] : frameLines(at, columns, style)),
    ...frames.slice(0, 8).map((frame) => style.dim(`  in ${frame.name} (${place(frame.at)})`)),
    ...hintLines(hint, roomIn(options), style),
  ]
}

function indented(text: string, options: SummaryOptions): readonly string[] {
  if (text === '') return []
  const lines = harmless(text).split('\n')
  return lines.flatMap((line) => wrap(line, roomIn(options))).map((line) => `  ${line}`)
}

function nextStep(results: RunResults, failed: boolean, options: SummaryOptions): string {
  const { style, canRetry, manifest, suggest } = options
  const arrow = style.green('→')
  if (results.interrupted) return canRetry ? `${arrow} go on with: ${suggest('retry')}\n` : ''
  if (failed) return canRetry ? `${arrow} when it is mended: ${suggest('retry')}\n` : ''
  const node = worthALook(results, manifest)
  return node === null ? '' : `${arrow} have a look: ${suggest(`show --select ${node.name}`)}\n`
}
