/**
 * Which row of one table is which row of another, when nobody says what identifies a row. The pairing is that of daff,
 * with which dbt shows what a unit test got wrong (https://paulfitz.github.io/daff): rows that are alone in having
 * certain values in some columns belong together, then rows that stand next to such pairs and are alike.
 * The first row of either table is its header.
 */
export type Cells = readonly (string | null)[]

export interface Alignment {
  /** For each row of the first table its partner in the second, or null. */
  readonly partners: readonly (number | null)[]
  /** Columns that were looked at to tell rows apart. */
  readonly told: ReadonlySet<number>
}

/** More columns than this are not tried in all combinations. */
const MOST_COLUMNS = 5

export function alignRows(before: readonly Cells[], after: readonly Cells[]): Alignment {
  const columns = tellingColumns(before, after)
  const pairs = new Pairs(before.length, after.length)
  const told = new Set<number>()
  const combinations = 2 ** columns.length
  let tried = 0
  let whole: readonly number[] | null = null
  for (let mask = 1; mask < combinations && pairs.left > 0; mask++) {
    const chosen = columns.filter((_, bit) => (mask >> bit) % 2 === 1)
    for (const column of chosen) told.add(column)
    const last = mask === combinations - 1
    if (last) whole = chosen
    const [inBefore, inAfter] = [rowsByKey(before, chosen), rowsByKey(after, chosen)]
    // Columns that hardly tell rows apart would pair what merely looks alike; all columns together may always try.
    const height = Math.max(before.length, after.length, 1)
    if (mostFrequent(inBefore, inAfter) / (height + 20) >= 0.1 && (tried > 0 || !last)) continue
    tried++
    for (let row = 0; row < before.length; row++) {
      if (pairs.hasBefore(row)) continue
      const key = keyOf(before, row, chosen)
      const [there] = inAfter.get(key) ?? []
      const single = inBefore.get(key)?.length === 1 && inAfter.get(key)?.length === 1
      if (key !== '' && single && there !== undefined && !pairs.hasAfter(there)) pairs.link(row, there)
    }
  }
  if (whole !== null) pairNeighbours(before, after, whole, pairs)
  pairs.link(0, 0)
  return { partners: pairs.partners, told }
}

/** The columns with the most different values, of both tables together; all of them where there are few. */
function tellingColumns(before: readonly Cells[], after: readonly Cells[]): readonly number[] {
  const all = (before[0] ?? []).map((_, column) => column)
  if (all.length <= MOST_COLUMNS) return all
  const different = (rows: readonly Cells[], column: number): number =>
    new Set(rows.map((row) => row[column] ?? '')).size
  const counts = all.map((column) => different(before, column) + different(after, column))
  return all.sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b).slice(0, MOST_COLUMNS)
}

/** Pairs rows alike in all told columns that stand where the neighbour of a pair would: down, up, and from either side. */
function pairNeighbours(
  before: readonly Cells[],
  after: readonly Cells[],
  columns: readonly number[],
  pairs: Pairs,
): void {
  const alike = (a: number, b: number): boolean => keyOf(before, a, columns) === keyOf(after, b, columns)
  for (const step of [1, -1]) {
    if (pairs.left > 0)
      walk(step, before.length, after.length, {
        partner: (row) => pairs.after(row),
        fits: (row, other) => alike(row, other) && !pairs.hasAfter(other),
        link: (row, other) => pairs.link(row, other),
        done: () => pairs.left === 0,
      })
  }
  let left = pairs.leftAfter
  for (const step of [1, -1]) {
    if (left > 0)
      walk(step, after.length, before.length, {
        partner: (row) => pairs.before(row),
        fits: (row, other) => alike(other, row) && !pairs.hasBefore(other),
        link: (row, other) => {
          pairs.link(other, row)
          left--
        },
        done: () => left === 0,
      })
  }
}

interface Walk {
  readonly partner: (row: number) => number | null
  readonly fits: (row: number, other: number) => boolean
  readonly link: (row: number, other: number) => void
  readonly done: () => boolean
}

function walk(step: number, height: number, otherHeight: number, { partner, fits, link, done }: Walk): void {
  const outside = (row: number): boolean => row < 0 || row >= otherHeight
  let other: number | null = step === -1 && otherHeight > 0 ? otherHeight - 1 : null
  for (let count = 0; count < height; count++) {
    const row = step === 1 ? count : height - 1 - count
    const known = partner(row)
    if (known !== null) {
      other = known + step
      if (outside(other)) return
      continue
    }
    if (other === null || !fits(row, other)) continue
    link(row, other)
    other += step
    if (outside(other) || done()) return
  }
}

class Pairs {
  readonly #after: (number | null)[]
  readonly #before: (number | null)[]

  constructor(before: number, after: number) {
    this.#after = Array.from({ length: before }, () => null)
    this.#before = Array.from({ length: after }, () => null)
    this.left = before
  }

  /** Rows of the first table without a partner, as far as they were looked for from there. */
  left: number

  get leftAfter(): number {
    return this.#before.filter((row) => row === null).length
  }

  get partners(): readonly (number | null)[] {
    return this.#after
  }

  hasBefore(row: number): boolean {
    return this.#after[row] !== null
  }

  hasAfter(row: number): boolean {
    return this.#before[row] !== null
  }

  after(row: number): number | null {
    return this.#after[row] ?? null
  }

  before(row: number): number | null {
    return this.#before[row] ?? null
  }

  link(before: number, after: number): void {
    if (this.#after[before] === null) this.left--
    this.#after[before] = after
    this.#before[after] = before
  }
}

/** What a row has in these columns; the header's is no row's. Nothing, and the word null, count as nothing. */
function keyOf(rows: readonly Cells[], row: number, columns: readonly number[]): string {
  const parts = columns.map((column) => {
    const text = rows[row]?.[column] ?? ''
    return text === 'null' || text === 'undefined' ? '' : text
  })
  return (row === 0 ? '_' : '') + parts.join(' // ')
}

function rowsByKey(rows: readonly Cells[], columns: readonly number[]): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>()
  for (let row = 0; row < rows.length; row++) {
    const key = keyOf(rows, row, columns)
    const same = found.get(key)
    if (same === undefined) found.set(key, [row])
    else same.push(row)
  }
  return found
}

function mostFrequent(...indexes: readonly ReadonlyMap<string, readonly number[]>[]): number {
  return Math.max(0, ...indexes.flatMap((index) => [...index.values()].map((rows) => rows.length)))
}
