/**
 * Which batches a microbatch model is built in. A first build begins at the model's `begin`, a later one `lookback`
 * batches before the one under way; `--event-time-start` and `--event-time-end` say otherwise. All times are UTC, and
 * begin and end where a batch does. https://docs.getdbt.com/docs/build/incremental-microbatch
 */
import type { Batch, BatchSize } from '../../resources/batch.ts'

/** The times of `--event-time-start` and `--event-time-end`, or of a sample. */
export interface TimeRange {
  readonly start: Date
  readonly end: Date
}

export interface BatchPlan {
  readonly size: BatchSize
  /** Where the first build begins. */
  readonly begin: Date
  /** How many finished batches are built again. */
  readonly lookback: number
  /** True where rows are added to what is there. */
  readonly incremental: boolean
  readonly range: TimeRange | null
  /** Where the last batch ends when no range says so: now, or when a run that is retried began. */
  readonly until: Date
}

/** The batches in the order of time; at least one, as in dbt. */
export function planBatches({ size, begin, lookback, incremental, range, until }: BatchPlan): readonly Batch[] {
  const end = ceiling(range?.end ?? until, size)
  // The end is where a batch begins, and the batch under way the one before it: one more to go back.
  const start =
    range !== null
      ? truncated(range.start, size)
      : incremental
        ? moved(end, size, -1 - lookback)
        : truncated(begin, size)
  const batches: Batch[] = []
  for (let from = start; batches.length === 0 || from < end; from = moved(from, size, 1)) {
    const next = moved(from, size, 1)
    const isLast = next >= end
    // It ends as was said, also where that is before it begins: as in dbt.
    batches.push(batchOf(size, from, isLast ? end : next))
  }
  return batches
}

/** The batch of these times: how it is called depends on where it begins. */
export function batchOf(size: BatchSize, start: Date, end: Date): Batch {
  const label = start.toISOString().slice(0, LABEL_LENGTH[size])
  return { id: label.replaceAll('-', ''), label, start, end }
}

/** `2020-01-01T10`, `2020-01-01`, `2020-01`, `2020`. */
const LABEL_LENGTH: Readonly<Record<BatchSize, number>> = { hour: 13, day: 10, month: 7, year: 4 }

/** Where the batch begins that a time lies in. */
function truncated(time: Date, size: BatchSize): Date {
  const start = new Date(time)
  start.setUTCMinutes(0, 0, 0)
  if (size !== 'hour') start.setUTCHours(0)
  if (size === 'month' || size === 'year') start.setUTCDate(1)
  if (size === 'year') start.setUTCMonth(0)
  return start
}

function ceiling(time: Date, size: BatchSize): Date {
  const start = truncated(time, size)
  return start.getTime() === time.getTime() ? start : moved(start, size, 1)
}

/** So many batches on from the begin of a batch. */
function moved(start: Date, size: BatchSize, count: number): Date {
  const at = new Date(start)
  if (size === 'hour') at.setUTCHours(at.getUTCHours() + count)
  else if (size === 'day') at.setUTCDate(at.getUTCDate() + count)
  else if (size === 'month') at.setUTCMonth(at.getUTCMonth() + count)
  else at.setUTCFullYear(at.getUTCFullYear() + count)
  return at
}
