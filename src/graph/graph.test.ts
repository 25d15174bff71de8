import { expect, test } from 'vitest'
import { uniqueId } from '../resources/ids.ts'
import { exposure, genericTest, manifestOf, model, seed, source } from '../testing/manifest-builder.ts'
import { buildGraph, children, parents } from './graph.ts'

const raw = source('raw', 'orders')
const stg = model('stg_orders', { reads: [raw] })
const countries = seed('countries')
const orders = model('orders', { reads: [stg, countries, stg] })
const unique = genericTest('unique', orders, 'id')
const report = exposure('report', { reads: [orders] })

test('nodes, sources and exposures are in the graph, an edge from each parent to its child', () => {
  const graph = buildGraph(manifestOf(report, unique, orders, countries, stg, raw))
  expect([...graph.resources.keys()].sort()).toEqual(
    [countries.id, report.id, orders.id, stg.id, raw.id, unique.id].sort(),
  )
  expect(parents(graph, stg.id)).toEqual([raw.id])
  expect(parents(graph, orders.id)).toEqual([stg.id, countries.id])
  expect([...children(graph, orders.id)].sort()).toEqual([report.id, unique.id])
  expect(parents(graph, raw.id)).toEqual([])
})

test('a disabled resource is not in the graph, and neither is an edge from it', () => {
  const off = model('off', { config: { enabled: false } })
  const graph = buildGraph(manifestOf(off, model('on', { reads: [off] })))
  expect([...graph.resources.keys()]).toEqual(['model.shop.on'])
  expect(parents(graph, uniqueId('model', 'shop', 'on'))).toEqual([])
})
