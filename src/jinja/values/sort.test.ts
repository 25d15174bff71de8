import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareText } from './order.ts'
import { sorted } from './sort.ts'

interface Item {
  readonly key: number
  readonly position: number
}

const items = fc
  .array(fc.integer({ min: 0, max: 9 }), { maxLength: 300 })
  .map((keys) => keys.map((key, position): Item => ({ key, position })))
const before = (a: Item, b: Item) => a.key < b.key

test('sorting is stable in both directions', () => {
  fc.assert(
    fc.property(items, (list) => {
      expect(sorted(list, before)).toEqual([...list].sort((a, b) => a.key - b.key || a.position - b.position))
      expect(sorted(list, before, true)).toEqual([...list].sort((a, b) => b.key - a.key || a.position - b.position))
    }),
  )
})

test('sorting leaves the list it was given alone', () => {
  const list = [3, 1, 2]
  expect(sorted(list, (a, b) => a < b)).toEqual([1, 2, 3])
  expect(list).toEqual([3, 1, 2])
})

test('text is ordered by code point, not by UTF-16 unit', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'é', '\ud7ff', '\ue000', '\uffff', '😀', '🏳'), maxLength: 4 })
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(Math.sign(compareText(a, b))).toBe(compareCodePoints(Array.from(a), Array.from(b)))
    }),
    { numRuns: 2000 },
  )
})

function compareCodePoints(a: readonly string[], b: readonly string[]): number {
  for (const [index, character] of a.entries()) {
    const other = b[index]
    if (other === undefined) return 1
    const difference = (character.codePointAt(0) as number) - (other.codePointAt(0) as number)
    if (difference !== 0) return Math.sign(difference)
  }
  return a.length < b.length ? -1 : 0
}
