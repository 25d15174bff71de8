/**
 * The candidate nearest to `wanted`, if it is near enough to have been meant: at most `limit` edits away. Ties go to the
 * first in order.
 */
export function nearMiss(
  wanted: string,
  candidates: Iterable<string>,
  limit = Math.max(1, Math.floor(wanted.length / 3)),
): string | undefined {
  const folded = wanted.toLowerCase()
  let best: string | undefined
  let bestDistance = limit + 1
  for (const candidate of candidates) {
    if (candidate === wanted || Math.abs(candidate.length - wanted.length) > limit) continue
    const distance = editDistance(folded, candidate.toLowerCase(), bestDistance)
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

/** "Did you mean …?" for the nearest candidate, or undefined. */
export function didYouMean(wanted: string, candidates: Iterable<string>): string | undefined {
  const near = nearMiss(wanted, candidates)
  return near === undefined ? undefined : `did you mean '${near}'?`
}

/** Optimal string alignment distance (a swap of neighbours counts one), cut off at `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let d = Math.min(at(row, j - 1) + 1, at(previous, j) + 1, at(previous, j - 1) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d = Math.min(d, at(before, j - 2) + 1)
      row.push(d)
      least = Math.min(least, d)
    }
    if (least >= limit) return limit
    before = previous
    previous = row
  }
  return at(previous, b.length)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY
}
