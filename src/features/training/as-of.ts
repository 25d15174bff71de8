import type { TrainingSet } from '../../resources/training-set.ts'
import { badDay } from '../errors.ts'

/** `2026-05-01` as the midnight it begins with, in UTC. */
export function readDay(text: string, of: string): Date {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim())
  const time = match === null ? Number.NaN : Date.parse(`${text.trim()}T00:00:00Z`)
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text.trim()) throw badDay(of, text)
  return new Date(time)
}

/** The midnight that a moment's day begins with, in UTC. */
export function dayOf(time: Date): Date {
  return new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate()))
}

/** The date a training set is built as of: `--as-of`, else what it declares, else the day of the run. */
export function asOfDate(
  set: Pick<TrainingSet, 'splits'>,
  name: string,
  { asOf, today }: { readonly asOf: Date | null; readonly today: Date },
): Date {
  if (asOf !== null) return asOf
  const fixed = set.splits?.asOf ?? null
  return fixed === null ? dayOf(today) : readDay(fixed, `as_of of '${name}'`)
}
