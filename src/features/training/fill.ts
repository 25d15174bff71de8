import type { Diagnostic } from '../../base/diagnostic.ts'
import { quoteIdentifier, type RelationName, writeRelation } from '../../resources/relation.ts'
import { gapsInSplits, splitsNotFilled } from '../errors.ts'
import type { DescribedSet } from './described-set.ts'
import type { Queries } from './inputs.ts'
import { after, isNothing, type Length } from './lengths.ts'
import { dayText, momentText, type Span } from './spans.ts'

/** A stretch of a split that should have rows: a month, or a week of what is not counted in months. */
interface Piece {
  readonly split: string
  /** `2024-03` */
  readonly name: string
  readonly start: Date
  readonly end: Date
}

export interface Filled {
  readonly set: DescribedSet
  readonly spans: readonly Span[]
  readonly asOf: Date
  readonly table: RelationName
  /** All rows there are, those in no split too: SQL. */
  readonly code: string
}

/**
 * Whether there are rows for the splits. Throws where a split has none, and where the data begin after the first month of
 * the first split or end before the last of the last; months in between without rows are a warning.
 */
export async function checkFilled(session: Queries, filled: Filled): Promise<readonly Diagnostic[]> {
  const { set, spans, asOf, table } = filled
  const pieces = spans.flatMap(piecesOf)
  const time = quoteIdentifier(set.predictionTime)
  const counts = pieces.map(
    ({ start, end }) => `count(*) filter (where ${time} >= '${momentText(start)}' and ${time} < '${momentText(end)}')`,
  )
  const { rows } = await session.query(`select ${counts.join(', ')} from ${writeRelation(table)}`, [])
  const missing = pieces.filter((_, at) => Number(rows[0]?.[at]) === 0)
  if (missing.length === 0) return []
  const told = tell(missing)
  const isEmpty = spans.some(({ name }) => pieces.every((piece) => piece.split !== name || missing.includes(piece)))
  const isShort = missing[0] === pieces[0] || missing.at(-1) === pieces.at(-1)
  if (!isEmpty && !isShort) return [gapsInSplits(set.name, told)]
  const there = await session.query(
    `select min(${time})::text, max(${time})::text from (\n${filled.code}\n) as given`,
    [],
  )
  const [first, last] = there.rows[0] ?? []
  throw splitsNotFilled({
    set: set.name,
    asOf: dayText(asOf),
    missing: told,
    needed: { from: dayText(spans[0]?.start ?? asOf), to: dayText(spans.at(-1)?.end ?? asOf) },
    lag: set.splits?.labelLag ?? null,
    embargo: set.splits?.embargo ?? null,
    group: set.splits?.group ?? [],
    there: first && last ? { from: first, to: last } : null,
    labelObservedAt: set.labelObservedAt,
  })
}

const MONTH: Length = { months: 1, days: 0 }
const WEEK: Length = { months: 0, days: 7 }

function piecesOf({ name: split, start, end, length }: Span): readonly Piece[] {
  const step = length.days === 0 ? MONTH : WEEK
  const pieces: Piece[] = []
  for (let from = start; from < end; ) {
    const next = after(from, step)
    const to = next < end && !isNothing(step) ? next : end
    const isMonth = from.getUTCDate() === 1 && length.days === 0
    const name = isMonth ? dayText(from).slice(0, 7) : `${dayText(from)} to ${dayText(to)}`
    pieces.push({ split, name, start: from, end: to })
    from = to
  }
  return pieces
}

/** `2024-01, 2024-02 (train)`, by split. */
function tell(missing: readonly Piece[]): string {
  const splits = [...new Set(missing.map(({ split }) => split))]
  return splits
    .map((split) => {
      const names = missing.filter((piece) => piece.split === split).map(({ name }) => name)
      const shown = names.length <= MOST ? names : [...names.slice(0, MOST - 1), '…', names.at(-1)]
      return `${shown.join(', ')} (${split})`
    })
    .join('; ')
}

/** More months than these are not told one by one. */
const MOST = 6
