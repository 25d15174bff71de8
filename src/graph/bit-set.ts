/** Sets of small numbers as bits: for a graph's reachability, numbered in an order in which edges lead upwards. */
export type BitSet = Uint32Array

export function emptySet(size: number): BitSet {
  return new Uint32Array(Math.ceil(size / 32))
}

export function insert(set: BitSet, number: number): void {
  set[number >>> 5] = (set[number >>> 5] ?? 0) | (1 << (number & 31))
}

export function unite(set: BitSet, other: BitSet): void {
  for (let i = 0; i < set.length; i++) set[i] = (set[i] as number) | (other[i] as number) // both have the same length
}

export function intersect(set: BitSet, other: BitSet): void {
  for (let i = 0; i < set.length; i++) set[i] = (set[i] as number) & (other[i] as number)
}

export function subtract(set: BitSet, other: BitSet): void {
  for (let i = 0; i < set.length; i++) set[i] = (set[i] as number) & ~(other[i] as number)
}

/**
 * The members that no other member leads to; empties `set`. `beyond(n)` holds what `n` leads to, all of it larger than
 * `n`: so the smallest number left is always one of them, and what it leads to is not.
 */
export function takeFirst(set: BitSet, beyond: (number: number) => BitSet): readonly number[] {
  const first: number[] = []
  for (let word = 0; word < set.length; word++)
    for (let left = set[word] as number; left !== 0; left = set[word] as number) {
      const number = word * 32 + 31 - Math.clz32(left & -left)
      first.push(number)
      set[word] = left & (left - 1)
      subtract(set, beyond(number))
    }
  return first
}
