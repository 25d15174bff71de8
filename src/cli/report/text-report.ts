import { runnableOf } from '../../assay.ts'
import type { Manifest } from '../../resources/manifest.ts'
import type { Runnable } from '../../resources/unit-test.ts'
import type { NodeResult } from '../../run/result.ts'
import type { Command } from '../command.ts'
import type { Flags, Given, OptionKey } from '../options/flags.ts'
import { type BusyLine, busyLine } from '../print/busy-line.ts'
import { freshnessRow } from '../print/freshness-row.ts'
import { printHeading } from '../print/heading.ts'
import { batchRow, batchThing, calledName, rowOf, thingOf } from '../print/node-row.ts'
import { printDiagnostics } from '../print/print-diagnostic.ts'
import { liveProgress, type Progress, plainProgress } from '../print/progress.ts'
import type { Thing } from '../print/row.ts'
import { isWorthSaying } from '../print/server-notice.ts'
import { type Style, styleOf, wantsColor } from '../print/style.ts'
import { printSummary } from '../print/summary.ts'
import { harmless } from '../print/words.ts'
import { suggestion } from '../suggest.ts'
import type { OutputStream, Terminal } from '../terminal.ts'
import type { Report, ReportEvent } from './report.ts'

type Level = 'debug' | 'info' | 'warn' | 'error' | 'none'

const LEVELS: readonly Level[] = ['debug', 'info', 'warn', 'error', 'none']

/** More tests than this, and those that pass are counted in a terminal instead of shown. */
const MOST_TESTS_SHOWN = 30

const COUNTED_TEST: Thing = { kind: 'test', name: 'a'.repeat(48) }

export interface TextReportOptions {
  readonly command: Command
  readonly terminal: Terminal
  readonly flags: Flags
  readonly set: ReadonlySet<OptionKey>
  readonly given: Given
}

/** For people: lines on standard output, what is wrong on standard error, and on a terminal what is under way. */
export class TextReport implements Report {
  readonly #terminal: Terminal
  /** Where remarks go. */
  readonly #beside: OutputStream
  readonly #flags: Flags
  readonly #given: Given
  readonly #level: Level
  readonly #live: boolean
  readonly #style: Style
  readonly #errorStyle: Style
  #opened: Extract<ReportEvent, { kind: 'project-opened' }> | null = null
  #progress: Progress | null = null
  readonly #busy: BusyLine | null
  readonly #command: Command
  #foldsTests = false
  /** True once rows were printed: what comes below them stands apart. */
  #underRows = false
  /** The same below what is wrong, where both are in one window. */
  #underDiagnostics = false
  #answered = false
  #names: ReadonlyMap<string, string> = new Map()

  constructor({ command, terminal, flags, set, given }: TextReportOptions) {
    const { stdout, stderr, environment } = terminal
    const asked = set.has('use_colors') ? flags.use_colors : undefined
    this.#terminal = terminal
    this.#beside = command.answers === true ? stderr : stdout
    this.#flags = flags
    this.#given = given
    this.#level = flags.quiet ? 'error' : flags.debug ? 'debug' : flags.log_level
    this.#live = stdout.isTerminal && environment.TERM !== 'dumb' && !environment.CI && this.#shows('info')
    this.#command = command
    this.#style = styleOf(wantsColor(stdout, environment, asked))
    this.#errorStyle = styleOf(wantsColor(stderr, environment, asked))
    this.#busy = this.#live ? busyLine(terminal, stdout, this.#style) : null
  }

