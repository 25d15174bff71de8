import { expect, test } from 'vitest'
import { genericTest, manifestOf, model, operation, seed } from '../../testing/manifest-builder.ts'
import { resultOf, resultsOf } from '../../testing/node-result.ts'
import { styleOf } from './style.ts'
import { headline, kindTable } from './totals.ts'

const plain = styleOf(false)
const inserted = (rowsAffected: number) => ({ response: { message: '', code: 'INSERT', rowsAffected } })
const cancelled = {
  status: 'error',
  diagnostics: [{ code: 'cancelled', severity: 'error', message: 'cancelled' }],
} as const

test('the headline counts what became of nodes, and of hooks only failures', () => {
  const [a, b, hook] = [model('a'), model('b'), operation('hook')]
  const results = [resultOf(hook), resultOf(a), resultOf(b, { status: 'skipped' })]
  expect(headline(resultsOf(results, 121), plain)).toBe('Done in 2m 01s: 1 built, 1 skipped')
  expect(headline(resultsOf([resultOf(hook, { status: 'error' })]), plain)).toBe('Failed in 2.00s: 1 error')
  expect(headline(resultsOf([]), plain)).toBe('Done in 2.00s')
})

test('of a run that was told to stop, what was cancelled and not begun is no failure', () => {
  const [a, b, c] = [model('a'), model('b'), model('c')]
  const results = [resultOf(a), resultOf(b, cancelled), resultOf(c, { status: 'skipped' })]
  expect(headline(resultsOf(results, 2, true), plain)).toBe(
    'Interrupted after 2.00s: 1 built, 1 cancelled, 1 not begun',
  )
  expect(headline(resultsOf(results), plain)).toBe('Failed in 2.00s: 1 built, 1 error, 1 skipped')
})

test('many nodes are a table by kind whose columns are in line, and the slowest are named', () => {
  const raw = seed('raw')
  const models = Array.from({ length: 12 }, (_, n) => model(`m${n}`))
  const tests = models.map((one) => genericTest('unique', one, 'id'))
  const manifest = manifestOf(raw, ...models, ...tests)
  const results = resultsOf([
    resultOf(raw, { ...inserted(12_345), executionTime: 0.25 }),
    ...models.map((one, n) => resultOf(one, { ...inserted(1), executionTime: n === 3 ? 125 : 0.1 })),
    ...tests.map((one, n) =>
      resultOf(one, {
        status: n === 0 ? 'fail' : n === 1 ? 'warn' : n === 2 ? 'skipped' : 'pass',
        executionTime: n === 4 ? 0.6 : 0.01,
      }),
    ),
  ])
  expect(kindTable(results, manifest, plain, 80)).toEqual([
    '         ok   warn   fail   skip     rows     time',
    'seeds     1                        12,345    0.25s',
    'models   12                            12   2m 06s',
    'tests     9      1      1      1             0.70s',
    'slowest: m3 2m 05s and unique_m4_id 0.60s',
  ])
  expect(kindTable(results, manifest, plain, 30).at(-1)).toBe('slowest: m3 2m 05s')
})

test('few nodes need no table', () => {
  const models = Array.from({ length: 11 }, (_, n) => model(`m${n}`))
  const results = resultsOf(models.map((one) => resultOf(one)))
  expect(kindTable(results, manifestOf(...models), plain, 80)).toEqual([])
})
