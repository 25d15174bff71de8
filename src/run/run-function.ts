import type { CompiledNode } from '../compile/compiler.ts'
import type { NodeScope } from '../compile/node-scope.ts'
import type { Node, UserFunction } from '../resources/node.ts'
import { explainFailure } from './explain-failure.ts'
import { failureMessage } from './failure-message.ts'
import type { Job } from './job.ts'
import { materialize } from './materialize/materialize.ts'
import type { NodeResult } from './result.ts'
import type { RunOptions } from './run.ts'

/** What templates of another form of the node see. */
export type ScopeOf = (node: Node, compiled: CompiledNode) => NodeScope

/**
 * A function, then each of its overloads: the same again with other arguments and another body, hooks included. All are
 * tried; where some fail the function is a partial success, as in dbt.
 */
export async function runFunction(
  job: Job<UserFunction>,
  scopeOf: ScopeOf,
  { emit, now }: Pick<RunOptions, 'emit' | 'now'>,
): Promise<Pick<NodeResult, 'status' | 'message' | 'failures' | 'response' | 'overloads'>> {
  const { message, response } = await materialize(job)
  const successful: string[] = []
  const failed: string[] = []
  const bodies = job.compiled?.overloads ?? []
  for (const [index, overload] of job.node.overloads.entries()) {
    const code = bodies[index]
    if (job.compiled === null || code === undefined) continue
    const node: UserFunction = {
      ...job.node,
      ...overload,
      returns: overload.returns ?? job.node.returns,
      description: overload.description ?? job.node.description,
    }
    const compiled: CompiledNode = { ...job.compiled, node, code }
    const place = { id: node.id, overload: overload.defined_in, index: index + 1, total: job.node.overloads.length }
    const begun = now()
    const tell = (status: 'success' | 'error', told: string): void =>
      emit({ kind: 'overload-finished', ...place, status, message: told, executionTime: (now() - begun) / 1000 })
    emit({ kind: 'overload-started', ...place })
    try {
      const done = await materialize({ ...job, node, compiled, scope: scopeOf(node, compiled) })
      successful.push(overload.defined_in)
      tell('success', done.message)
    } catch (error) {
      tell('error', failureMessage(error, { node, compiled, connection: job.connection }))
      for (const diagnostic of explainFailure(error, node, compiled, job.connection)) job.warn(diagnostic)
      await job.connection.rollback()
      failed.push(overload.defined_in)
    }
  }
  const overloads = { successful, failed, code: bodies.map(({ text }) => text) }
  if (failed.length === 0) return { status: 'success', message, failures: null, response, overloads }
  return {
    status: 'partial success',
    message: `PARTIAL SUCCESS ${job.node.name}`,
    failures: null,
    response,
    overloads,
  }
}
