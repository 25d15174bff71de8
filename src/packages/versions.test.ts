import { expect, test } from 'vitest'
import { contradictionIn, isWithin, newestWithin } from './versions.ts'

// The answers are dbt 1.12's (dbt_common.semver).
test.each([
  ['1.1.0', ['>=1.0.0', '<1.2.0'], true],
  ['1.2.0', ['>=1.0.0', '<1.2.0'], false],
  ['1.2.0', ['<=1.2.0'], true],
  ['1.2.0-rc1', ['<1.2.0'], false],
  ['1.2.0-rc1', ['<1.2.0-rc2'], true],
  ['1.2.0-rc1', ['<=1.2.0'], true],
  ['1.2.0-rc1', ['>=1.2.0'], false],
  ['1.2.0-rc.10', ['>1.2.0-rc.9'], true],
  ['1.2.0', ['1.2.0'], true],
  ['1.2.1', ['=1.2.0'], false],
])('%s within %j: %s', (version, bounds, within) => {
  expect(isWithin(version, bounds)).toBe(within)
})

test('the newest that fits is taken, in order of numbers and not of letters', () => {
  expect(newestWithin(['1.9.0', '1.10.0', '2.0.0', '1.2.0'], ['<2.0.0'])).toBe('1.10.0')
  expect(newestWithin(['1.9.0'], ['>=2.0.0'])).toBeNull()
})

test.each([
  [['>=1.2.0', '<1.2.0'], true],
  [['>1.2.0', '<=1.2.0'], true],
  [['>=1.2.0', '<=1.2.0'], false],
  [['1.0.0', '1.1.0'], true],
  [['1.0.0', '>=1.0.0', '<2.0.0'], false],
  [['1.0.0', '>1.0.0'], true],
  [['>=1.0.0', '<2.0.0', '>=2.0.0'], true],
])('%j contradict each other: %s', (bounds, contradict) => {
  expect(contradictionIn(bounds) !== null).toBe(contradict)
})
