/** Nodes and their results as dbt's log events have them. */
import type { Manifest } from '../../resources/manifest.ts'
import type { RelationName } from '../../resources/relation.ts'
import type { FreshnessResult } from '../../run/freshness.ts'
import type { NodeResult, RunResults } from '../../run/result.ts'
import type { JsonEvent, Level } from './json-event.ts'

export interface NodeInfo {
  readonly node_name: string
  readonly unique_id: string
  readonly resource_type: string
  readonly materialized: string
  readonly node_path: string
  readonly node_status: string
  readonly node_started_at: string
  readonly node_finished_at: string
  readonly node_checksum: string
  readonly meta: unknown
  readonly node_relation: Readonly<Record<string, string | null>>
  readonly [more: string]: unknown
}

export function describeNodeInfo(
  id: string,
  status: string,
  manifest: Manifest | null,
  startedAt: Date | undefined,
  finishedAt: Date | undefined,
): NodeInfo {
  const key = id as NodeResult['id'] // whatever stands here, it is only looked up
  const node = manifest?.nodes.get(key)
  const unitTest = manifest?.unitTests.get(key)
  const relation: RelationName | null = node?.relation ?? null
  return {
    materialized:
      node === undefined ? '' : 'materialized' in node.config ? String(node.config.materialized) : node.kind,
    meta: node?.meta ?? unitTest?.meta ?? {},
    node_checksum: node?.checksum.checksum ?? unitTest?.checksum ?? '',
    node_finished_at: finishedAt === undefined ? '' : moment(finishedAt),
    node_name: node?.name ?? unitTest?.name ?? id,
    node_path: node?.path ?? unitTest?.path ?? '',
    node_relation: {
      alias: node?.alias ?? '',
      database: node?.database ?? '',
      relation_name: relation === null || node?.kind === 'test' ? '' : written(relation),
      schema: node?.schema ?? '',
    },
    node_started_at: startedAt === undefined ? '' : moment(startedAt),
    node_status: status,
    resource_type: node?.kind ?? unitTest?.kind ?? '',
    unique_id: id,
  }
}

function written({ database, schema, identifier }: RelationName): string {
  return [database, schema, identifier].map((part) => `"${(part ?? '').replaceAll('"', '""')}"`).join('.')
}

/** As dbt writes them here: without a zone, in UTC. */
function moment(date: Date): string {
  return date.toISOString().replace('Z', '000')
}

/** What dbt says when a node is done: the line of its kind, and for machines NodeFinished. */
export function describeFinished(
  result: NodeResult,
  index: number,
  total: number,
  node_info: NodeInfo,
): readonly JsonEvent[] {
  const { status, message, executionTime: execution_time } = result
  const level: Level = status === 'error' || status === 'fail' ? 'error' : status === 'warn' ? 'warn' : 'info'
  const { schema, alias } = node_info.node_relation
  const place = `${index} of ${total}`
  const time = `in ${execution_time.toFixed(2)}s`
  const name = node_info.node_name
  const kind = node_info.resource_type
  const common = { node_info, index, total, execution_time, status }
  const finished: JsonEvent = {
    name: 'NodeFinished',
    code: 'Q025',
    level: 'debug',
    msg: `Finished running node ${result.id}`,
    data: {
      node_info,
      run_result: { status, message, execution_time, num_failures: result.failures, thread: result.threadId },
    },
  }
  if (status === 'skipped') {
    const data = { node_info, resource_type: kind, schema, node_name: name, index, total }
    return [
      { name: 'SkippingDetails', code: 'Q034', level: 'info', msg: `${place} SKIP ${kind} ${name}`, data },
      finished,
    ]
  }
  if (kind === 'test' || kind === 'unit_test') {
    const data = {
      node_info,
      name,
      status,
      index,
      num_models: total,
      execution_time,
      num_failures: result.failures ?? 0,
    }
    return [
      { name: 'LogTestResult', code: 'Q007', level, msg: `${place} ${status.toUpperCase()} ${name} ${time}`, data },
      finished,
    ]
  }
  const failed = status === 'error'
  const relation = `${schema ?? ''}.${alias ?? ''}`
  if (kind === 'seed') {
    const data = { ...common, result_message: message ?? '', schema, relation: alias }
    return [
      {
        name: 'LogSeedResult',
        code: 'Q016',
        level,
        msg: `${place} ${failed ? 'ERROR loading' : 'OK loaded'} seed file ${relation} ${time}`,
        data,
      },
      finished,
    ]
  }
  if (kind === 'function') {
    const data = { ...common, description: `function ${relation}` }
    return [
      {
        name: 'LogFunctionResult',
        code: 'Q047',
        level,
        msg: `${place} ${failed ? 'ERROR creating' : 'OK created'} function ${relation} ${time}`,
        data,
      },
      finished,
    ]
  }
  const description = `${result.batches === undefined ? node_info.materialized : 'microbatch'} model ${relation}`
  if (kind === 'snapshot') {
    const data = { ...common, description: `snapshot ${relation}`, result_message: message ?? '' }
    return [
      {
        name: 'LogSnapshotResult',
        code: 'Q015',
        level,
        msg: `${place} ${failed ? 'ERROR snapshotting' : 'OK snapshotted'} ${relation} ${time}`,
        data,
      },
      finished,
    ]
  }
  const data = { ...common, description, status: failed ? status : (message ?? status) }
  return [
    {
      name: 'LogModelResult',
      code: 'Q012',
      level,
      msg: `${place} ${failed ? 'ERROR creating' : status === 'partial success' ? 'PARTIALLY created' : 'OK created'} ${description} ${time}`,
      data,
    },
    finished,
  ]
}

