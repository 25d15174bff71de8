// pytz knows no changes after 2037: what held then goes on.
const LAST_KNOWN = Date.UTC(2037, 11, 31)
const MINUTE = 60_000

/**
 * How far a zone's clocks are ahead of UTC at a moment, in minutes, by the time zone data that come with Node. Local
 * mean times, which have seconds, are rounded to minutes, as pytz rounds them. Both moments are in milliseconds.
 */
export function zoneOffset(zone: string): (moment: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return (moment) => {
    const at = Math.min(Math.floor(moment / 1000) * 1000, LAST_KNOWN)
    return Math.floor((shown(format, at) - at + MINUTE / 2) / MINUTE)
  }
}

/** What the zone's clocks show, read as if it were UTC. */
function shown(format: Intl.DateTimeFormat, at: number): number {
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]))
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type))
  const year = parts.get('era') === 'BC' ? 1 - part('year') : part('year')
  const date = new Date(0)
  // Date.UTC takes years below 100 for those of the last century.
  date.setUTCFullYear(year, part('month') - 1, part('day'))
  return date.setUTCHours(part('hour'), part('minute'), part('second'), 0)
}
