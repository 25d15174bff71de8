/**
 * A microbatch model: its batches one after the other, the first and the last alone, those between at once where the
 * model says they may (`concurrent_batches: true`). When the first fails the others are skipped; when another one does,
 * the rest go on and the model is a partial success, whose missing batches `retry` builds.
 *
 *   what is there              where rows go          when readers see them
 *   a table                    into it                batch by batch, each whole
 *   nothing                    into a table beside    at the end: what succeeded
 *   what is to be replaced     into a table beside    at the end, if all succeeded; else it waits for `retry`
 */
import type { Diagnostic } from '../../base/diagnostic.ts'
import type { BatchResults } from '../../resources/batch.ts'
import type { Model } from '../../resources/node.ts'
import { writeRelation } from '../../resources/relation.ts'
import type { Connected } from '../connected.ts'
import type { Connection } from '../connection.ts'
import { batchesKept } from '../errors.ts'
import { explainFailure } from '../explain-failure.ts'
import { failureMessage } from '../failure-message.ts'
import type { Job, RunState } from '../job.ts'
import { pointToLatest } from '../materialize/latest-version-pointer.ts'
import { liveOf } from '../materialize/live.ts'
import { nodeDatabase } from '../node-database.ts'
import type { NodeResult } from '../result.ts'
import type { RunOptions } from '../run.ts'
import type { ScopeOf } from '../run-function.ts'
import { type BatchOutcome, diagnosticsOf, isMissing } from './batch-outcome.ts'
import { buildAll } from './build-all.ts'
import { type Plan, planOf } from './plan.ts'

type Outcome = Pick<NodeResult, 'status' | 'message' | 'batches'>

/** Builds the batches of a model. Never throws: what goes wrong is the node's result. */
export async function runMicrobatch(
  node: Model,
  threadId: string,
  state: RunState,
  options: RunOptions,
  connected: Connected,
): Promise<NodeResult> {
  const begun = options.now()
  const startedAt = options.clock()
  const diagnostics: Diagnostic[] = []
  let line: Connection | null = null
  let outcome: Outcome
  try {
    outcome = await connected(node.id, async (connection) => {
      line = connection
      const plan = await planOf(node, connection, state)
      const outcomes = await buildAll({ node, plan, connection, connected, state, options, threadId })
      diagnostics.push(...diagnosticsOf(outcomes))
      if (isKept(plan, outcomes, state)) diagnostics.push(batchesKept(node, outcomes.filter(isMissing).length))
      await state.retired.release(connection, liveOf(node), state.lockTimeout)
      const result = resultOf(plan, outcomes)
      if (result.status === 'success') await point(connection)
      return result
    })
  } catch (error) {
    diagnostics.push(...explainFailure(error, node, null, line))
    outcome = { status: 'error', message: failureMessage(error, { node, compiled: null, connection: line }) }
  }
  const completedAt = options.clock()
  return {
    id: node.id,
    failures: 0,
    ...outcome,
    compile: { startedAt, completedAt: startedAt },
    execute: { startedAt, completedAt },
    executionTime: (options.now() - begun) / 1000,
    threadId,
    response: null,
    compiledCode: null,
    relationName: node.relation === null ? null : writeRelation(node.relation),
    diagnostics,
  }

  async function point(connection: Connection): Promise<void> {
    const bench = { connection: nodeDatabase(connection, state.known, options.warehouse.database), threadId }
    const scopeOf: ScopeOf = (other, compiled) => state.compiler.scope(other, bench, compiled)
    const job: Job<Model> = {
      node,
      compiled: null,
      scope: state.compiler.scope(node, bench, null),
      connection,
      state,
      warn: (diagnostic) => diagnostics.push(diagnostic),
      notice: (message) => options.emit({ kind: 'notice', id: node.id, severity: 'WARNING', message }),
    }
    await pointToLatest(job, scopeOf)
  }
}

/** dbt's words for what became of a model by its batches. */
function resultOf({ done }: Plan, outcomes: readonly BatchOutcome[]): Outcome {
  const built = outcomes.filter((outcome) => !isMissing(outcome))
  const failed = outcomes.filter(isMissing)
  const batches: BatchResults = {
    successful: [...built.map(({ batch }) => batch), ...done],
    failed: failed.map(({ batch }) => batch),
  }
  if (failed.length === 0) return { status: 'success', message: 'SUCCESS', batches }
  if (built.length === 0) return { status: 'error', message: 'ERROR', batches }
  return { status: 'partial success', message: `PARTIAL SUCCESS (${built.length}/${outcomes.length})`, batches }
}

/** True where the table waits beside the live one for the batches it lacks. */
function isKept({ gathers, isFirst }: Plan, outcomes: readonly BatchOutcome[], { signal }: RunState): boolean {
  const missing = outcomes.some(isMissing)
  return gathers && missing && !outcomes.every(isMissing) && (!isFirst || signal?.aborted === true)
}