export function describeFreshness(
  result: FreshnessResult,
  index: number,
  total: number,
  names: ReadonlyMap<string, string>,
): JsonEvent {
  const { status, executionTime: execution_time } = result
  const [source_name = '', table_name = ''] = (names.get(result.id) ?? '').split('.')
  const level: Level = status === 'pass' ? 'info' : status === 'warn' ? 'warn' : 'error'
  const word = status === 'runtime error' ? 'ERROR' : status === 'error' ? 'ERROR STALE' : status.toUpperCase()
  const data = {
    status,
    index,
    total,
    execution_time,
    source_name,
    table_name,
    node_info: { unique_id: result.id, resource_type: 'source', node_name: table_name, node_status: status },
  }
  return {
    name: 'LogFreshnessResult',
    code: 'Q018',
    level,
    msg: `${index} of ${total} ${word} freshness of ${source_name}.${table_name} in ${execution_time.toFixed(2)}s`,
    data,
  }
}

/** The end of a run: what went wrong once more, and the count of everything. */
export function describeResults(results: RunResults, manifest: Manifest | null): readonly JsonEvent[] {
  const all = results.results
  const number = (...statuses: readonly NodeResult['status'][]): number =>
    all.filter((r) => statuses.includes(r.status)).length
  const errors = number('error', 'fail')
  const warnings = number('warn')
  const seconds = (results.completedAt.getTime() - results.startedAt.getTime()) / 1000
  const summary = results.interrupted
    ? 'Exited because of keyboard interrupt'
    : errors > 0
      ? `Completed with ${errors} errors and ${warnings} warnings:`
      : warnings > 0
        ? `Completed with ${warnings} warnings:`
        : 'Completed successfully'
  const stats = {
    pass: number('success', 'pass'),
    warn: warnings,
    error: errors + number('partial success'),
    skip: number('skipped'),
    noop: number('no-op'),
    reused: 0,
    total: all.length,
  }
  return [
    {
      name: 'FinishedRunningStats',
      code: 'E047',
      level: 'info',
      msg: `Finished running ${all.length} nodes in ${seconds.toFixed(2)}s`,
      data: {
        stat_line: `${all.length} nodes`,
        execution: ` in ${seconds.toFixed(2)} seconds`,
        execution_time: seconds,
      },
    },
    {
      name: 'EndOfRunSummary',
      code: 'Z030',
      level: 'info',
      msg: summary,
      data: {
        keyboard_interrupt: results.interrupted,
        num_errors: errors,
        num_partial_success: number('partial success'),
        num_warnings: warnings,
      },
    },
    ...all.flatMap((result) => describeTrouble(result, manifest)),
    {
      name: 'StatsLine',
      code: 'Z023',
      level: 'info',
      msg: `Done. PASS=${stats.pass} WARN=${stats.warn} ERROR=${stats.error} SKIP=${stats.skip} NO-OP=${stats.noop} TOTAL=${stats.total}`,
      data: { stats },
    },
  ]
}

function describeTrouble(result: NodeResult, manifest: Manifest | null): readonly JsonEvent[] {
  const { status, id } = result
  if (status !== 'error' && status !== 'fail' && status !== 'warn') return []
  const node = manifest?.nodes.get(id)
  const data = {
    resource_type: node?.kind ?? '',
    node_name: node?.name ?? id,
    path: node?.originalPath ?? '',
    node_info: { unique_id: id, node_status: status },
  }
  const where = `in ${data.resource_type} ${data.node_name} (${data.path})`
  const at = result.diagnostics.find((diagnostic) => diagnostic.severity === 'error')?.at
  const msg = result.message ?? `Status: ${status}`
  const place = at === undefined ? {} : { file: at.file, line: at.line, column: at.column }
  return [
    status === 'warn'
      ? { name: 'RunResultWarning', code: 'Z021', level: 'warn', msg: `Warning ${where}`, data }
      : { name: 'RunResultFailure', code: 'Z022', level: 'error', msg: `Failure ${where}`, data },
    {
      name: 'RunResultError',
      code: 'Z024',
      level: status === 'warn' ? 'warn' : 'error',
      msg,
      data: { msg, node_info: data.node_info, ...place },
    },
  ]
}
