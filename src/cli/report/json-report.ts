import type { RunEvent } from '../../assay.ts'
import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Manifest } from '../../resources/manifest.ts'
import type { Runnable } from '../../resources/unit-test.ts'
import type { NodeResult } from '../../run/result.ts'
import type { Redact } from '../redact.ts'
import type { Terminal } from '../terminal.ts'
import { reportedArguments } from './json-arguments.ts'
import { describeBatch } from './json-batch.ts'
import { describeEnd, describeEndResult } from './json-end.ts'
import { type JsonEvent, type Level, writeJsonEvent } from './json-event.ts'
import { describeNode, describeNodeInfo, isKnown, type Moment, type NodeInfo } from './json-node.ts'
import { describeOverload } from './json-overload.ts'
import { describeFinished, describeFreshness, describeNodeFinished, describeRunResult } from './json-result.ts'
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
  /** How far each node has come. */
  readonly #moments = new Map<string, Moment>()
  #manifest: Manifest | null = null
  #compiledPath: (node: Runnable) => string | null = () => null
  #target = ''
  #command = ''
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
        const { version, line, flags } = event
        this.#command = event.command
        const args = reportedArguments(flags, line)
        return [
          make('MainReportVersion', 'A001', 'info', `Running with assay=${version}`, {
            version: `=${version}`,
            log_version: 3,
          }),
          make('MainReportArgs', 'A002', 'debug', `running ${line}`, { args }),
        ]
      }
      case 'project-opened': {
        const { manifest, project, compiledPath } = event
        this.#manifest = manifest
        this.#compiledPath = compiledPath
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
        const { id, index, total, threadId } = event
        return [
          ...this.#begin(id, threadId),
          this.#startLine(id, index, total, threadId),
          this.#compiling(id, threadId),
        ]
      }
      case 'node-executing':
        return [this.#step(event.id, 'executing', event.threadId)]
      case 'node-finished': {
        const { result, index, total } = event
        const node = this.#manifest?.nodes.get(result.id)
        const underWay = this.#infoOf(result.id)
        const nodeInfo = this.#finish(result.id, result.status)
        const attachedNode = node?.kind === 'test' ? (node.generic?.attachedNode ?? '') : ''
        const done = { result, index, total, nodeInfo, underWay, attachedNode, config: node?.config ?? {} }
        return describeFinished(done).map((one) => ({ ...one, thread: result.threadId || 'MainThread' }))
      }
      case 'hook-started': {
        const { id, index, total } = event
        this.#moments.set(id, { status: 'started', startedAt: this.#options.terminal.clock() })
        const statement = this.#hookName(id)
        const data = { statement, index, total, node_info: this.#infoOf(id) }
        return [make('LogHookStartLine', 'Q032', 'info', `${index} of ${total} START hook: ${statement}`, data)]
      }
      case 'batch-started':
      case 'batch-finished':
        return this.#describeBatch(event)
      case 'overload-started':
      case 'overload-finished':
        return [describeOverload(event, this.#infoOf(event.id))]
      case 'hook-finished': {
        const { result, index, total } = event
        const { status, executionTime: execution_time } = result
        const statement = this.#hookName(result.id)
        const data = { statement, status, index, total, execution_time, node_info: this.#finish(result.id, status) }
        const [word, level] = status === 'error' ? (['ERROR', 'error'] as const) : (['OK', 'info'] as const)
        return [make('LogHookEndLine', 'Q033', level, `${index} of ${total} ${word} hook: ${statement}`, data)]
      }
      case 'under-way':
        return [make('Note', 'Z050', 'debug', event.text, { msg: event.text })]
      case 'freshness-started':
        this.#names = event.names
        return []
      case 'source-started': {
        const { id, index, total, threadId } = event
        const begun = this.#begin(id, threadId)
        const description = `freshness of ${this.#names.get(id) ?? id}`
        const data = { description, index, total, node_info: this.#infoOf(id) }
        const line = make('LogStartLine', 'Q011', 'info', `${index} of ${total} START ${description}`, data)
        return [
          ...begun,
          { ...line, thread: threadId },
          this.#compiling(id, threadId),
          this.#step(id, 'executing', threadId),
        ]
      }
      case 'source-checked': {
        const { result, index, total } = event
        const nodeInfo = this.#finish(result.id, result.status)
        const name = this.#names.get(result.id) ?? ''
        const thread = result.threadId || 'MainThread'
        return describeFreshness(result, { index, total, name, nodeInfo }).map((one) => ({ ...one, thread }))
      }
      case 'freshness-finished':
        return [make('FreshnessCheckComplete', 'Q003', 'info', 'Done.', {})]
      case 'run-finished':
        return describeEnd(event.results, this.#manifest, (id) => {
          const node = this.#manifest?.nodes.get(id) ?? this.#manifest?.unitTests.get(id)
          return node === undefined ? null : this.#compiledPath(node)
        })
      case 'beside':
        return this.#besides(event.event)
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
      case 'artifact-written': {
        const data = { artifact_type: artifactType(event.path), artifact_path: event.path }
        return [make('ArtifactWritten', 'P001', 'debug', `Wrote artifact ${data.artifact_type} to ${event.path}`, data)]
      }
      case 'operation-failed':
        return event.diagnostics.map((diagnostic) => {
          const { msg, data } = describeDiagnostic(diagnostic)
          const text = `Encountered an error while running operation: ${msg}`
          return make('RunningOperationCaughtError', 'Q001', 'error', text, { ...data, exc: diagnostic.message })
        })
      case 'command-finished': {
        const { seconds, exitCode } = event
        const elapsed = seconds
        const completed_at = this.#options.terminal.clock().toISOString()
        const command = `assay ${this.#command}`
        const data = { command, success: exitCode === 0, elapsed, completed_at }
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
    if (kind === 'batch-started') this.#moments.set(key, { status: 'started', startedAt: now })
    const startedAt = this.#moments.get(key)?.startedAt ?? now
    const status = kind === 'batch-started' || event.status === 'skipped' ? 'started' : event.status
    const moment = { status, startedAt, finishedAt: status === 'started' ? undefined : now }
    return describeBatch(event, describeNodeInfo(id, moment, this.#manifest))
  }

  /** What is told although people do not see it: how `compile`, `show` and the like go along. */
  #besides(event: RunEvent): readonly JsonEvent[] {
    switch (event.kind) {
      case 'node-started':
        return [...this.#begin(event.id, event.threadId), this.#compiling(event.id, event.threadId)]
      case 'node-finished': {
        const { result } = event
        const nodeInfo = this.#finish(result.id, result.status)
        return [{ ...describeNodeFinished(nodeInfo, describeRunResult(result)), thread: result.threadId }]
      }
      case 'run-finished':
        return [describeEndResult(event.results)]
      default:
        return this.#translate(event)
    }
  }

  #begin(id: string, thread: string): readonly JsonEvent[] {
    this.#moments.set(id, { status: 'started', startedAt: this.#options.terminal.clock() })
    return [
      { ...make('NodeStart', 'Q024', 'debug', `Began running node ${id}`, { node_info: this.#infoOf(id) }), thread },
    ]
  }

  #startLine(id: string, index: number, total: number, thread: string): JsonEvent {
    const node_info = this.#infoOf(id)
    const description = describeNode(node_info)
    const data = { description, index, total, node_info }
    return { ...make('LogStartLine', 'Q011', 'info', `${index} of ${total} START ${description}`, data), thread }
  }

  #compiling(id: string, thread: string): JsonEvent {
    return this.#step(id, 'compiling', thread)
  }

  #step(id: string, status: 'compiling' | 'executing', thread: string): JsonEvent {
    this.#moments.set(id, { ...this.#moments.get(id), status })
    const [name, code] = status === 'compiling' ? ['NodeCompiling', 'Q030'] : ['NodeExecuting', 'Q031']
    return { ...make(name, code, 'debug', `Began ${status} node ${id}`, { node_info: this.#infoOf(id) }), thread }
  }

  #finish(id: string, status: string): NodeInfo {
    const finishedAt = this.#options.terminal.clock()
    this.#moments.set(id, { ...this.#moments.get(id), status, finishedAt })
    return this.#infoOf(id)
  }

  #infoOf(id: string): NodeInfo {
    return describeNodeInfo(id, this.#moments.get(id) ?? { status: 'None' }, this.#manifest)
  }

  /** Empty where an event is of no node. */
  #nodeInfo(id: string | null | undefined): { readonly node_info?: NodeInfo } {
    return id === null || id === undefined || !isKnown(id, this.#manifest) ? {} : { node_info: this.#infoOf(id) }
  }

  /** `shop.on-run-start.0` */
  #hookName(id: NodeResult['id']): string {
    const node = this.#manifest?.nodes.get(id)
    if (node?.kind !== 'operation') return id
    const when = node.tags.find((tag) => tag === 'on-run-start' || tag === 'on-run-end') ?? ''
    return `${node.package}.${when}.${node.index ?? 0}`
  }

  #describeStatement({
    id,
    sql,
    milliseconds,
    error,
    answer,
  }: Extract<ReportEvent, { kind: 'statement' }>): readonly JsonEvent[] {
    const about = this.#nodeInfo(id)
    const conn_name = id ?? 'master'
    const mark = sql.trim().toLowerCase()
    if (mark === 'commit')
      return [make('SQLCommit', 'E018', 'debug', `On ${conn_name}: COMMIT`, { conn_name, ...about })]
    if (mark === 'rollback')
      return [make('Rollback', 'E012', 'debug', `On ${conn_name}: ROLLBACK`, { conn_name, ...about })]
    const status = error === null || error === undefined ? (answer ?? 'OK') : 'ERROR'
    const elapsed = milliseconds / 1000
    return [
      make('SQLQuery', 'E016', 'debug', `On ${conn_name}: ${sql}`, { conn_name, sql, ...about }),
      make('SQLQueryStatus', 'E017', 'debug', `SQL status: ${status} in ${elapsed.toFixed(3)} seconds`, {
        status,
        elapsed,
        query_id: '',
        ...about,
      }),
    ]
  }

  #describeSaid({ how, message, visible, node }: Extract<ReportEvent, { kind: 'said' }>): readonly JsonEvent[] {
    const data = { msg: message, ...this.#nodeInfo(node) }
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

/** dbt's names of the classes behind its artifacts. */
function artifactType(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
  return ARTIFACTS[name] ?? 'Artifact'
}

const ARTIFACTS: Readonly<Record<string, string>> = {
  'manifest.json': 'WritableManifest',
  'run_results.json': 'RunResultsArtifact',
  'catalog.json': 'CatalogArtifact',
  'sources.json': 'FreshnessExecutionResultArtifact',
  'semantic_manifest.json': 'SemanticManifest',
}

const NODE_KINDS = ['model', 'snapshot', 'analysis', 'test', 'seed', 'operation', 'function'] as const

const KIND_WORDS: Readonly<Record<string, string>> = { test: 'data test' }

/** `18 models, 2 snapshots, 1 analysis`, in dbt's order. */
function countKinds({ nodes, sources, exposures, macros, unitTests }: Manifest): string {
  const kinds = new Map<string, number>()
  for (const { kind } of nodes.values()) kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  const all: readonly (readonly [string, number])[] = [
    ...NODE_KINDS.map((kind) => [KIND_WORDS[kind] ?? kind, kinds.get(kind) ?? 0] as const),
    ['source', sources.size],
    ['exposure', exposures.size],
    ['macro', macros.size],
    ['unit test', unitTests.size],
  ]
  return all
    .flatMap(([word, n]) =>
      n === 0 ? [] : [`${n} ${word === 'analysis' && n > 1 ? 'analyses' : word + (n === 1 ? '' : 's')}`],
    )
    .join(', ')
}
