/** The batches of a microbatch model as dbt's log events have them. */
import type { BatchEvent } from '../../run/microbatch/batch-event.ts'
import type { JsonEvent } from './json-event.ts'
import type { NodeInfo } from './json-node.ts'

/** What dbt says when a batch begins, and when it is done, with the failure before it where there was one. */
export function describeBatch(event: BatchEvent, node_info: NodeInfo): readonly JsonEvent[] {
  const { label, index: batch_index, total: total_batches } = event
  const { schema, alias } = node_info.node_relation
  const description = `batch ${label} of ${schema}.${alias}`
  const place = `Batch ${batch_index} of ${total_batches}`
  const data = { batch_index, total_batches, description, node_info }
  if (event.kind === 'batch-started')
    return [{ name: 'LogStartBatch', code: 'Q045', level: 'info', msg: `${place} START ${description}`, data }]
  const { status, message, executionTime: execution_time } = event
  const failed = status === 'error'
  const word = failed ? 'ERROR creating' : status === 'skipped' ? 'SKIP' : 'OK created'
  const result: JsonEvent = {
    name: 'LogBatchResult',
    code: 'Q046',
    level: failed ? 'error' : 'info',
    msg: `${place} ${word} ${description} in ${execution_time.toFixed(2)}s`,
    data: { ...data, status: status === 'success' ? message : status, execution_time },
  }
  if (!failed) return [result]
  const exc = `Exception on worker thread. ${message}`
  const failure = { unique_id: event.id, build_path: '', exc, node_info }
  return [{ name: 'GenericExceptionOnRun', code: 'W004', level: 'error', msg: exc, data: failure }, result]
}
