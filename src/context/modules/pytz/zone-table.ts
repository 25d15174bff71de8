import { ZONE_NAMES } from './zone-names.ts'

/** What a zone calls an offset from a moment on. */
export interface OffsetName {
  /** Minutes since 1970 UTC. */
  readonly since: number
  /** Minutes. */
  readonly offset: number
  /** Minutes of it that are daylight saving. */
  readonly saving: number
  readonly abbreviation: string
}

export interface ZoneEntry {
  readonly name: string
  readonly isCommon: boolean
  /** The zone has had one offset always. */
  readonly isStatic: boolean
  readonly names: () => readonly OffsetName[]
}

/** All zones by their names in upper case, in the order of their names. */
export function readZoneTable(): ReadonlyMap<string, ZoneEntry> {
  const entries: ZoneEntry[] = []
  for (const line of ZONE_NAMES.trimEnd().split('\n')) {
    const [zones = '', names = ''] = line.split('|')
    for (const zone of zones.split(','))
      entries.push({
        name: zone.replace('*', ''),
        isCommon: zone.startsWith('*'),
        isStatic: names.startsWith('='),
        names: () => names.split(';').map(readName),
      })
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  return new Map(entries.map((entry) => [entry.name.toUpperCase(), entry]))
}

function readName(text: string): OffsetName {
  const [since = '', offset, saving, abbreviation = ''] = text.split(' ')
  return {
    since: since === '' || since === '=' ? Number.NEGATIVE_INFINITY : Number.parseInt(since, 36),
    offset: Number(offset),
    saving: Number(saving),
    abbreviation,
  }
}

/** What the offset is called at a moment, in minutes; by its own sign and digits where pytz has not heard of it. */
export function nameAt(names: readonly OffsetName[], offset: number, moment: number): OffsetName {
  const known = names.filter((name) => name.offset === offset)
  const found = known.findLast((name) => name.since <= moment) ?? known[0]
  if (found !== undefined) return found
  const [hours, rest] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60]
  const digits = String(hours).padStart(2, '0') + (rest === 0 ? '' : String(rest).padStart(2, '0'))
  return { since: Number.NEGATIVE_INFINITY, offset, saving: 0, abbreviation: `${offset < 0 ? '-' : '+'}${digits}` }
}
