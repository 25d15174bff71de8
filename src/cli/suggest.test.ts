import { expect, test } from 'vitest'
import type { Given } from './options/flags.ts'
import { suggestion } from './suggest.ts'

test.each<[Given extends ReadonlyMap<infer K, infer V> ? readonly (readonly [K, V])[] : never, string]>([
  [[], 'assay retry'],
  [
    [
      ['target', 'prod'],
      ['project_dir', 'a b'],
    ],
    "assay retry --project-dir 'a b' --target prod",
  ],
  [[['profiles_dir', "it's"]], "assay retry --profiles-dir 'it'\\''s'"],
  [
    [
      ['select', ['orders']],
      ['fail_fast', true],
    ],
    'assay retry',
  ],
])('with %j a suggestion is: %s', (given, expected) => {
  expect(suggestion('retry', new Map(given), {})).toBe(expected)
})

test('variables decide what is shown; retry knows them', () => {
  const given: Given = new Map([['vars', '{day: 1}']])
  expect(suggestion('show --select orders', given, {})).toBe("assay show --select orders --vars '{day: 1}'")
  expect(suggestion('retry', given, {})).toBe('assay retry')
})

test('who calls through npm is told to call through npm', () => {
  expect(suggestion('show --select orders', new Map(), { npm_command: 'exec' })).toBe('npx assay show --select orders')
  expect(suggestion('retry', new Map(), { npm_command: 'run-script', npm_package_name: 'assay' })).toBe(
    'node dist/cli/main.js retry',
  )
})
