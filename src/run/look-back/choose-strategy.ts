import type { LookBack, LookBackPlan, Windows } from '../../compile/look-back.ts'

/** What is known of the two sides of a look-back. */
export interface Sides {
  /** Estimated rows; null where the spine cannot be asked for alone. */
  readonly spineRows: number | null
  /** Null of a common table expression. */
  readonly historyRows: number | null
  /** Of windows: estimated events in the longest one; null where it is not known. */
  readonly eventsInWindow: number | null
  /** Whether an index serves the look-up, or can be made. */
  readonly index: 'there' | 'to make' | 'none'
  /** Whether a look-up finds one row, rather than one moment's, of which it sorts out the latest. */
  readonly tiesBroken: boolean
}

export interface Choice {
  readonly strategy: LookBackPlan['strategy']
  readonly why: string
}

/**
 * Costs in rows sorted and carried forward, from bench/README.md. Carrying forward costs by the rows of both sides, looking
 * up by the rows of the spine, and by those of the history once where the index is to make.
 */
const LOOKED_UP = { tiesBroken: 2, tied: 3 }
const INDEXED = 0.4

/** Without an index each look-up reads the whole history. */
export function chooseStrategy(asked: Pick<LookBack, 'carries' | 'windows'>, sides: Sides): Choice {
  const { spineRows, historyRows, index, tiesBroken } = sides
  const lateral = (why: string): Choice => ({ strategy: 'lateral', why })
  const carried = (why: string): Choice => ({ strategy: 'carry_forward', why })
  if (!asked.carries) return lateral('the only one that serves here')
  if (index === 'none') return carried('since no index can be made')
  if (asked.windows !== null) return chooseForWindows(asked.windows, sides)
  if (spineRows === null || historyRows === null)
    return lateral('since the rows of the spine cannot be counted beforehand')
  const rows = `about ${written(spineRows)} spine rows against ${written(historyRows)}`
  const each = tiesBroken ? LOOKED_UP.tiesBroken : LOOKED_UP.tied
  const lookingUp = spineRows * each + (index === 'to make' ? historyRows * INDEXED : 0)
  return lookingUp > spineRows + historyRows ? carried(`for ${rows}`) : lateral(`for ${rows}`)
}

/** Events that a look-up reads while a sweep sorts one row and sums over it, and while it sorts it again for extremes. */
const READ_PER_SORTED = { once: 3, forEachWindow: 2 }

/**
 * A sweep sorts each event once, and once more for each window it leaves; for extremes it does so for each window. A look-up
 * reads the events of the longest window.
 */
function chooseForWindows({ count, extremes }: Windows, { spineRows, historyRows, eventsInWindow }: Sides): Choice {
  if (spineRows === null || historyRows === null || eventsInWindow === null)
    return { strategy: 'lateral', why: 'since the density of the history is not known' }
  const read = spineRows * eventsInWindow
  const sorted = spineRows + historyRows * (1 + count)
  const density = `about ${written(eventsInWindow)} events in a window of ${written(spineRows)} spine rows`
  return read > sorted * (READ_PER_SORTED.once + (extremes ? count * READ_PER_SORTED.forEachWindow : 0))
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
