/** `--sample`: a length of time up to now (`3 days`), or `{start: …, end: …}`. All times are in UTC. */
import { parseYamlArgument } from '../assay.ts'
import { badSample } from './errors.ts'

const LENGTH = /^\s*(-?\d+) (hour|day|month|year)s?\s*$/i
const TIME = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,6})?)?)?(?:Z|[+-]\d{2}:?\d{2})?$/

/** The window as SQL reads it. Throws where the text is none. */
export function sampleWindow(text: string, now: Date): { readonly start: string; readonly end: string } {
  const length = LENGTH.exec(text)
  if (length !== null)
    return { start: written(before(now, Number(length[1]), (length[2] ?? '').toLowerCase())), end: written(now) }
  if (!text.trimStart().startsWith('{')) throw badSample(text)
  const { start, end } = parseYamlArgument(text, '--sample')
  return { start: asUtc(start, text), end: asUtc(end, text) }
}

/** Months and years of a calendar: a day that a month does not have becomes its last one. */
function before(now: Date, count: number, grain: string): Date {
  const moved = new Date(now)
  if (grain === 'hour') moved.setUTCHours(moved.getUTCHours() - count)
  else if (grain === 'day') moved.setUTCDate(moved.getUTCDate() - count)
  else {
    const day = moved.getUTCDate()
    moved.setUTCDate(1)
    moved.setUTCMonth(moved.getUTCMonth() - count * (grain === 'year' ? 12 : 1))
    const last = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate()
    moved.setUTCDate(Math.min(day, last))
  }
  return moved
}

function written(time: Date): string {
  return time
    .toISOString()
    .replace('T', ' ')
    .replace(/(?:\.000|(\.\d{3}))Z$/, (_whole, part?: string) => {
      return `${part === undefined ? '' : `${part}000`}+00:00`
    })
}

/** A zone that is written is passed over, as in dbt. */
function asUtc(value: unknown, text: string): string {
  const match = typeof value === 'string' ? TIME.exec(value) : null
  if (match === null || Number.isNaN(Date.parse(match[1] ?? ''))) throw badSample(text)
  const [, day, minute = '00:00', second = ':00'] = match
  const [whole, fraction = ''] = second.split('.')
  return `${day} ${minute}${whole}${/[1-9]/.test(fraction) ? `.${fraction.padEnd(6, '0')}` : ''}+00:00`
}
