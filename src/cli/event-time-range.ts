/** `--event-time-start` and `--event-time-end`: which batches of microbatch models are built. All times are in UTC. */
import { badEventTime, emptyEventTimeRange, halfEventTimeRange } from './errors.ts'
import type { Flags } from './options/flags.ts'

export interface EventTimeRange {
  readonly start: Date
  readonly end: Date
}

const TIME = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}:\d{2}))?$/

/** The range, or null where none is given. Throws where it is none: half of one, none that a clock shows, or empty. */
export function eventTimeRange({
  event_time_start: start,
  event_time_end: end,
}: Pick<Flags, 'event_time_start' | 'event_time_end'>): EventTimeRange | null {
  if (start === null && end === null) return null
  if (start === null) throw halfEventTimeRange('--event-time-end', '--event-time-start')
  if (end === null) throw halfEventTimeRange('--event-time-start', '--event-time-end')
  const range = { start: asTime('--event-time-start', start), end: asTime('--event-time-end', end) }
  if (range.start >= range.end) throw emptyEventTimeRange(start, end)
  return range
}

/** The same as artifacts have them, under dbt's names: `2020-01-01T00:00:00`. */
export function eventTimeArguments(range: EventTimeRange | null): Readonly<Record<string, string>> {
  if (range === null) return {}
  const written = (time: Date): string => time.toISOString().slice(0, 19)
  return { event_time_start: written(range.start), event_time_end: written(range.end) }
}

function asTime(option: string, text: string): Date {
  const [, day, clock = '00:00:00'] = TIME.exec(text) ?? []
  const time = new Date(`${day}T${clock}Z`)
  // What no calendar has (the 30th of February) is another day for a Date.
  if (day === undefined || Number.isNaN(time.getTime()) || !time.toISOString().startsWith(day))
    throw badEventTime(option, text)
  return time
}
