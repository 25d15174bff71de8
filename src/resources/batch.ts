import type { JsonObject } from '../base/json.ts'

/** How long the batches of a microbatch model are: dbt's words. */
export const BATCH_SIZES = ['hour', 'day', 'month', 'year'] as const

export type BatchSize = (typeof BATCH_SIZES)[number]

/** A stretch of event time that a microbatch model is built for at once: from `start` on, without `end`; times are UTC. */
export interface Batch {
  /** `20200101T10`, `20200101`, `202001` or `2020`. */
  readonly id: string
  /** The same for people and file names: `2020-01-01T10`, `2020-01-01`, … */
  readonly label: string
  readonly start: Date
  readonly end: Date
}

/** Which batches of a model were built, and which were not. */
export interface BatchResults {
  /** Those of an earlier run that is retried stand at the end. */
  readonly successful: readonly BatchTimes[]
  readonly failed: readonly BatchTimes[]
}

export type BatchTimes = Pick<Batch, 'start' | 'end'>

/** dbt's form: pairs of begin and end, `2020-01-01T00:00:00+00:00`. */
export function describeBatches({ successful, failed }: BatchResults): JsonObject {
  const time = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, '+00:00')
  const pairs = (all: readonly BatchTimes[]) => all.map(({ start, end }) => [time(start), time(end)])
  return { successful: pairs(successful), failed: pairs(failed) }
}

/** From `start` on, up to but without `end`, as SQL reads them. */
export interface TimeWindow {
  readonly start: string
  readonly end: string
}

/** The times of a batch as SQL reads them, and as Python prints them: `2020-01-01 10:00:00+00:00`. */
export function windowOf({ start, end }: Batch): TimeWindow {
  return { start: written(start), end: written(end) }
}

/** What both windows have in common; empty, with its end before its start, where that is nothing. */
export function overlap(one: TimeWindow, other: TimeWindow): TimeWindow {
  // Texts of one form are ordered as their times are: `+` comes before `.`, and both before the digits.
  const [start = ''] = [one.start, other.start].sort().reverse()
  const [end = ''] = [one.end, other.end].sort()
  return { start, end }
}

function written(time: Date): string {
  return `${time
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, '')}+00:00`
}
