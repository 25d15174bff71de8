import { expect, test } from 'vitest'
import type { SiteTexts } from '../../site-data.ts'
import type { Thing } from '../site.ts'
import { rank } from './rank.ts'

const THINGS = [
  thing('orders'),
  thing('stg_orders'),
  thing('reorders'),
  thing('customers', { tags: ['orders'] }),
  thing('payments'),
  thing('refunds'),
  thing('cents', { kind: 'macro' }),
  thing('to_orders', { kind: 'macro' }),
]

const TEXTS: SiteTexts = [
  ['id amount', 'One row an order'],
  ['id', ''],
  ['', ''],
  ['customer_id', ''],
  ['orders_id amount', ''],
  ['id', 'Money that went back, for orders that were sent back'],
  ['', 'Euros as cents'],
  ['', ''],
]

test('a name counts more than a column, a column more than a tag, a tag more than a description', () => {
  expect(found('orders')).toEqual(['orders', 'stg_orders', 'to_orders', 'reorders', 'payments', 'customers', 'refunds'])
})

test('a hit in a column says which, and a whole name goes before the beginning of one', () => {
  const [first, second] = rank(THINGS, TEXTS, 'customer_id', 10)
  expect([first?.thing.name, first?.column, second]).toEqual(['customers', 'customer_id', undefined])
  expect(rank(THINGS, TEXTS, 'amount', 10).map((hit) => [hit.thing.name, hit.column])).toEqual([
    ['orders', 'amount'],
    ['payments', 'amount'],
  ])
})

test('every word of a query must be found, wherever it is', () => {
  expect(found('stg ord')).toEqual(['stg_orders'])
  expect(found('orders amount')).toEqual(['orders', 'payments'])
  expect(found('orders nowhere')).toEqual([])
  expect(found('  ')).toEqual([])
})

test('before the texts are there, names and tags are searched', () => {
  expect(rank(THINGS, null, 'orders', 3).map((hit) => hit.thing.name)).toEqual(['orders', 'stg_orders', 'to_orders'])
})

function found(query: string): readonly string[] {
  return rank(THINGS, TEXTS, query, 10).map((hit) => hit.thing.name)
}

function thing(name: string, more: Partial<Thing> = {}): Omit<Thing, 'place'> & { place: number } {
  const places: Readonly<Record<string, number>> = {
    ...{ orders: 0, stg_orders: 1, reorders: 2, customers: 3, payments: 4, refunds: 5, cents: 6, to_orders: 7 },
  }
  return {
    place: places[name] ?? -1,
    id: `model.shop.${name}`,
    kind: 'model',
    name,
    packageName: 'shop',
    folder: 'models',
    schema: 'shop.public',
    type: 'table',
    status: '',
    tags: [],
    ...more,
  }
}
