import type { Splits } from '../../resources/training-set.ts'
import { badSplitLength } from '../errors.ts'
import { before, isNothing, type Length, NOTHING, readLength } from './lengths.ts'

/** A split as a stretch of prediction time: from its start on, up to but without its end; midnights in UTC. */
export interface Span {
  readonly name: string
  readonly start: Date
  readonly end: Date
  /** Its length as it was written. */
  readonly length: Length
}

/**
 * The spans of splits in the order they were written: laid backward from `asOf` less the label lag, the embargo left out
 * between one and the next. Where the lengths and the lag are months and years, they are whole calendar months: the last
 * one ends with the start of the month of `asOf`, less the lag. `asOf` is a midnight.
 *
 *     train               validation   test                label lag
 *     |===============| ~ |========| ~ |========|- - - - - - - - - |
 *                     embargo    embargo                      as of
 */
export function laySpans(set: string, { spans, labelLag, embargo }: Splits, asOf: Date): readonly Span[] {
  const lag = lengthOf(set, 'label_lag', labelLag)
  const gap = lengthOf(set, 'embargo', embargo)
  const lengths = spans.map((span) => lengthOf(set, span.name, span.length))
  const byMonth = [lag, ...lengths].every(({ days }) => days === 0)
  const anchor = byMonth ? new Date(Date.UTC(asOf.getUTCFullYear(), asOf.getUTCMonth(), 1)) : asOf
  let end = before(anchor, lag)
  const laid: Span[] = []
  for (const [at, span] of [...spans.entries()].reverse()) {
    const length = lengths[at] ?? NOTHING
    if (isNothing(length)) throw badSplitLength(set, span.name, span.length)
    const start = before(end, length)
    laid.unshift({ name: span.name, start, end, length })
    end = before(start, gap)
  }
  return laid
}

function lengthOf(set: string, what: string, written: string | null): Length {
  if (written === null) return NOTHING
  const length = readLength(written)
  if (length === null) throw badSplitLength(set, what, written)
  return length
}

/** `2026-05-01 00:00:00+00`: a moment that a timestamptz, a timestamp and a date column each read as their own type. */
export function momentText(time: Date): string {
  return `${time.toISOString().slice(0, 19).replace('T', ' ')}+00`
}

/** `2026-05-01` */
export function dayText(time: Date): string {
  return time.toISOString().slice(0, 10)
}
