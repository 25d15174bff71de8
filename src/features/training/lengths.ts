/** Lengths of time that splits are made of: whole days, weeks, months and years, as people write them. */

export interface Length {
  readonly months: number
  readonly days: number
}

/** How many months or days a unit has. */
const UNITS: Readonly<Record<string, Length>> = {
  day: { months: 0, days: 1 },
  week: { months: 0, days: 7 },
  month: { months: 1, days: 0 },
  year: { months: 12, days: 0 },
}

/** `1 year 2 weeks`; null where it is no such length. */
export function readLength(written: string): Length | null {
  const text = written.trim().toLowerCase()
  if (!/^(\d+ *[a-z]+ *)+$/.test(text)) return null
  let [months, days] = [0, 0]
  for (const [, amount = '', word = ''] of text.matchAll(/(\d+) *([a-z]+)/g)) {
    const unit = UNITS[word.endsWith('s') ? word.slice(0, -1) : word]
    if (unit === undefined) return null
    months += Number(amount) * unit.months
    days += Number(amount) * unit.days
  }
  return { months, days }
}

export const NOTHING: Length = { months: 0, days: 0 }

export function isNothing({ months, days }: Length): boolean {
  return months === 0 && days === 0
}

const DAY = 86_400_000

/** `time` less a length, in UTC: first the months (the 31st becomes a month's last day), then the days. */
export function before(time: Date, { months, days }: Length): Date {
  return after(time, { months: -months, days: -days })
}

export function after(time: Date, { months, days }: Length): Date {
  const first = Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + months, 1)
  const [year, month] = [new Date(first).getUTCFullYear(), new Date(first).getUTCMonth()]
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  const day = Math.min(time.getUTCDate(), lastDay)
  return new Date(Date.UTC(year, month, day) + days * DAY)
}
