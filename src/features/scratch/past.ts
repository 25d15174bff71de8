/** What had happened and was known at a moment, as SQL. Times compare as timestamptz: a date is its midnight. */
import type { Clocks } from '../../resources/clocks.ts'
import { quoteIdentifier } from '../../resources/relation.ts'
import { badDelay } from '../errors.ts'

const HOURS: Readonly<Record<string, number>> = { week: 168, day: 24, hour: 1 }
const UNITS = ['year', 'month', 'hour', 'minute', 'second', 'millisecond', 'microsecond']

/** A moment as text of PostgreSQL's, as SQL. */
export function momentSql(cut: string): string {
  return `timestamptz '${cut.replaceAll("'", "''")}'`
}

/** `alias."column"` as a moment. */
export function timeSql(alias: string, column: string): string {
  return `${alias}.${quoteIdentifier(column)}::timestamptz`
}

/** When a row had happened and was known: the later of both. */
export function arrivalSql(name: string, clocks: Clocks, alias: string): string {
  const { eventTime, knownInAdvance } = clocks
  const known = knownSql(name, clocks, alias)
  const happened = eventTime === null || knownInAdvance ? null : timeSql(alias, eventTime)
  if (happened !== null && known !== null) return `greatest(${happened}, ${known})`
  return known ?? happened ?? 'null::timestamptz'
}

/**
 * True for rows that had happened and were known at `cut`. A row that was never known is not; a row without an event
 * time is taken for one that had happened, if `timeless` says so.
 */
export function pastSql(name: string, clocks: Clocks, alias: string, cut: string, timeless = false): string {
  const { eventTime, knownInAdvance } = clocks
  const moment = momentSql(cut)
  const conditions: string[] = []
  if (eventTime !== null && !knownInAdvance) {
    const happened = `${timeSql(alias, eventTime)} <= ${moment}`
    conditions.push(timeless ? `(${happened} or ${alias}.${quoteIdentifier(eventTime)} is null)` : happened)
  }
  const known = knownSql(name, clocks, alias)
  if (known !== null) {
    // With a delay, a row without an event time would never be known.
    const always = timeless && clocks.knowledgeTime === null ? ` or ${known} is null` : ''
    conditions.push(`(${known} <= ${moment}${always})`)
  }
  return conditions.length === 0 ? 'true' : conditions.map((condition) => `coalesce(${condition}, false)`).join(' and ')
}

function knownSql(name: string, clocks: Clocks, alias: string): string | null {
  const { knowledgeTime, availabilityDelay, eventTime } = clocks
  if (knowledgeTime !== null) return timeSql(alias, knowledgeTime)
  if (availabilityDelay === null || eventTime === null) return null
  return `${timeSql(alias, eventTime)} + ${lengthSql(name, availabilityDelay)}`
}

/** `1 day` → `interval '24 hours'`: a day has 24 hours in any time zone; months and years are calendar ones. */
export function lengthSql(name: string, written: string): string {
  const text = written.trim().toLowerCase()
  if (!/^(\d+(\.\d+)? *[a-z]+ *)+$/.test(text)) throw badDelay(name, written)
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?) *([a-z]+)/g)].map(([, amount = '', word = '']) => {
    const unit = word.endsWith('s') ? word.slice(0, -1) : word
    const hours = HOURS[unit]
    if (hours !== undefined) return `${Number(amount) * hours} hours`
    if (!UNITS.includes(unit)) throw badDelay(name, written)
    return `${amount} ${unit}s`
  })
  return `interval '${parts.join(' ')}'`
}
