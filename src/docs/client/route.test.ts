import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lineageAddress, pageAddress, readRoute, WHOLE } from './route.ts'

test.each([
  ['', { kind: 'home' }],
  ['#/', { kind: 'home' }],
  ['#/list/model', { kind: 'list', of: 'model' }],
  ['#/tests?status=fail', { kind: 'tests', status: 'fail' }],
  ['#/freshness', { kind: 'freshness' }],
  ['#/lineage', { kind: 'lineage', view: WHOLE }],
  ['#/lineage?up=900&down=-3', { kind: 'lineage', view: { ...WHOLE, up: 20, down: 0 } }],
  ['#/model/model.shop.orders?column=id', { kind: 'page', id: 'model.shop.orders', column: 'id' }],
  ['#/model/%E0%A4%A', { kind: 'page', id: '%E0%A4%A', column: '' }],
])('%j is %j', (hash, route) => {
  expect(readRoute(hash)).toEqual(route)
})

test.each([
  ['#!/overview', { kind: 'home' }],
  ['#!/model/model.shop.orders', { kind: 'page', id: 'model.shop.orders', column: '' }],
  ['#!/source/source.shop.raw.orders#details', { kind: 'page', id: 'source.shop.raw.orders#details', column: '' }],
])("%j, an address of dbt's site, leads to the same thing", (hash, route) => {
  expect(readRoute(hash)).toEqual(route)
})

test('whatever a thing is called, its address leads to it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (name, column) => {
      const id = `model.shop.${name}`
      expect(readRoute(pageAddress(id, column))).toEqual({ kind: 'page', id, column })
    }),
  )
})

test('a view of the lineage is the same after it was an address', () => {
  const view = { focus: 'model.shop.a&b', up: 0, down: 5, tag: 'a b', packageName: 'shop', type: 'model' }
  expect(readRoute(lineageAddress(view))).toEqual({ kind: 'lineage', view })
})
