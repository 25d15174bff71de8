const DATE = /^(\d{4})-(\d\d)-(\d\d)$/
const TIME =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.(\d*))?(?:[ \t]*(?:(Z)|([-+])(\d\d?)(?::(\d\d))?))?$/

/**
 * A YAML 1.1 date or time in the form Python's `isoformat()` gives it, which is what dbt makes of it:
 * `2024-01-01 10:00:00.5` becomes `2024-01-01T10:00:00.500000`. Undefined when `text` is neither, or no such day exists.
 */
export function isoTime(text: string): string | undefined {
  const date = DATE.exec(text)
  if (date !== null) return isDay(Number(date[1]), Number(date[2]), Number(date[3])) ? text : undefined
  const match = TIME.exec(text)
  if (match === null) return undefined
  const [
    ,
    year = '',
    month = '',
    day = '',
    hour = '',
    minute = '',
    second = '',
    fraction,
    z,
    sign,
    zoneHour,
    zoneMinute,
  ] = match
  if (!isDay(Number(year), Number(month), Number(day))) return undefined
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59 || Number(zoneHour ?? 0) > 23) return undefined
  const micros = (fraction ?? '').slice(0, 6).padEnd(6, '0')
  const zone = z !== undefined ? '+00:00' : sign === undefined ? '' : `${sign}${two(zoneHour)}:${two(zoneMinute)}`
  const clock = `${two(hour)}:${minute}:${second}${micros === '000000' ? '' : `.${micros}`}`
  return `${year}-${two(month)}-${two(day)}T${clock}${zone}`
}

function isDay(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false
  // Day 0 of the next month is the last of this one; setUTCFullYear takes years below 100 as they are.
  const last = new Date(0)
  last.setUTCFullYear(year, month, 0)
  return day <= last.getUTCDate()
}

function two(part: string | undefined): string {
  return (part ?? '').padStart(2, '0')
}
