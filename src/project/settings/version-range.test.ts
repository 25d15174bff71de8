import { expect, test } from 'vitest'
import { parseBound, satisfies } from './version-range.ts'

test.each([
  ['>=1.3.0', '1.12.6', true],
  ['<2.0.0', '1.12.6', true],
  ['<1.12.6', '1.12.6', false],
  ['<=1.12.6', '1.12.6', true],
  ['>1.12.6', '1.12.6', false],
  ['=1.12.6', '1.12.6', true],
  ['1.12.6', '1.12.6', true],
  ['1.12.5', '1.12.6', false],
  [' >= 1.3.0 ', '1.12.6', true],
  ['>=1.12.6-rc1', '1.12.6', true],
  ['>=1.12.6', '1.12.6-rc1', false],
  ['>1.12.6-rc.2', '1.12.6-rc.10', true],
  ['>1.12.6-alpha', '1.12.6-1', false],
  ['<1.12.6-b1', '1.12.6-a1.5', true],
  ['>=1.0.0+build.5', '1.12.6', true],
])('%s and %s', (bound, version, fits) => {
  const parsed = parseBound(bound)
  expect(parsed && satisfies(version, parsed)).toBe(fits)
})

test.each(['1.2', '>=1', '~1.2.3', '^1.2.3', '>=1.x.0', 'latest', ''])('%s is no bound', (text) => {
  expect(parseBound(text)).toBeUndefined()
})
