import type { LookBack, LookBackPlan } from '../../compile/look-back.ts'

/** What is known of the two sides of a look-back. */
export interface Sides {
  /** Estimated rows; null where the spine cannot be asked for alone. */
  readonly spineRows: number | null
  /** Null of a common table expression. */
  readonly historyRows: number | null
  /** Of windows: estimated events in the longest one; null where it is not known. */
  readonly eventsInWindow: number | null
  /** Whether an index serves the look-up, or can be made. */
  readonly canIndex: boolean
}

export interface Choice {
  readonly strategy: LookBackPlan['strategy']
  readonly why: string
}

/**
 * Looking up costs by the rows of the spine, carrying forward by the rows of both sides, which it sorts. At a tenth of
 * the history's rows looking up was 3.6 times as fast (bench/README.md), at as many rows carrying forward was ahead
 * by a fifth: the half lies between. Without an index each look-up reads the whole history.
 */
export function chooseStrategy(asked: Pick<LookBack, 'carries' | 'windows'>, sides: Sides): Choice {
  const { spineRows, historyRows, canIndex } = sides
  const lateral = (why: string): Choice => ({ strategy: 'lateral', why })
  const carried = (why: string): Choice => ({ strategy: 'carry_forward', why })
  if (!asked.carries) return lateral('the only one that serves here')
  if (!canIndex) return carried('since no index can be made')
  if (asked.windows !== null) return chooseForWindows(asked.windows.count, sides)
  if (spineRows === null || historyRows === null)
    return lateral('since the rows of the spine cannot be counted beforehand')
  const rows = `about ${written(spineRows)} spine rows against ${written(historyRows)}`
  return spineRows > historyRows / 2 ? carried(`for ${rows}`) : lateral(`for ${rows}`)
}

/** Events that an aggregate reads in the time in which a sweep sorts one row: an estimate, not tuned. */
const READ_PER_SORTED = 8

/** A sweep sorts each event once, and once more for each window it leaves; a look-up reads the events of the longest window. */
function chooseForWindows(count: number, { spineRows, historyRows, eventsInWindow }: Sides): Choice {
  if (spineRows === null || historyRows === null || eventsInWindow === null)
    return { strategy: 'lateral', why: 'since the density of the history is not known' }
  const read = spineRows * eventsInWindow
  const sorted = spineRows + historyRows * (1 + count)
  const density = `about ${written(eventsInWindow)} events in a window of ${written(spineRows)} spine rows`
  return read > sorted * READ_PER_SORTED
    ? { strategy: 'carry_forward', why: `for ${density}` }
    : { strategy: 'lateral', why: `for ${density}` }
}

/** Two digits: an estimate, and the same text as long as it hardly moves. */
function written(rows: number): string {
  const units = [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const
  const [size, unit] = units.find(([least]) => rows >= least) ?? [1, '']
  return `${Number((rows / size).toPrecision(2))}${unit}`
}
