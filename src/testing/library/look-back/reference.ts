/**
 * What looking back means, in the slowest and plainest way: every row is looked at for every spine row. Times are
 * microseconds since 1970; null is unknown.
 */

export interface Asked {
  readonly id: number
  readonly a: number | null
  readonly b: string | null
  readonly asked: number | null
}

export interface Told {
  readonly seq: number
  readonly a: number | null
  readonly b: string | null
  readonly happened: number | null
  readonly known: number | null
  readonly event: number | null
  readonly tie: string | null
  readonly value: number | null
}

export interface Options {
  /** Which column says when a row was known, or how long after its event time that was. */
  readonly clock: 'known' | { readonly delay: number }
  readonly inAdvance?: boolean
  readonly exact?: boolean
  readonly ttl?: number
  readonly tieBreak?: 'tie' | 'seq'
  readonly eventKey?: boolean
}

/** The latest row that was usable at the time of the spine row. */
export function latest(asked: Asked, told: readonly Told[], options: Options): Told | null {
  const { asked: time } = asked
  if (time === null) return null
  const rows = standing(told, time, options).filter(
    (row) =>
      isSame(asked, row) &&
      row.happened !== null &&
      (options.inAdvance === true || (options.exact === false ? row.happened < time : row.happened <= time)) &&
      (options.ttl === undefined || row.happened >= time - options.ttl),
  )
  return rows.sort((one, other) => byAge(other, one, options) || byText(other.value, one.value))[0] ?? null
}

/** The events in a window before the spine row's time. */
export function inWindow(
  asked: Asked,
  told: readonly Told[],
  window: number,
  options: Options & { readonly includeCurrent?: boolean },
): readonly Told[] {
  const { asked: time } = asked
  if (time === null) return []
  return standing(told, time, options).filter(
    (row) =>
      isSame(asked, row) &&
      row.happened !== null &&
      (options.includeCurrent === true ? row.happened <= time : row.happened < time) &&
      row.happened >= time - window,
  )
}

/** What was known, and not corrected, by a time. */
function standing(told: readonly Told[], time: number, options: Options): Told[] {
  const known = told.filter((row) => {
    const since = knownSince(row, options)
    return since !== null && since <= time
  })
  if (options.eventKey !== true) return known
  return known.filter(
    (row) =>
      row.event === null || !known.some((other) => other.event === row.event && byVersion(other, row, options) > 0),
  )
}

function knownSince({ known, happened }: Told, { clock }: Options): number | null {
  if (clock === 'known') return known
  return happened === null ? null : happened + clock.delay
}

function isSame(asked: Asked, told: Told): boolean {
  return asked.a !== null && asked.b !== null && asked.a === told.a && asked.b === told.b
}

function byAge(one: Told, other: Told, options: Options): number {
  return (
    byNumber(one.happened, other.happened) ||
    (options.clock === 'known' ? byNumber(one.known, other.known) : 0) ||
    byTie(one, other, options)
  )
}

function byVersion(one: Told, other: Told, options: Options): number {
  return (
    (options.clock === 'known' ? byNumber(one.known, other.known) : 0) ||
    byNumber(one.happened, other.happened) ||
    byTie(one, other, options)
  )
}

function byTie(one: Told, other: Told, { tieBreak }: Options): number {
  if (tieBreak === undefined) return 0
  return tieBreak === 'seq' ? one.seq - other.seq : byText(one.tie, other.tie)
}

/** Null is lowest. */
function byNumber(one: number | null, other: number | null): number {
  if (one === null || other === null) return Number(one !== null) - Number(other !== null)
  return one - other
}

/** By code points, as collation "C" has it; null is lowest. */
function byText(one: string | number | null, other: string | number | null): number {
  if (one === null || other === null) return Number(one !== null) - Number(other !== null)
  return Buffer.compare(Buffer.from(String(one)), Buffer.from(String(other)))
}
