import type { BatchResults } from '../../resources/batch.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { TimeRange } from './batches.ts'

/** What a command says about batches. */
export interface BatchOrders {
  /** `--event-time-start` and `--event-time-end`, or `--sample`. */
  readonly range: TimeRange | null
  /** Where the last batches end if no range says so. */
  readonly until: Date
  /** What became of the batches of models that are retried, where some were built. */
  readonly earlier: ReadonlyMap<UniqueId, EarlierBatches>
}

export interface EarlierBatches extends BatchResults {
  /** The run that built them, as its generated names have it. */
  readonly run: string
}

/** All there is up to a time. */
export function ordersUntil(until: Date): BatchOrders {
  return { range: null, until, earlier: new Map() }
}
