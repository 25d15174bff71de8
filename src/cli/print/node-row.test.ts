import { expect, test } from 'vitest'
import type { Node } from '../../resources/node.ts'
import type { NodeResult } from '../../run/result.ts'
import { genericTest, manifestOf, model, seed } from '../../testing/manifest-builder.ts'
import { resultOf } from '../../testing/node-result.ts'
import { rowOf, thingOf } from './node-row.ts'
import { layoutRows, type Row, writeRow } from './row.ts'
import { styleOf } from './style.ts'
import { widthOf } from './width.ts'

const orders = model('orders', { config: { materialized: 'table' } })
const customers = model('customers', { config: { materialized: 'materialized_view' } })
const raw = seed('raw_orders')
const unique = genericTest('unique', orders, 'order_id')
const manifest = manifestOf(orders, customers, raw, unique)

const row = (node: Node, given: Partial<NodeResult> = {}): Row => rowOf(resultOf(node, given), '1/4', manifest)

test('what was built shows its relation, kind and rows', () => {
  const response = { message: 'SELECT 1200', code: 'SELECT', rowsAffected: 1200 }
  expect(row(orders, { response })).toEqual({
    place: '1/4',
    status: 'success',
    kind: 'table',
    name: 'public.orders',
    brief: 'orders',
    detail: '1,200 rows',
    time: '1.23s',
  })
})

test('a view has no rows to show', () => {
  const response = { message: 'CREATE VIEW', code: 'CREATE VIEW', rowsAffected: 0 }
  expect(row(customers, { response })).toMatchObject({ kind: 'matview', detail: '' })
})

test('a failing test shows how many results it has', () => {
  expect(row(unique, { status: 'fail', failures: 1 })).toMatchObject({
    kind: 'test',
    name: unique.name,
    detail: '1 result',
  })
})

test('a skipped node shows what it needed, and no time', () => {
  expect(row(unique, { status: 'skipped', message: `because of ${orders.id}` })).toMatchObject({
    detail: 'needs orders',
    time: '',
  })
  expect(row(unique, { status: 'skipped' }).detail).toBe('stopped')
})

test('rows stand in columns', () => {
  const layout = layoutRows([orders, customers, raw, unique].map(thingOf), 100, { cuts: true })
  const response = { message: 'INSERT 0 3', code: 'INSERT', rowsAffected: 3 }
  const lines = [
    writeRow(row(raw, { response }), layout, styleOf(false)),
    writeRow(row(orders, { status: 'error' }), layout, styleOf(false)),
    writeRow(row(unique, { status: 'skipped', message: `because of ${orders.id}` }), layout, styleOf(false)),
  ]
  expect(lines).toEqual([
    '1/4  ok     seed     public.raw_orders               3 rows    1.23s',
    '1/4  error  table    public.orders                             1.23s',
    '1/4  skip   test     unique_orders_order_id  needs orders',
  ])
})

test.each([120, 80, 60, 59, 48, 47, 40, 20, 12])('in a window of %i columns no row is broken', (columns) => {
  const long = model('a_very_long_name_that_goes_on_and_on_until_nobody_can_read_it_any_more_表表表表')
  const all = manifestOf(long)
  const layout = layoutRows(
    Array.from({ length: 1000 }, () => thingOf(long)),
    columns,
    { cuts: true },
  )
  const line = writeRow(rowOf(resultOf(long), '1000/1000', all), layout, styleOf(false))
  expect(widthOf(line)).toBeLessThan(columns)
  expect(line).toContain('ok')
  expect(line).toContain('…')
})

test('where nothing is cut, a long name runs over', () => {
  const long = model('x'.repeat(90))
  const layout = layoutRows([thingOf(long)], 80, { cuts: false })
  expect(writeRow(rowOf(resultOf(long), '1/1', manifestOf(long)), layout, styleOf(false))).toContain('x'.repeat(90))
})

test('a name from a file cannot steer the terminal', () => {
  const odd = model('odd', { alias: 'o\x1b[2J' })
  expect(rowOf(resultOf(odd), '1/1', manifestOf(odd)).name).toContain('o\\x1b[2J')
})

test('where a relation does not fit, its schema goes first', () => {
  const deep = model('daily_orders', { schema: 'a_schema_with_a_long_name' })
  const line = writeRow(
    rowOf(resultOf(deep), '1/1', manifestOf(deep)),
    layoutRows([thingOf(deep)], 50, { cuts: true }),
    styleOf(false),
  )
  expect(line).toContain('  daily_orders ')
})

test('why a node was skipped has the rest of the line', () => {
  const cause = model('a_cause_with_a_rather_long_name')
  const skipped = rowOf(
    resultOf(unique, { status: 'skipped', message: `because of ${cause.id}` }),
    '1/1',
    manifestOf(cause, unique),
  )
  const write = (columns: number): string =>
    writeRow(skipped, layoutRows([thingOf(unique)], columns, { cuts: true }), styleOf(false))
  expect(write(120)).toMatch(/ {2}needs a_cause_with_a_rather_long_name$/)
  expect(write(70)).toMatch(/ {2}needs a_cause_.*…$/)
  expect(widthOf(write(70))).toBe(69)
})
