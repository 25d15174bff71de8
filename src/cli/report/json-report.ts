import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Manifest } from '../../resources/manifest.ts'
import type { Redact } from '../redact.ts'
import type { Terminal } from '../terminal.ts'
import { describeBatch } from './json-batch.ts'
import { type JsonEvent, type Level, writeJsonEvent } from './json-event.ts'
import { describeFinished, describeFreshness, describeNodeInfo, describeResults } from './json-node.ts'
import type { LogFile } from './log-file.ts'
import type { Report, ReportEvent } from './report.ts'

const LEVELS = ['debug', 'info', 'warn', 'error', 'none'] as const

export interface JsonReportOptions {
  readonly terminal: Terminal
  readonly write: (line: string) => void
  readonly redact: Redact
  readonly least: (typeof LEVELS)[number]
  readonly invocationId: string
  /** False where what templates print is not heard (`--no-print`). */
  readonly prints: boolean
  /** The log file that the lines go to, if they do. */
  readonly file?: LogFile
}

/** For programs: one line of JSON for each event, with dbt's names, codes and fields. */
export class JsonReport implements Report {
  readonly #options: JsonReportOptions
  readonly #startedAt = new Map<string, Date>()
  #manifest: Manifest | null = null
  #target = ''
  #names: ReadonlyMap<string, string> = new Map()

  constructor(options: JsonReportOptions) {
    this.#options = options
  }

  tell(event: ReportEvent): void {
    const { terminal, write, redact, least, invocationId, file } = this.#options
    if (event.kind === 'project-opened') file?.placeIn(event.project.root)
    for (const one of this.#translate(event)) {
      // What templates print and what was asked for is heard whatever the level is.
      const always = one.name === 'PrintEvent' || event.kind === 'answer'
      if (!always && LEVELS.indexOf(one.level) < LEVELS.indexOf(least)) continue
      write(writeJsonEvent(one, { invocationId, pid: terminal.pid, now: terminal.clock() }, redact))
    }
  }

  pause(): void {}

  close(): void {
    this.#options.file?.flush()
  }