  tell(event: ReportEvent): void {
    switch (event.kind) {
      case 'project-opened':
        this.#opened = event
        if (this.#command.logs) this.#busy?.say(this.#wayToDatabase())
        break
      case 'under-way':
        this.#busy?.say(event.text)
        break
      case 'operation-failed':
      case 'diagnostics': {
        const shown = event.diagnostics.filter(({ severity }) => this.#shows(severity === 'error' ? 'error' : 'warn'))
        if (shown.length > 0) this.#complain(printDiagnostics(shown, this.#printing(this.#errorStyle)))
        break
      }
      case 'run-started':
        this.#start(
          event.ids.flatMap((id) => runnableOf(this.#manifest, id) ?? []),
          event.threads,
        )
        break
      case 'node-started': {
        const node = runnableOf(this.#manifest, event.id)
        if (node !== undefined) this.#progress?.started(event.id, thingOf(node))
        break
      }
      case 'node-finished':
        this.#progress?.finished(
          event.result.id,
          rowOf(event.result, `${event.index}/${event.total}`, this.#manifest),
          this.#foldOf(event.result),
        )
        break
      case 'batch-started':
        if (event.total > 1)
          this.#progress?.started(`${event.id} ${event.label}`, batchThing(event.id, event.label, this.#manifest))
        break
      case 'batch-finished':
        if (event.total > 1)
          this.#progress?.finished(
            `${event.id} ${event.label}`,
            batchRow(event, this.#manifest),
            this.#flags.debug || event.status === 'error' ? null : `batch ${event.status}`,
          )
        break
      case 'hook-finished':
        this.#progress?.finished(event.result.id, rowOf(event.result, '', this.#manifest), null)
        break
      case 'freshness-started':
        this.#startFreshness(event.names)
        break
      case 'source-checked':
        this.#progress?.finished(
          event.result.id,
          freshnessRow(event.result, `${event.index}/${event.total}`, this.#names),
          null,
        )
        break
      case 'run-finished':
        this.#endProgress()
        if (this.#shows('info') || event.results.results.some(({ status }) => status === 'error' || status === 'fail'))
          this.#terminal.stdout.write(
            printSummary(event.results, {
              ...this.#printing(this.#style),
              manifest: this.#manifest,
              compiledPath: this.#opened?.compiledPath ?? (() => null),
              canRetry: this.#flags.write_json && this.#command.group === 'build' && this.#command.name !== 'gate',
              ...(this.#command.group === 'build' ? {} : { done: 'compiled' }),
              suggest: (command) => suggestion(command, this.#given, this.#terminal.environment),
            }),
          )
        break
      case 'statement':
        this.#progress?.idle('preparing schemas, running hooks')
        if (this.#progress === null) this.#busy?.say('waiting for the database')
        if (this.#shows('debug'))
          this.#note(this.#style.dim(`${event.sql.trim()}\n-- ${event.milliseconds.toFixed(1)} ms\n`))
        break
      case 'notice':
        if (this.#shows(isWorthSaying(event) ? 'info' : 'debug')) this.#note(this.#style.dim(this.#notice(event)))
        break
      case 'warning':
        if (this.#shows('warn')) this.#complain(printDiagnostics([event.diagnostic], this.#printing(this.#errorStyle)))
        break
      case 'said':
        this.#say(event)
        break
      case 'remark':
        if (this.#shows('info')) this.#note(`${event.text}\n`)
        break
      case 'answer':
        this.#answer(event)
        break
      case 'command-started':
        if (this.#command.name !== 'init') this.#busy?.say('reading the project')
        break
      case 'command-finished':
        this.#busy?.close()
        break
    }
  }

  pause(): void {
    this.#endProgress()
  }

  close(): void {
    this.#endProgress()
  }

  get #manifest(): Manifest {
    if (this.#opened === null) throw new Error('nothing can run before a project was opened')
    return this.#opened.manifest
  }

  #shows(level: Level): boolean {
    return LEVELS.indexOf(level) >= LEVELS.indexOf(this.#level)
  }

  #columns(): number {
    return this.#terminal.stdout.size()?.columns ?? this.#flags.printer_width
  }

  #printing(style: Style) {
    return { style, columns: this.#columns(), all: this.#flags.debug, wraps: this.#live }
  }

  #start(nodes: readonly Runnable[], threads: number): void {
    this.#busy?.close()
    const tests = nodes.filter((node) => node.kind === 'test')
    this.#foldsTests = this.#live && tests.length > MOST_TESTS_SHOWN
    if (this.#shows('info'))
      this.#terminal.stdout.write(this.#apart(printHeading(nodes, threads, this.#opened?.project ?? null, this.#style)))
    if (nodes.length === 0 || !this.#shows('info')) return
    const hooks = [...this.#manifest.nodes.values()].filter((node) => node.kind === 'operation' && node.index !== null)
    // Tests that are counted need no room for their names.
    const things = nodes.map((node) => (this.#foldsTests && node.kind === 'test' ? COUNTED_TEST : thingOf(node)))
    this.#startProgress(things, hooks.map(thingOf))
  }

  #startFreshness(names: ReadonlyMap<string, string>): void {
    this.#names = names
    this.#busy?.close()
    if (!this.#shows('info') || names.size === 0) return
    this.#startProgress([...names.values()].map((name) => ({ kind: 'source', name })))
  }

  #startProgress(things: readonly Thing[], uncounted: readonly Thing[] = []): void {
    const options = { terminal: this.#terminal, stream: this.#terminal.stdout, style: this.#style, things, uncounted }
    this.#progress = this.#live ? liveProgress(options) : plainProgress(options)
    this.#progress.idle(this.#wayToDatabase())
  }

  #wayToDatabase(): string {
    return this.#opened?.project.connection.kind === 'embedded'
      ? 'starting PostgreSQL inside this process'
      : 'connecting'
  }

  #foldOf({ status }: NodeResult): string | null {
    if (this.#flags.debug) return null
    return status === 'skipped' || (status === 'pass' && this.#foldsTests) ? status : null
  }

  /** What the server says does not name whom it concerns. */
  #notice({ id, severity, code, message }: Extract<ReportEvent, { kind: 'notice' }>): string {
    const node = id === null || code === undefined ? undefined : runnableOf(this.#manifest, id)
    const whose = node === undefined ? '' : `${calledName(node)}: `
    return `${severity.toLowerCase()}: ${harmless(whose + message)}\n`
  }

  #say({ how, message, visible }: Extract<ReportEvent, { kind: 'said' }>): void {
    if (how === 'print') {
      if (this.#flags.print) this.#note(`${harmless(message)}\n`)
    } else if (how === 'warning') {
      if (this.#shows('warn')) this.#complain(`${this.#errorStyle.yellow('warning')} ${harmless(message)}\n`)
    } else if (this.#shows(visible ? 'info' : 'debug')) this.#note(`${harmless(message)}\n`)
  }

  #answer({ title, text }: Extract<ReportEvent, { kind: 'answer' }>): void {
    this.#busy?.close()
    const head = title === undefined ? '' : `${this.#style.bold(harmless(title))}\n`
    const gap = title !== undefined && this.#answered ? '\n' : ''
    this.#terminal.stdout.write(this.#apart(`${gap}${head}${text}${text.endsWith('\n') || text === '' ? '' : '\n'}`))
    this.#answered = true
  }

  #note(text: string): void {
    this.#busy?.close()
    if (this.#progress === null) this.#beside.write(this.#apart(text))
    else this.#progress.note(text)
  }

  /** A line between what is wrong and the text below it. */
  #apart(text: string): string {
    const gap = this.#underDiagnostics && !text.startsWith('\n') ? '\n' : ''
    this.#underDiagnostics = false
    return gap + text
  }

  /** Beside what is under way only where both are the same window. */
  #complain(text: string): void {
    this.#busy?.close()
    if (this.#progress !== null && this.#live) this.#progress.note(text)
    else {
      this.#terminal.stderr.write(this.#live && this.#underRows ? `\n${text}` : text)
      this.#underDiagnostics = this.#live
    }
  }

  #endProgress(): void {
    this.#busy?.close()
    if (this.#progress !== null) this.#underRows = true
    this.#progress?.close()
    this.#progress = null
  }
}
