import { expect, test } from 'vitest'
import type { Constraint } from '../../resources/column.ts'
import type { Contract } from '../../resources/previous-state.ts'
import { brokenPromises, sameContract } from './contract.ts'

const NOT_NULL: Constraint = {
  type: 'not_null',
  name: null,
  expression: null,
  columns: [],
  to: null,
  to_columns: [],
  warn_unenforced: true,
  warn_unsupported: true,
}
const CHECK: Constraint = { ...NOT_NULL, type: 'check', expression: 'amount > 0' }

const ID = { dataType: 'integer', constraints: [NOT_NULL] }
const AMOUNT = { dataType: 'numeric(10,2)', constraints: [] }

const before: Contract = {
  enforced: true,
  checksum: null,
  materialized: 'table',
  version: null,
  columns: { id: ID, amount: AMOUNT },
  constraints: [CHECK],
  deprecated: false,
}

test('the same promises are the same contract, in whatever order the columns stand', () => {
  const columns = { amount: AMOUNT, id: ID }
  expect(sameContract({ ...before, columns }, before)).toBe(true)
  expect(brokenPromises({ ...before, columns }, before)).toEqual([])
})

test('checksums decide where both are there', () => {
  const [one, other] = [
    { ...before, checksum: '1' },
    { ...before, checksum: '2' },
  ]
  expect(sameContract({ ...one, columns: {} }, one)).toBe(true)
  expect(sameContract(one, other)).toBe(false)
  expect(sameContract(before, other)).toBe(true)
})

test('a foreign key that was compiled to a relation is not lost', () => {
  const key = (to: string): Contract => ({
    ...before,
    checksum: to,
    constraints: [{ ...CHECK, type: 'foreign_key', to, to_columns: ['id'] }],
  })
  expect(brokenPromises(key("ref('orders')"), key('"shop"."public"."orders"'))).toEqual([])
  expect(brokenPromises(key("ref('orders')"), key("ref('days')"))).toEqual(['the model lost its foreign_key'])
})

test('what nobody enforces cannot change', () => {
  const loose = { ...before, enforced: false }
  expect(sameContract({ ...loose, columns: {} }, loose)).toBe(true)
  expect(sameContract(before, loose)).toBe(false)
  expect(brokenPromises(before, loose)).toEqual([])
})

test('a new column or a wider number changes the contract and breaks nothing', () => {
  const added = { ...before.columns, note: { dataType: 'text', constraints: [] } }
  const wider = { ...before.columns, amount: { dataType: 'NUMERIC (12,2)', constraints: [] } }
  for (const columns of [added, wider]) {
    expect(sameContract({ ...before, columns }, before)).toBe(false)
    expect(brokenPromises({ ...before, columns }, before)).toEqual([])
  }
})

test('a view has no constraints to lose', () => {
  const view = { ...before, materialized: 'view' }
  expect(sameContract({ ...view, constraints: [] }, view)).toBe(true)
  expect(
    brokenPromises({ ...view, columns: { ...view.columns, id: { dataType: 'integer', constraints: [] } } }, view),
  ).toEqual([])
})

test.each<[string, Partial<Contract>, string]>([
  ['no enforcement', { enforced: false }, 'the contract is no longer enforced'],
  ['a removed column', { columns: { id: ID } }, 'column amount was removed'],
  [
    'another type',
    { columns: { ...before.columns, amount: { dataType: 'text', constraints: [] } } },
    'column amount was numeric(10,2) and is text',
  ],
  [
    "a column's lost constraint",
    { columns: { ...before.columns, id: { dataType: 'integer', constraints: [] } } },
    'column id lost its not_null',
  ],
  ["the model's lost constraint", { constraints: [] }, 'the model lost its check'],
  [
    'a table become a view',
    { materialized: 'view' },
    'it was built as table and is built as view, without constraints',
  ],
])('%s breaks it', (_name, change, words) => {
  expect(brokenPromises({ ...before, ...change }, before)).toEqual([words])
})
