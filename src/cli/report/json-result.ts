/** What dbt's log events say when a node is done: the line of its kind, and for machines NodeFinished. */
import type { FreshnessResult } from '../../run/freshness.ts'
import type { NodeResult, Timing } from '../../run/result.ts'
import type { JsonEvent, Level } from './json-event.ts'
import { describeNode, type NodeInfo } from './json-node.ts'

export interface Finished {
  readonly result: NodeResult
  readonly index: number
  readonly total: number
  readonly nodeInfo: NodeInfo
  /** The node as it was while it was under way. */
  readonly underWay: NodeInfo
  /** The id of the model or other node that a data test is of; empty for others. */
  readonly attachedNode: string
  readonly config: object
}

export function describeFinished(done: Finished): readonly JsonEvent[] {
  const { result, nodeInfo: node_info } = done
  const { status } = result
  const failed = status === 'error' || status === 'fail'
  const run_result = describeRunResult(result)
  const more: JsonEvent[] = []
  if (status === 'error') {
    const exc = result.message ?? ''
    more.push({
      name: 'CatchableExceptionOnRun',
      code: 'W002',
      level: 'debug',
      msg: exc,
      data: { exc, exc_info: '', node_info: done.underWay },
    })
  }
  more.push(describeLine(done))
  if (failed)
    more.push({
      name: 'MarkSkippedChildren',
      code: 'Z033',
      level: 'debug',
      msg: `Marking all children of '${result.id}' to be skipped because of status '${status}'.  Reason: ${result.message ?? ''}.`,
      data: { unique_id: result.id, status, run_result },
    })
  return [...more, describeNodeFinished(node_info, run_result)]
}

/** Also of what was only compiled, or looked at. */
export function describeNodeFinished(node_info: NodeInfo, run_result: RunResultData): JsonEvent {
  const msg = `Finished running node ${node_info.unique_id}`
  return { name: 'NodeFinished', code: 'Q025', level: 'debug', msg, data: { node_info, run_result } }
}

type RunResultData = Readonly<Record<string, unknown>>

/** A result as events carry it: nothing in it is null. */
export function describeRunResult(
  result: Pick<
    NodeResult,
    'status' | 'message' | 'failures' | 'executionTime' | 'threadId' | 'response' | 'compile' | 'execute'
  >,
): RunResultData {
  const { response } = result
  const timing = (name: string, span: Timing | null) =>
    span === null ? [] : [{ name, started_at: utc(span.startedAt), completed_at: utc(span.completedAt) }]
  return {
    status: result.status,
    message: result.message ?? '',
    timing_info: [...timing('compile', result.compile), ...timing('execute', result.execute)],
    thread: result.threadId,
    execution_time: result.executionTime,
    adapter_response:
      response === null
        ? {}
        : {
            _message: response.message,
            code: response.code,
            ...(response.rowsAffected === null ? {} : { rows_affected: response.rowsAffected }),
          },
    num_failures: result.failures ?? 0,
  }
}

function utc(date: Date): string {
  return date.toISOString().replace('Z', '000Z')
}

function describeLine({ result, index, total, nodeInfo: node_info, attachedNode, config }: Finished): JsonEvent {
  const { status, message, executionTime: execution_time } = result
  const level: Level = status === 'error' || status === 'fail' ? 'error' : status === 'warn' ? 'warn' : 'info'
  const { schema, alias } = node_info.node_relation
  const place = `${index} of ${total}`
  const time = `in ${execution_time.toFixed(2)}s`
  const { node_name: name, resource_type: kind } = node_info
  const failed = status === 'error'
  const common = { node_info, index, total, execution_time, status }
  if (status === 'skipped') {
    const data = { node_info, resource_type: kind, schema, node_name: name, index, total }
    return { name: 'SkippingDetails', code: 'Q034', level: 'info', msg: `${place} SKIP ${kind} ${name}`, data }
  }
  const relation = `${schema ?? ''}.${alias ?? ''}`
  const thing = describeNode(result.batches === undefined ? node_info : { ...node_info, materialized: 'microbatch' })
  if (status === 'no-op') {
    const data = { ...common, description: thing }
    return { name: 'LogNodeNoOpResult', code: 'Q019', level: 'info', msg: `${place} NO-OP ${thing} ${time}`, data }
  }
  switch (kind) {
    case 'test':
    case 'unit_test': {
      const num_failures = result.failures ?? 0
      const data = {
        attached_node: attachedNode,
        execution_time,
        index,
        name,
        node_info,
        num_failures,
        num_models: total,
        status,
      }
      return {
        name: 'LogTestResult',
        code: 'Q007',
        level,
        msg: `${place} ${status.toUpperCase()} ${name} ${time}`,
        data,
      }
    }
    case 'seed': {
      const msg = `${place} ${failed ? 'ERROR loading' : 'OK loaded'} seed file ${relation} ${time}`
      const data = { ...common, result_message: message ?? '', schema, relation: alias }
      return { name: 'LogSeedResult', code: 'Q016', level, msg, data }
    }
    case 'function': {
      const msg = `${place} ${failed ? 'ERROR creating' : 'OK created'} function ${relation} ${time}`
      return { name: 'LogFunctionResult', code: 'Q047', level, msg, data: { ...common, description: thing } }
    }
    case 'snapshot': {
      const msg = `${place} ${failed ? 'ERROR snapshotting' : 'OK snapshotted'} ${relation} ${time}`
      const said = Object.entries(config).filter(([, value]) => value !== null)
      const cfg = Object.fromEntries(said.map(([key, value]) => [key, asText(value)]))
      const data = { ...common, cfg, description: relation, result_message: message ?? '' }
      return { name: 'LogSnapshotResult', code: 'Q015', level, msg, data }
    }
    default: {
      const word = failed ? 'ERROR creating' : status === 'partial success' ? 'PARTIALLY created' : 'OK created'
      const msg = `${place} ${word} ${thing} ${time}`
      const data = { ...common, description: thing, status: failed ? status : (message ?? status) }
      return { name: 'LogModelResult', code: 'Q012', level, msg, data }
    }
  }
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** The same of a source. */
export function describeFreshness(
  result: FreshnessResult,
  {
    index,
    total,
    name,
    nodeInfo,
  }: { readonly index: number; readonly total: number; readonly name: string; readonly nodeInfo: NodeInfo },
): readonly JsonEvent[] {
  const { status, executionTime: execution_time } = result
  const level: Level = status === 'pass' ? 'info' : status === 'warn' ? 'warn' : 'error'
  const word = status === 'runtime error' ? 'ERROR' : status === 'error' ? 'ERROR STALE' : status.toUpperCase()
  const [source_name = '', table_name = ''] = name.split('.')
  const line: JsonEvent = {
    name: 'LogFreshnessResult',
    code: 'Q018',
    level,
    msg: `${index} of ${total} ${word} freshness of ${name} in ${execution_time.toFixed(2)}s`,
    data: { status, index, total, execution_time, source_name, table_name, node_info: nodeInfo },
  }
  const asNode = {
    ...result,
    status: status === 'runtime error' ? ('error' as const) : status,
    message: result.diagnostics[0]?.message ?? null,
    failures: null,
    compile: { startedAt: result.startedAt, completedAt: result.startedAt },
    execute: { startedAt: result.startedAt, completedAt: result.completedAt },
  }
  return [line, describeNodeFinished(nodeInfo, { ...describeRunResult(asNode), status })]
}
