import type { Diagnostic } from '../../base/diagnostic.ts'
import { printDiagnostic } from '../print/print-diagnostic.ts'
import { styleOf } from '../print/style.ts'
import { count } from '../print/words.ts'
import type { Redact } from '../redact.ts'
import type { Terminal } from '../terminal.ts'
import type { LogFile } from './log-file.ts'
import type { Report, ReportEvent } from './report.ts'

const LEVELS = ['debug', 'info', 'warn', 'error', 'none'] as const
type Level = (typeof LEVELS)[number]

const PLAIN = { style: styleOf(false), columns: 200 }

/** For later: lines with the time of day, the statements among them. */
export class LogReport implements Report {
  readonly #terminal: Terminal
  readonly #file: LogFile
  readonly #redact: Redact
  readonly #least: Level

  constructor(terminal: Terminal, file: LogFile, redact: Redact, least: Level) {
    this.#terminal = terminal
    this.#file = file
    this.#redact = redact
    this.#least = least
  }

  tell(event: ReportEvent): void {
    if (event.kind === 'project-opened') this.#file.placeIn(event.project.root)
    for (const [level, text] of linesOf(event)) {
      if (LEVELS.indexOf(level) < LEVELS.indexOf(this.#least)) continue
      this.#file.write(this.#redact(`${this.#terminal.clock().toISOString()} [${level}] ${text}\n`))
    }
  }

  pause(): void {}

  close(): void {
    this.#file.flush()
  }
}

type Line = readonly [level: Exclude<Level, 'none'>, text: string]

function linesOf(event: ReportEvent): readonly Line[] {
  switch (event.kind) {
    case 'command-started':
      return [['info', `======== assay ${event.version}: ${event.line}`]]
    case 'project-opened': {
      const { id } = event.invocation
      const { settings, root, connection } = event.project
      return [['debug', `invocation ${id}, project ${settings.name} in ${root}, ${connection.origin.description}`]]
    }
    case 'diagnostics':
      return event.diagnostics.map(complaint)
    case 'warning':
      return [complaint(event.diagnostic)]
    case 'run-started':
      return [['info', `${count(event.ids.length, 'node')}, ${count(event.threads, 'thread')}`]]
    case 'node-started':
      return [['debug', `[${event.threadId}] ${event.index} of ${event.total} begins: ${event.id}`]]
    case 'batch-started':
      return [['debug', `${event.id} batch ${event.label} begins, ${event.index} of ${event.total}`]]
    case 'batch-finished': {
      const { id, label, status, message, executionTime } = event
      const what = `${id} batch ${label}: ${status} in ${executionTime.toFixed(3)}s: ${message}`
      return [[status === 'error' ? 'error' : 'info', what]]
    }
    case 'overload-started':
      return [['debug', `${event.id} overload ${event.overload} begins, ${event.index} of ${event.total}`]]
    case 'overload-finished': {
      const { id, overload, status, message, executionTime } = event
      const what = `${id} overload ${overload}: ${status} in ${executionTime.toFixed(3)}s: ${message}`
      return [[status === 'error' ? 'error' : 'info', what]]
    }
    case 'hook-finished':
    case 'node-finished': {
      const { id, status, message, threadId, executionTime, diagnostics } = event.result
      const level = status === 'error' || status === 'fail' ? 'error' : status === 'warn' ? 'warn' : 'info'
      const what = `[${threadId}] ${id}: ${status} in ${executionTime.toFixed(3)}s${message === null ? '' : `: ${message}`}`
      return [[level, what], ...diagnostics.map(complaint)]
    }
    case 'source-checked': {
      const { id, status, age } = event.result
      return [[status === 'pass' ? 'info' : 'warn', `${id}: ${status}, ${age ?? 'unknown'} seconds old`]]
    }
    case 'statement': {
      const { id, sql, milliseconds, error } = event
      const outcome = error === null || error === undefined ? 'ok' : String(error)
      return [['debug', `${id ?? 'run'} (${milliseconds.toFixed(1)} ms, ${outcome})\n${sql}`]]
    }
    case 'notice':
      return [['debug', `${event.id ?? 'run'}: ${event.severity}: ${event.message}`]]
    case 'said':
      return [[event.how === 'warning' ? 'warn' : event.visible ? 'info' : 'debug', event.message]]
    case 'under-way':
      return [['debug', event.text]]
    case 'remark':
      return [['info', event.text]]
    case 'run-finished': {
      const { interrupted, results } = event.results
      return [['info', `${interrupted ? 'interrupted' : 'finished'}: ${results.length} results`]]
    }
    case 'command-finished':
      return [['info', `exit ${event.exitCode} after ${event.seconds.toFixed(3)}s`]]
    case 'beside':
      return linesOf(event.event)
    case 'artifact-written':
      return [['debug', `wrote ${event.path}`]]
    case 'operation-failed':
      return event.diagnostics.map(complaint)
    case 'answer':
    case 'freshness-started':
    case 'freshness-finished':
    case 'source-started':
    case 'node-executing':
    case 'hook-started':
      return []
  }
}

function complaint(diagnostic: Diagnostic): Line {
  return [diagnostic.severity === 'error' ? 'error' : 'warn', printDiagnostic(diagnostic, PLAIN)]
}