  #translate(event: ReportEvent): readonly JsonEvent[] {
    switch (event.kind) {
      case 'command-started': {
        const { version, line } = event
        return [
          make('MainReportVersion', 'A001', 'info', `Running with assay=${version}`, {
            version: `=${version}`,
            log_version: 3,
          }),
          make('MainReportArgs', 'A002', 'debug', `running ${line}`, { args: { invocation_command: line } }),
        ]
      }
      case 'project-opened': {
        const { manifest, project } = event
        this.#manifest = manifest
        this.#target = project.target.name
        const line = countKinds(manifest)
        return [make('FoundStats', 'W006', 'info', `Found ${line}`, { stat_line: line })]
      }
      case 'diagnostics':
        return event.diagnostics.map(describeDiagnostic)
      case 'warning':
        return [describeDiagnostic(event.diagnostic)]
      case 'run-started': {
        const { ids, threads } = event
        const data = { num_threads: threads, target_name: this.#target, node_count: ids.length }
        return [
          make('ConcurrencyLine', 'Q027', 'info', `Concurrency: ${threads} threads (target='${this.#target}')`, data),
        ]
      }
      case 'node-started': {
        const { id, index, total, threadId: thread } = event
        this.#startedAt.set(id, this.#options.terminal.clock())
        const node_info = describeNodeInfo(id, 'started', this.#manifest, this.#startedAt.get(id), undefined)
        const description = `${node_info.materialized} ${node_info.node_name}`
        return [
          { ...make('NodeStart', 'Q024', 'debug', `Began running node ${id}`, { node_info }), thread },
          {
            ...make('LogStartLine', 'Q011', 'info', `${index} of ${total} START ${description}`, {
              description,
              index,
              total,
              node_info,
            }),
            thread,
          },
        ]
      }
      case 'node-finished': {
        const { result, index, total } = event
        const node_info = describeNodeInfo(
          result.id,
          result.status,
          this.#manifest,
          this.#startedAt.get(result.id),
          this.#options.terminal.clock(),
        )
        return describeFinished(result, index, total, node_info).map((one) => ({
          ...one,
          thread: result.threadId || 'MainThread',
        }))
      }
      case 'batch-started':
      case 'batch-finished':
        return this.#describeBatch(event)
      case 'hook-finished': {
        const { result } = event
        const statement = this.#manifest?.nodes.get(result.id)?.rawCode ?? ''
        const node_info = describeNodeInfo(
          result.id,
          result.status,
          this.#manifest,
          result.execute?.startedAt,
          result.execute?.completedAt,
        )
        const data = { statement, status: result.status, execution_time: result.executionTime, node_info }
        const level = result.status === 'error' ? 'error' : 'info'
        return [
          make(
            'LogHookEndLine',
            'Q033',
            level,
            `${result.status === 'error' ? 'ERROR' : 'OK'} hook: ${statement}`,
            data,
          ),
        ]
      }
      case 'under-way':
        return [make('Note', 'Z050', 'debug', event.text, { msg: event.text })]
      case 'freshness-started':
        this.#names = event.names
        return []
      case 'source-checked':
        return [describeFreshness(event.result, event.index, event.total, this.#names)]
      case 'run-finished':
        return describeResults(event.results, this.#manifest)
      case 'statement':
        return this.#describeStatement(event)
      case 'notice':
        return [
          make('AdapterEventDebug', 'E001', 'debug', `${event.severity}: ${event.message}`, {
            base_msg: event.message,
          }),
        ]
      case 'said':
        return this.#describeSaid(event)
      case 'remark':
        return [make('Note', 'Z050', 'info', event.text, { msg: event.text })]
      case 'answer':
        return [describeAnswer(event)]
      case 'command-finished': {
        const { seconds, exitCode } = event
        const elapsed = seconds
        const data = { success: exitCode === 0, elapsed, completed_at: this.#options.terminal.clock().toISOString() }
        const status = exitCode === 0 ? 'succeeded' : 'failed'
        return [
          make('CommandCompleted', 'Q039', 'debug', `Command ${status} after ${elapsed.toFixed(2)} seconds`, data),
        ]
      }
    }
  }

  #describeBatch(event: Extract<ReportEvent, { kind: 'batch-started' | 'batch-finished' }>): readonly JsonEvent[] {
    const { id, label, kind } = event
    const now = this.#options.terminal.clock()
    const key = `${id} ${label}`
    if (kind === 'batch-started') this.#startedAt.set(key, now)
    const status = kind === 'batch-started' || event.status === 'skipped' ? 'started' : event.status
    const ended = status === 'started' ? undefined : now
    return describeBatch(event, describeNodeInfo(id, status, this.#manifest, this.#startedAt.get(key) ?? now, ended))
  }

  #describeStatement({
    id,
    sql,
    milliseconds,
    error,
  }: Extract<ReportEvent, { kind: 'statement' }>): readonly JsonEvent[] {
    const node_info =
      id === null ? {} : describeNodeInfo(id, 'executing', this.#manifest, this.#startedAt.get(id), undefined)
    const conn_name = id ?? 'master'
    const status = error === null || error === undefined ? 'ok' : 'error'
    const elapsed = milliseconds / 1000
    return [
      make('SQLQuery', 'E016', 'debug', `On ${conn_name}: ${sql}`, { conn_name, sql, node_info }),
      make('SQLQueryStatus', 'E017', 'debug', `SQL status: ${status} in ${elapsed.toFixed(3)} seconds`, {
        status,
        elapsed,
        node_info,
      }),
    ]
  }

  #describeSaid({ how, message, visible }: Extract<ReportEvent, { kind: 'said' }>): readonly JsonEvent[] {
    const data = { msg: message }
    if (how === 'print') return this.#options.prints ? [make('PrintEvent', 'Z052', 'info', message, data)] : []
    if (how === 'warning') return [make('JinjaLogWarning', 'I061', 'warn', message, data)]
    return [
      visible
        ? make('JinjaLogInfo', 'I062', 'info', message, data)
        : make('JinjaLogDebug', 'I063', 'debug', message, data),
    ]
  }
}

function make(name: string, code: string, level: Level, msg: string, data: JsonEvent['data']): JsonEvent {
  return { name, code, level, msg, data }
}

/** dbt's names for what it warns of too; others are called after our own codes. */
const DBT_NAMES: Readonly<Record<string, readonly [name: string, code: string]>> = {
  'selects-nothing': ['NoNodesForSelectionCriteria', 'M030'],
  'nothing-selected': ['NoNodesSelected', 'Q038'],
  'microbatch-no-event-time': ['MicrobatchModelNoEventTimeInputs', 'I074'],
  'microbatch-macro-at-once': ['MicrobatchMacroOutsideOfBatchesDeprecation', 'D020'],
}

export function describeDiagnostic({ code, severity, message, hint, at }: Diagnostic): JsonEvent {
  const named = DBT_NAMES[code]
  const pascal = code
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
  const place = at === undefined ? {} : { file: at.file, line: at.line, column: at.column }
  const where = at === undefined ? '' : ` (${at.file}:${at.line}:${at.column})`
  const data = { code, message, ...(hint === undefined ? {} : { hint }), ...place }
  const [name, number] = named ?? (severity === 'error' ? ['MainEncounteredError', 'Z002'] : [pascal, ''])
  return make(name, number, severity === 'error' ? 'error' : 'warn', `${message}${where}`, { ...data, exc: message })
}

function describeAnswer({ name, text, data = {} }: Extract<ReportEvent, { kind: 'answer' }>): JsonEvent {
  switch (name) {
    case 'preview':
      return make('ShowNode', 'Q041', 'info', text, data)
    case 'compiled':
      return make('CompiledNode', 'Q042', 'info', text, data)
    default:
      return make('PrintEvent', 'Z052', 'info', text, { msg: text })
  }
}

function countKinds({ nodes, sources, exposures, macros }: Manifest): string {
  const kinds = new Map<string, number>()
  for (const { kind } of nodes.values()) kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  const words: Readonly<Record<string, string>> = { test: 'data test', analysis: 'analysis' }
  const all: readonly (readonly [string, number])[] = [
    ...Array.from(kinds, ([kind, n]) => [words[kind] ?? kind, n] as const),
    ['source', sources.size],
    ['exposure', exposures.size],
    ['macro', macros.size],
  ]
  return all
    .flatMap(([word, n]) =>
      n === 0 ? [] : [`${n} ${word === 'analysis' && n > 1 ? 'analyses' : word + (n === 1 ? '' : 's')}`],
    )
    .join(', ')
}
