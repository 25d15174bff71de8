import { expect, test } from 'vitest'
import { model } from '../testing/manifest-builder.ts'
import type { Column, Constraint } from './column.ts'
import { contractChecksum } from './contract-checksum.ts'

const constraint: Constraint = {
  type: 'not_null',
  name: null,
  expression: null,
  columns: [],
  to: null,
  to_columns: [],
  warn_unenforced: true,
  warn_unsupported: true,
}

function column(name: string, data_type: string | null, ...constraints: readonly Constraint[]): Column {
  const nothing = { description: '', quote: null, tags: [], meta: {}, config: {}, extra: {}, docBlocks: [] }
  return { name, data_type, constraints, ...nothing }
}

function columns(...all: readonly Column[]): ReadonlyMap<string, Column> {
  return new Map(all.map((c) => [c.name, c]))
}

const contract = { enforced: true, alias_types: true }

test('an enforced contract has the checksum dbt gives it, whatever the order of its columns', () => {
  const customers = model('customers', {
    config: { materialized: 'table', contract },
    constraints: [{ ...constraint, type: 'check', expression: 'id > 0' }],
    columns: columns(
      column('id', 'bigint', constraint, { ...constraint, type: 'primary_key' }),
      column('name', 'text'),
      column('orders', 'bigint'),
      column('amount', 'numeric'),
      column('cents', 'numeric'),
    ),
  })
  // from a manifest of dbt-core 1.12.6
  expect(contractChecksum(customers)).toBe('41297e3e7be362669b706b7304a5ba7d3d6d4da5f79ad548ece24aa5b36913e4')
  const reversed = new Map([...customers.columns].reverse())
  expect(contractChecksum({ ...customers, columns: reversed })).toBe(contractChecksum(customers))
})

test('quotes, backslashes and line breaks in an expression are spelled as Python spells them', () => {
  const checked = model('checked', {
    config: { materialized: 'incremental', contract },
    constraints: [
      { ...constraint, type: 'foreign_key', name: 'fk', to: 'other', to_columns: ['id'], columns: ['a', 'b'] },
    ],
    columns: columns(
      column('a', null, { ...constraint, type: 'check', expression: `a > 'x' and "b" ~ '\\d'\n` }),
      column('b', 'text', { ...constraint, type: 'check', expression: "b > 'x'", warn_unenforced: false }),
    ),
  })
  expect(contractChecksum(checked)).toBe('5a9557e651e46e07016d9b8ca552f2b6307787b044038e8e182201c76c49da3c')
})

test('a view carries no constraints of the whole model, so they do not count', () => {
  const plain = model('v', { config: { contract }, columns: columns(column('a', 'int')) })
  const constrained = { ...plain, constraints: [{ ...constraint, type: 'unique', columns: ['a'] }] }
  expect(contractChecksum(constrained)).toBe(contractChecksum(plain))
})

test('a contract that is not enforced has no checksum', () => {
  expect(contractChecksum(model('m', { columns: columns(column('a', 'int')) }))).toBeNull()
})
