import type { Model } from '../../resources/node.ts'
import type { Connected } from '../connected.ts'
import type { Connection } from '../connection.ts'
import type { RunState } from '../job.ts'
import type { RunOptions } from '../run.ts'
import { type BatchOutcome, isMissing, skipped } from './batch-outcome.ts'
import { type BatchStep, buildBatch, showGathered } from './build-batch.ts'
import type { Plan } from './plan.ts'
import { shareOut } from './share-out.ts'

/** A model whose batches are being built. */
export interface Work {
  readonly node: Model
  readonly plan: Plan
  readonly connection: Connection
  readonly connected: Connected
  readonly state: RunState
  readonly options: RunOptions
  readonly threadId: string
}

/** Builds all batches of a plan and shows what they make, where that is due; the outcomes in the order of time. */
export async function buildAll(work: Work): Promise<readonly BatchOutcome[]> {
  const { plan, connection, state } = work
  const last = plan.batches.length - 1
  const first = await buildOne(work, 0, connection, last === 0)
  if (last === 0) return [first]
  const between = await buildBetween(work, isMissing(first))
  const whole = !isMissing(first) && !between.some(isMissing)
  const shows = plan.gathers && (plan.isFirst || whole) && !isMissing(first)
  const final = isMissing(first) ? skip(work, last) : await buildOne(work, last, connection, shows)
  // What the last batch would have shown.
  if (shows && isMissing(final) && plan.isFirst && state.signal?.aborted !== true) await showGathered(work)
  return [first, ...between, final]
}

async function buildBetween(work: Work, skips: boolean): Promise<readonly BatchOutcome[]> {
  const { node, plan, connection, connected, state } = work
  const indices = plan.batches.map((_, index) => index).slice(1, -1)
  if (skips) return indices.map((index) => skip(work, index))
  const outcomes = new Map<number, BatchOutcome>()
  const build = async (index: number, line: Connection): Promise<void> => {
    outcomes.set(index, await buildOne(work, index, line, false))
  }
  if (isShared(node)) await shareOut(indices, build, connection, (act) => connected(node.id, act), state.desks)
  else for (const index of indices) await build(index, connection)
  return indices.flatMap((index) => outcomes.get(index) ?? [])
}

/** Only if it was said: a row whose key is in two batches would be there twice, or not, as chance has it. */
function isShared({ config }: Model): boolean {
  return config.concurrent_batches === true
}

async function buildOne(work: Work, index: number, line: Connection, shows: boolean): Promise<BatchOutcome> {
  const { node, plan, state, options, threadId } = work
  const { batches } = plan
  const batch = batches[index]
  if (batch === undefined) throw new Error(`${node.id} has no batch ${index}`)
  if (state.signal?.aborted === true) return skip(work, index)
  const told = { id: node.id, label: batch.label, index: index + 1, total: batches.length }
  options.emit({ kind: 'batch-started', ...told })
  const connection = line.toldTo((record) =>
    options.emit({ kind: 'statement', id: node.id, batch: batch.label, ...record }),
  )
  const outcome = await buildBatch(stepOf(work, index, shows), connection, { state, options, threadId })
  tell(work, index, outcome)
  return outcome
}

function skip(work: Work, index: number): BatchOutcome {
  const batch = work.plan.batches[index]
  if (batch === undefined) throw new Error(`${work.node.id} has no batch ${index}`)
  const outcome = skipped(batch)
  tell(work, index, outcome)
  return outcome
}

function tell({ node, plan, options }: Work, index: number, outcome: BatchOutcome): void {
  const { status, message, seconds, code, batch } = outcome
  const told = { id: node.id, label: batch.label, index: index + 1, total: plan.batches.length }
  options.emit({ kind: 'batch-finished', ...told, status, message, executionTime: seconds, compiledCode: code })
}

/** Hooks before belong to the first batch, those after to the last: they are for the table that readers see. */
function stepOf({ node, plan }: Work, index: number, shows: boolean): BatchStep {
  const isLast = index === plan.batches.length - 1
  const batch = plan.batches[index] as Plan['batches'][number] // whoever asks has looked
  const before = index === 0 ? node.config['pre-hook'] : []
  const after = isLast && (shows || !plan.gathers) ? node.config['post-hook'] : []
  return {
    batch,
    node: { ...node, config: { ...node.config, 'pre-hook': before, 'post-hook': after } },
    table: plan.table,
    creates: plan.creates && index === 0,
    shows: shows && plan.gathers,
    finishes: index === 0 && !plan.gathers,
    isShared: isShared(node) && index > 0 && !isLast,
  }
}
