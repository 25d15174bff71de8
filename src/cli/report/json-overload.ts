/** The overloads of a function as dbt's log events have them. */
import type { OverloadEvent } from '../../run/events.ts'
import type { JsonEvent } from './json-event.ts'
import type { NodeInfo } from './json-node.ts'

/** What dbt says when an overload is begun, and when it is there or has failed. */
export function describeOverload(event: OverloadEvent, node_info: NodeInfo): JsonEvent {
  const { index: overload_index, total: total_overloads } = event
  const called = `function ${node_info.node_name} overload ${event.overload}`
  const data = { overload_index, total_overloads, node_info }
  const place = `Overload ${overload_index} of ${total_overloads}`
  if (event.kind === 'overload-started') {
    const msg = `${place} START ${called}`
    return { name: 'LogStartOverload', code: 'Q048', level: 'info', msg, data: { ...data, description: called } }
  }
  const { status, message, executionTime: execution_time } = event
  const failed = status === 'error'
  const description = failed ? `${called}: ${message}` : called
  return {
    name: 'LogOverloadResult',
    code: 'Q049',
    level: failed ? 'error' : 'info',
    msg: `${place} ${failed ? 'ERROR creating' : 'OK created'} ${description} in ${execution_time.toFixed(2)}s`,
    data: { ...data, description, status, execution_time },
  }
}
