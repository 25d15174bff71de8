import { expect, test } from 'vitest'
import type { FilterContext } from '../filters/filter.ts'
import { BUILT_IN_FILTERS } from '../filters/table.ts'
import { BUILT_IN_TESTS } from '../tests/table.ts'
import { callValue } from './call.ts'
import { andThen, mapInTurn } from './maybe-async.ts'
import { attributeOf } from './methods/table.ts'
import { type Kwargs, NO_KWARGS, Undefined, type Value } from './value.ts'

const later = async <T>(value: T): Promise<T> => value

const context: FilterContext = {
  filters: { ...BUILT_IN_FILTERS, slow_double: async (_context, value) => later((value as number) * 2) },
  tests: { ...BUILT_IN_TESTS, slow_odd: async (_context, value) => later((value as number) % 2 === 1) },
  makeUndefined: (wanted, reason) => new Undefined(wanted, reason),
}

test('without a promise nothing waits', () => {
  expect(mapInTurn([1, 2], (n) => n + 1)).toEqual([2, 3])
  expect(andThen(1, (n) => n + 1)).toBe(2)
  expect(run('map', [1, 2], ['string'])).toEqual(['1', '2'])
})

test('with a promise the steps still run one after the other', async () => {
  const log: string[] = []
  const results = mapInTurn([1, 2, 3], async (n) => {
    log.push(`begin ${n}`)
    await later(null)
    log.push(`end ${n}`)
    return n * 2
  })
  expect(results).toBeInstanceOf(Promise)
  expect(await results).toEqual([2, 4, 6])
  expect(log).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2', 'begin 3', 'end 3'])
})

test('map, select and their kin wait for filters and tests that answer later', async () => {
  expect(await run('map', [1, 2], ['slow_double'])).toEqual([2, 4])
  expect(await run('select', [1, 2, 3], ['slow_odd'])).toEqual([1, 3])
  expect(await run('reject', [1, 2, 3], ['slow_odd'])).toEqual([2])
  expect(await run('selectattr', [[1], [2]], [0, 'slow_odd'])).toEqual([[1]])
})

test('list.sort waits for a key function that answers later, and sorts in place', async () => {
  const list: Value[] = [1, 3, 2]
  const key = async (args: readonly Value[]) => later(-(args[0] as number))
  const kwargs: Kwargs = new Map([['key', key]])
  expect(await callValue(attributeOf(list, 'sort') as Value, [], kwargs)).toBe(null)
  expect(list).toEqual([3, 2, 1])
})

test('importing the module does not wait for it: it exports nothing named then', async () => {
  expect(Object.keys(await import('./maybe-async.ts')).sort()).toEqual(['andThen', 'mapInTurn'])
})

function run(filter: string, value: Value, args: readonly Value[]): unknown {
  return BUILT_IN_FILTERS[filter]?.(context, value, args, NO_KWARGS)
}
