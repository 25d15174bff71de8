import type { CompiledNode } from '../../compile/compiler.ts'
import type { NodeScope } from '../../compile/node-scope.ts'
import type { Batch } from '../../resources/batch.ts'
import type { Model } from '../../resources/node.ts'
import type { RelationName } from '../../resources/relation.ts'
import { patiently } from '../backoff.ts'
import type { Connection } from '../connection.ts'
import { explainFailure } from '../explain-failure.ts'
import { failureMessage } from '../failure-message.ts'
import { withHooks } from '../hooks.ts'
import type { Done, Job, RunState } from '../job.ts'
import { LookBackDesk } from '../look-back/look-back-desk.ts'
import { materializeByMacro } from '../materialize/custom.ts'
import { doneWith } from '../materialize/done.ts'
import { addRows } from '../materialize/incremental.ts'
import { liveOf } from '../materialize/live.ts'
import { createTable } from '../materialize/table.ts'
import { nodeDatabase } from '../node-database.ts'
import { publish } from '../publish/publish.ts'
import type { RunOptions } from '../run.ts'
import type { BatchOutcome } from './batch-outcome.ts'
import type { Work } from './build-all.ts'

/** What is to be done with one batch. */
export interface BatchStep {
  readonly batch: Batch
  /** The model, with the hooks that belong to this batch. */
  readonly node: Model
  /** Where its rows go: the live table, or one beside it. */
  readonly table: RelationName
  /** True where the table is made of this batch; else its rows are added. */
  readonly creates: boolean
  /** True where the table is then shown under its live name. */
  readonly shows: boolean
  /** True where indexes, grants and comments of a live table are brought in line. */
  readonly finishes: boolean
  /** True where others are built into the same table at the same time. */
  readonly isShared: boolean
}

export interface Builder {
  readonly state: RunState
  readonly options: RunOptions
  readonly threadId: string
}

/** Compiles and builds one batch in a transaction of its own. Never throws: what goes wrong is the outcome. */
export async function buildBatch(step: BatchStep, connection: Connection, builder: Builder): Promise<BatchOutcome> {
  const { node, batch } = step
  const { now } = builder.options
  const begun = now()
  let compiled: CompiledNode | null = null
  try {
    compiled = await compile(step, connection, builder)
    const { message } = await buildCompiled(step, compiled, connection, builder)
    return {
      batch,
      status: 'success',
      message,
      seconds: (now() - begun) / 1000,
      code: compiled.code.text,
      diagnostics: [],
    }
  } catch (error) {
    await connection.rollback().catch(() => undefined) // a lost connection has nothing to undo
    return {
      batch,
      status: 'error',
      message: failureMessage(error, { node, compiled, connection }),
      seconds: (now() - begun) / 1000,
      code: compiled?.code.text ?? null,
      diagnostics: explainFailure(error, node, compiled, connection),
    }
  }
}

function benchOf(
  { batch, table, creates, node }: BatchStep,
  connection: Connection,
  { state, options, threadId }: Builder,
) {
  const isBeside = table.identifier !== liveOf(node).identifier
  return {
    connection: nodeDatabase(connection, state.known, options.warehouse.database),
    threadId,
    batch: { batch, adds: !creates, beside: isBeside && !creates ? table : null },
  }
}

async function compile(step: BatchStep, connection: Connection, builder: Builder): Promise<CompiledNode> {
  const { lookBacks, compiler } = builder.state
  // No copies: each batch would make its own.
  const desk = new LookBackDesk({ connection, lookBacks, node: step.node, keepsTemporary: false })
  const compiled = await compiler.compile(step.node, { ...benchOf(step, connection, builder), planLookBack: desk.plan })
  // What a template asked while it was compiled belongs to no transaction of the batch's.
  await connection.commit()
  return compiled
}

/** Batches that are built at once may get in each other's way, or in a deadlock: then one of them begins again. */
async function buildCompiled(
  step: BatchStep,
  compiled: CompiledNode,
  connection: Connection,
  builder: Builder,
): Promise<Done> {
  const { patience, jitter, signal } = builder.state
  const attempts = step.isShared ? Math.min(patience.attempts, MOST_ATTEMPTS) : 1
  const done = await patiently({ patience: { ...patience, attempts }, jitter, signal }, async () => {
    try {
      return await build(step, compiled, connection, builder)
    } catch (error) {
      await connection.rollback()
      throw error
    }
  })
  const { schema, identifier } = step.table
  if (step.creates && !step.shows)
    builder.state.known.add({ schema: schema ?? '', identifier: identifier ?? '', kind: 'table' })
  return done
}

const MOST_ATTEMPTS = 5

async function build(step: BatchStep, compiled: CompiledNode, connection: Connection, builder: Builder): Promise<Done> {
  const { node, table, creates, shows, finishes } = step
  const { state } = builder
  const bench = benchOf(step, connection, builder)
  const job = jobOf(node, compiled, state.compiler.scope(node, bench, compiled), connection, builder)
  const macro = state.compiler.library.materialization(node.config.materialized)
  if (macro !== undefined) return materializeByMacro(job, macro)
  // Hooks speak of the model by its name, also while its batches are gathered elsewhere.
  const named = { ...bench, batch: { ...bench.batch, beside: null } }
  const hooked = bench.batch.beside === null ? job : { ...job, scope: state.compiler.scope(node, named, compiled) }
  return withHooks(hooked, async (last) => {
    const done = creates ? doneWith(await createTable(job, table, last && !shows)) : await addRows(job, table, finishes)
    if (shows) await show(job, table, last)
    return done
  })
}

/** Shows a gathered table whose last batch failed. */
export async function showGathered({ node, plan, connection, state, options, threadId }: Work): Promise<void> {
  const bench = { connection: nodeDatabase(connection, state.known, options.warehouse.database), threadId }
  const job = jobOf(node, null, state.compiler.scope(node, bench, null), connection, { state, options, threadId })
  await connection.transaction(() => show(job, plan.table, false))
}

async function show(job: Job<Model>, table: RelationName, last: boolean): Promise<void> {
  const live = liveOf(job.node)
  await publish(job, live, table, 'table', last)
  if (table.identifier !== live.identifier) job.state.known.drop(table.schema, table.identifier)
}

function jobOf(
  node: Model,
  compiled: CompiledNode | null,
  scope: NodeScope,
  connection: Connection,
  { state, options }: Builder,
): Job<Model> {
  return {
    node,
    compiled,
    scope,
    connection,
    state,
    warn: (diagnostic) => options.emit({ kind: 'warning', diagnostic }),
    notice: (message) => options.emit({ kind: 'notice', id: node.id, severity: 'WARNING', message }),
  }
}
