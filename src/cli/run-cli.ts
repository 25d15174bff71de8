import { randomUUID } from 'node:crypto'
import { AssayError, type Diagnostic, diagnosticsOf } from '../base/diagnostic.ts'
import { type Call, EXIT } from './command.ts'
import { withDotEnv } from './dot-env.ts'
import { resolveFlags } from './options/flags.ts'
import { printDiagnostics } from './print/print-diagnostic.ts'
import { type Style, styleOf, wantsColor } from './print/style.ts'
import { parseCommandLine } from './program.ts'
import { redacted, redactSecrets } from './redact.ts'
import { makeReport } from './report/make-report.ts'
import type { Report } from './report/report.ts'
import { StoppedBySignal, type Terminal } from './terminal.ts'
import { packageVersion } from './version.ts'

/** Does what a command line says, with what `.env` adds to the environment; the answer is the exit code. Never throws. */
export async function runCli(args: readonly string[], outside: Terminal): Promise<number> {
  try {
    return await runIn(args, { ...outside, environment: withDotEnv(outside.environment, outside.cwd) })
  } catch (thrown) {
    return tellProblem(thrown, outside, null, { debug: false, asked: colorsAsked(args) })
  }
}

async function runIn(args: readonly string[], outside: Terminal): Promise<number> {
  const redact = redactSecrets(outside.environment)
  const terminal = { ...outside, stdout: redacted(outside.stdout, redact), stderr: redacted(outside.stderr, redact) }
  const begun = terminal.now()
  let report: Report | null = null
  let exitCode: number
  let debug = false
  try {
    const version = packageVersion()
    const parsed = await parseCommandLine(args, version, terminal.stdout.size()?.columns ?? 100)
    if (parsed.kind === 'text') {
      terminal.stdout.write(parsed.text)
      return parsed.exitCode
    }
    const { command, words, given } = parsed
    const { flags, set } = resolveFlags({ given, environment: terminal.environment })
    debug = flags.debug
    const invocationId = randomUUID()
    const line = ['assay', ...args].join(' ')
    report = makeReport({ command, flags, set, given, terminal, raw: outside.stdout, redact, invocationId })
    report.tell({ kind: 'command-started', line, command: command.name, version, flags })
    const startedAt = terminal.clock()
    tellStop(terminal, report)
    const call: Call = { command, terminal, report, flags, set, given, words, line, redact, invocationId, startedAt }
    const work = await command.load()
    exitCode = await work(call)
  } catch (thrown) {
    report?.pause()
    exitCode = tellProblem(thrown, terminal, report, { debug, asked: colorsAsked(args) })
  }
  report?.tell({ kind: 'command-finished', exitCode, seconds: (terminal.now() - begun) / 1000 })
  report?.close()
  return exitCode
}

/** Between the first Ctrl-C and the end some time may pass: what is under way is cancelled, and its results written down. */
function tellStop({ signal }: Terminal, report: Report): void {
  signal.addEventListener(
    'abort',
    () => {
      if (signal.reason instanceof StoppedBySignal)
        report.tell({ kind: 'remark', text: 'stopping; once more ends it at once' })
    },
    { once: true },
  )
}

/** What no command caught: a mistake in the project or the command, or, with an apology, one of ours. */
function tellProblem(
  thrown: unknown,
  terminal: Terminal,
  report: Report | null,
  { debug, asked }: { readonly debug: boolean; readonly asked: boolean | undefined },
): number {
  if (terminal.signal.aborted) return EXIT.interrupted
  const diagnostics = explain(thrown)
  const style = styleOf(wantsColor(terminal.stderr, terminal.environment, asked))
  if (diagnostics === null) apologize(thrown, terminal, style, debug)
  else if (report !== null) report.tell({ kind: 'diagnostics', diagnostics })
  else terminal.stderr.write(printDiagnostics(diagnostics, { style, columns: terminal.stderr.size()?.columns ?? 100 }))
  return EXIT.problem
}

/** What a command line that may not be understood says of colours. */
function colorsAsked(args: readonly string[]): boolean | undefined {
  if (args.includes('--no-color') || args.includes('--no-use-colors')) return false
  return args.includes('--color') || args.includes('--use-colors') ? true : undefined
}

/** Null for what should not have happened. */
function explain(thrown: unknown): readonly Diagnostic[] | null {
  if (thrown instanceof AssayError) return thrown.diagnostics
  if (!isWarehouseError(thrown)) return null
  const { message, detail, hint } = thrown
  const text = detail === null || detail === '' ? message : `${message}\n${detail}`
  return [{ code: 'database', severity: 'error', message: text, ...(hint === null ? {} : { hint }), cause: thrown }]
}

interface WarehouseFailure extends Error {
  readonly hint: string | null
  readonly detail: string | null
}

/** By name: the port's code is loaded only with a warehouse. */
function isWarehouseError(thrown: unknown): thrown is WarehouseFailure {
  return thrown instanceof Error && thrown.name === 'WarehouseError'
}

function apologize(thrown: unknown, { stderr }: Terminal, style: Style, debug: boolean): void {
  stderr.write(`${style.red(style.bold('something went wrong inside Assay'))}: ${diagnosticsOf(thrown)[0].message}\n`)
  stderr.write('This is a mistake of ours, not one of your project. Sorry.\n')
  stderr.write(debug ? `${stackOf(thrown)}\n` : `${style.dim('With --debug it shows where; please report that.')}\n`)
}

function stackOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown)
  return `${thrown.stack ?? thrown.message}${thrown.cause === undefined ? '' : `\ncaused by: ${stackOf(thrown.cause)}`}`
}
