import { expect, test } from 'vitest'
import { locate } from '../../base/position.ts'
import { exposure, genericTest, manifestOf, model, singularTest } from '../../testing/manifest-builder.ts'
import { resultOf, resultsOf } from '../../testing/node-result.ts'
import { styleOf } from './style.ts'
import { printSummary } from './summary.ts'
import { worthALook } from './worth-a-look.ts'

const table = { config: { materialized: 'table' } } as const
const orders = model('orders', table)
const customers = model('customers', { ...table, reads: [orders] })
const top = model('top', { reads: [customers] })
const board = exposure('board', { reads: [customers, top] })
const unique = genericTest('unique', orders, 'id')
const debts = singularTest('no_debts')
const manifest = manifestOf(orders, customers, top, board, unique, debts)
const options = {
  style: styleOf(false),
  columns: 80,
  manifest,
  compiledPath: () => 'target/compiled/x.sql',
  canRetry: true,
  suggest: (command: string) => `assay ${command}`,
}

const sql = 'select\n  nope\nfrom orders\n'
const broken = resultOf(customers, {
  status: 'error',
  compiledCode: sql,
  diagnostics: [
    {
      code: 'database',
      severity: 'error',
      message: 'column "nope" does not exist',
      hint: 'perhaps another',
      at: locate(sql, sql.indexOf('nope'), 'models/customers.sql'),
    },
  ],
})

test('each failure has its place, the line, what to do and where the SQL lies; then what comes next', () => {
  const failing = resultOf(debts, { status: 'fail', failures: 2, message: 'Got 2 results' })
  expect(printSummary(resultsOf([resultOf(orders), broken, failing]), options)).toBe(`
error  table customers  models/customers.sql:2:3
  column "nope" does not exist
    1 | select
  > 2 |   nope
      |   ^
    3 | from orders
  → perhaps another
  compiled  target/compiled/x.sql

fail  test no_debts  tests/no_debts.sql:1:1
  Got 2 results
  rows      assay show --select no_debts

Failed in 2.00s: 1 built, 1 failed, 1 error
→ when it is mended: assay retry
`)
})

test('where nobody kept what happened, retry is not proposed', () => {
  expect(printSummary(resultsOf([broken]), { ...options, canRetry: false })).not.toContain('retry')
})

test('past fifteen, failures are named alone unless all are asked for', () => {
  const many = Array.from({ length: 17 }, (_, n) => model(`broken_${n}`))
  const results = resultsOf(many.map((one) => resultOf(one, { status: 'error', message: 'no' })))
  const text = printSummary(results, { ...options, manifest: manifestOf(...many) })
  expect(text).toContain('… and 2 more failures:\n  broken_15\n  broken_16\n')
  expect(printSummary(results, { ...options, manifest: manifestOf(...many), all: true })).not.toContain('more failures')
})

test('of a run that was told to stop, it is said what was cancelled and what never began', () => {
  const cancelled = resultOf(customers, {
    status: 'error',
    diagnostics: [{ code: 'cancelled', severity: 'error', message: 'cancelled' }],
  })
  const results = [
    resultOf(orders),
    cancelled,
    resultOf(top, { status: 'skipped' }),
    resultOf(unique, { status: 'skipped' }),
  ]
  expect(printSummary(resultsOf(results, 2, true), options)).toBe(`
cancelled  table customers, after 1.23s
not begun  top and unique_orders_id

Interrupted after 2.00s: 1 built, 1 cancelled, 2 not begun
→ go on with: assay retry
`)
})

test('worth a look is the table an exposure reads, else what most went into', () => {
  const all = resultsOf([orders, customers, top].map((one) => resultOf(one)))
  expect(worthALook(all, manifest)).toBe(customers)
  expect(worthALook(all, manifestOf(orders, customers, top))).toBe(top)
  expect(worthALook(resultsOf([resultOf(orders)]), manifest)).toBe(orders)
  expect(worthALook(resultsOf([resultOf(unique, { status: 'pass' })]), manifest)).toBeNull()
  expect(printSummary(all, options)).toBe('\nDone in 2.00s: 3 built\n→ have a look: assay show --select customers\n')
})
