import { expect, test } from 'vitest'
import { buildGraph } from '../graph/graph.ts'
import { withTestEdges } from '../graph/test-edges.ts'
import { exposure, genericTest, manifestOf, model, source } from '../testing/manifest-builder.ts'
import { toGraphSummaryJson } from './graph-summary.ts'

const raw = source('raw', 'orders')
const stg = model('stg', { reads: [raw] })
const top = model('top', { reads: [stg] })
const unique = genericTest('unique', stg, 'id')
const board = exposure('board', { reads: [top] })
const graph = buildGraph(manifestOf(raw, stg, top, unique, board))

test('every node has a number, its kind, and the numbers of what reads it', () => {
  const { linked, ...rest } = toGraphSummaryJson('a-b-c', { linked: graph })
  expect(rest).toEqual({ _invocation_id: 'a-b-c' })
  expect(linked).toEqual({
    0: { name: stg.id, type: 'model', succ: [1, 2] },
    1: { name: top.id, type: 'model', succ: [4] },
    2: { name: unique.id, type: 'test' },
    3: { name: raw.id, type: 'source', succ: [0] },
    4: { name: board.id, type: 'exposure' },
  })
})

test('under build what reads a node also follows the tests of that node', () => {
  const { with_test_edges } = toGraphSummaryJson('a-b-c', { linked: graph, withTestEdges: withTestEdges(graph) })
  expect(with_test_edges).toMatchObject({ 2: { name: unique.id, type: 'test', succ: [1] } })
})
