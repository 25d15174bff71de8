/** What differs between two tables of the same columns: their rows paired, and what is not worth showing left out. */
import { alignRows, type Cells } from './align-rows.ts'

export interface TableDifference {
  /** Names of the columns shown; null where one or several are left out. */
  readonly columns: readonly (string | null)[]
  readonly rows: readonly DifferenceRow[]
}

export type DifferenceRow =
  | { readonly kind: 'gap' }
  /** Expected and given; expected and not given; given and not expected; expected otherwise than given. */
  | { readonly kind: 'same' | 'missing' | 'unexpected' | 'changed'; readonly cells: readonly DifferenceCell[] }

export type DifferenceCell =
  | { readonly kind: 'gap' }
  | { readonly kind: 'value'; readonly text: string | null }
  | { readonly kind: 'change'; readonly expected: string | null; readonly actual: string | null }

/** A row of one table, of the other, or of both: indexes that count the header. */
interface Pair {
  readonly expected: number | null
  readonly actual: number | null
}

/** Null when both tables hold the same rows, each as often. Rows are compared in the order they are given in. */
export function tableDifference(
  names: readonly string[],
  actual: readonly Cells[],
  expected: readonly Cells[],
): TableDifference | null {
  const before = [names, ...expected]
  const after = [names, ...actual]
  const { partners, told } = alignRows(before, after)
  const pairs = inOrder(partners, after.length)
  const kinds = pairs.map((pair) => kindOf(pair, before, after))
  if (kinds.every((kind) => kind === 'same')) return null
  const activeColumns = names.map((_, column) =>
    Number(
      told.has(column) ||
        kinds.includes('unexpected') ||
        pairs.some(({ expected, actual }) => expected !== null && actual !== null && differs(column, expected, actual)),
    ),
  )
  function differs(column: number, expected: number, actual: number): boolean {
    return textOf(before[expected]?.[column]) !== textOf(after[actual]?.[column])
  }
  const shownColumns = spread(activeColumns).map((activity) => activity === 1 || activity === 2)
  const shownRows = spread(kinds.map((kind, row) => Number(row > 0 && kind !== 'same')))
  const columns = shownColumns.flatMap((shown, column) =>
    shown ? [column] : shownColumns[column - 1] === false ? [] : [null],
  )

  const rows: DifferenceRow[] = []
  for (const [index, { expected, actual }] of pairs.entries()) {
    const activity = shownRows[index] ?? 0
    if (index === 0 || activity === 0) continue
    if (activity === 3) {
      if (rows.at(-1)?.kind !== 'gap') rows.push({ kind: 'gap' })
      continue
    }
    const cells = columns.map((column): DifferenceCell => {
      if (column === null) return { kind: 'gap' }
      const wanted = expected === null ? null : (before[expected]?.[column] ?? null)
      const given = actual === null ? null : (after[actual]?.[column] ?? null)
      if (expected !== null && actual !== null && textOf(wanted) !== textOf(given))
        return { kind: 'change', expected: wanted, actual: given }
      return { kind: 'value', text: expected === null ? given : wanted }
    })
    rows.push({ kind: kinds[index] ?? 'same', cells })
  }
  return { columns: columns.map((column) => (column === null ? null : (names[column] ?? ''))), rows }
}

/** dbt compares what values print as: a null is the word None there. */
function textOf(cell: string | null | undefined): string {
  return cell ?? 'None'
}

function kindOf(
  { expected, actual }: Pair,
  before: readonly Cells[],
  after: readonly Cells[],
): 'same' | 'missing' | 'unexpected' | 'changed' {
  if (actual === null) return 'missing'
  if (expected === null) return 'unexpected'
  const [wanted, given] = [before[expected] ?? [], after[actual] ?? []]
  return wanted.every((cell, column) => textOf(cell) === textOf(given[column])) ? 'same' : 'changed'
}

/** All rows as the second table has them; a row that only the first has, before what comes after it there. */
function inOrder(partners: readonly (number | null)[], height: number): readonly Pair[] {
  const expectedOf = new Map(partners.flatMap((actual, expected) => (actual === null ? [] : [[actual, expected]])))
  const missing = partners.flatMap((actual, expected) => (actual === null ? [expected] : []))
  const pairs: Pair[] = []
  for (let actual = 0; actual < height; actual++) {
    const expected = expectedOf.get(actual) ?? null
    while (missing[0] !== undefined && (expected ?? -1) > missing[0])
      pairs.push({ expected: missing.shift() ?? null, actual: null })
    pairs.push({ expected, actual })
  }
  return [...pairs, ...missing.map((expected) => ({ expected, actual: null }))]
}

/** 1 is active, 2 stands beside something active, 3 is the one after that, 0 is far away. */
function spread(active: readonly number[]): readonly number[] {
  return active.map((activity, index) => {
    if (activity === 1) return 1
    if (active[index - 1] === 1 || active[index + 1] === 1) return 2
    return active[index - 2] === 1 || active[index + 2] === 1 ? 3 : 0
  })
}
