import type { Batch, BatchSize } from '../../resources/batch.ts'
import type { Model } from '../../resources/node.ts'
import type { RelationName } from '../../resources/relation.ts'
import type { Connection } from '../connection.ts'
import type { RunState } from '../job.ts'
import { liveOf } from '../materialize/live.ts'
import { candidateOf } from '../publish/publish.ts'
import type { BatchOrders, EarlierBatches } from './batch-orders.ts'
import { batchOf, planBatches } from './batches.ts'
import { claimTable, type Gathering, sweepTables, takeOver } from './gather.ts'

/** How a model is going to be built. */
export interface Plan {
  readonly batches: readonly Batch[]
  /** Where the rows go. */
  readonly table: RelationName
  /** True where the first batch makes the table. */
  readonly creates: boolean
  /** True where the table is shown at the end, under another name than it grows by. */
  readonly gathers: boolean
  /** True where showing it takes nothing away from readers. */
  readonly isFirst: boolean
  /** Those of an earlier run that stay as they are. */
  readonly done: EarlierBatches['successful']
}

/** Decides which batches are built, and where: what is there decides with the command. */
export async function planOf(node: Model, connection: Connection, state: RunState): Promise<Plan> {
  const { known, run, batches: orders } = state
  const live = liveOf(node)
  const kind = known.kindOf(live.schema, live.identifier)
  const isFirst = kind === null
  const earlier = orders.earlier.get(node.id)
  // A materialization of the project's own builds where it likes.
  const ownMacro = state.compiler.library.materialization(node.config.materialized) !== undefined
  const gathering: Gathering = { connection, known, live, run }

  if (earlier !== undefined) {
    const batches = earlierBatches(node, earlier.failed)
    const left = ownMacro ? null : await takeOver(gathering, earlier.run)
    if (left !== null) return { batches, table: left, creates: false, gathers: true, isFirst, done: earlier.successful }
    // Also after --full-refresh: what was built is there, and must not be thrown away for what was not.
    if (kind === 'table')
      return { batches, table: live, creates: false, gathers: false, isFirst, done: earlier.successful }
  }

  const fullRefresh = node.config.full_refresh ?? state.fullRefresh
  const incremental = kind === 'table' && !fullRefresh
  const batches =
    earlier === undefined
      ? wantedBatches(node, orders, incremental)
      : earlierBatches(node, [...earlier.successful, ...earlier.failed]) // the table is gone
  if (!ownMacro) await sweepTables(gathering)
  const plan = { batches, isFirst, done: [] }
  if (ownMacro || incremental) return { ...plan, table: live, creates: !incremental, gathers: false }
  // One batch is one transaction: nothing has to be kept beside.
  if (batches.length === 1) return { ...plan, table: candidateOf({ state }, live), creates: true, gathers: true }
  return { ...plan, table: await claimTable(gathering), creates: true, gathers: true }
}

function wantedBatches({ config }: Model, { range, until }: BatchOrders, incremental: boolean): readonly Batch[] {
  return planBatches({
    size: config.batch_size as BatchSize, // both were looked at when the project was read
    begin: new Date(`${String(config.begin).slice(0, 19)}Z`),
    lookback: Number(config.lookback ?? 1),
    incremental,
    range,
    until,
  })
}

function earlierBatches({ config }: Model, times: EarlierBatches['failed']): readonly Batch[] {
  return [...times]
    .sort((a, b) => a.start.getTime() - b.start.getTime())
    .map(({ start, end }) => batchOf(config.batch_size as BatchSize, start, end))
}
