import { expect, test } from 'vitest'
import { WHOLE } from '../route.ts'
import type { Graph, Site, Thing } from '../site.ts'
import { neighborhood } from './neighborhood.ts'

// raw → stg → orders → customers → board; a test reads orders
const NAMES = ['raw', 'stg', 'orders', 'customers', 'board', 'no_debts'] as const
const KINDS: readonly Thing['kind'][] = ['source', 'model', 'model', 'model', 'exposure', 'test']
const TAGS = [[], ['daily'], [], ['daily'], [], []]
const GRAPH: Graph = {
  parents: [[], [0], [1], [2], [3], [2]],
  children: [[1], [2], [3, 5], [4], [], []],
}

test('without a focus everything is drawn but tests', () => {
  expect(drawn({})).toEqual({
    things: ['raw', 'stg', 'orders', 'customers', 'board'],
    edges: ['raw → stg', 'stg → orders', 'orders → customers', 'customers → board'],
  })
})

test('a focus has so many steps up, and so many down', () => {
  expect(drawn({ focus: 'orders', up: 1, down: 2 }).things).toEqual(['stg', 'orders', 'customers', 'board'])
  expect(drawn({ focus: 'orders', up: 0, down: 0 }).things).toEqual(['orders'])
})

test('who reads through something that is filtered away is joined to what that reads', () => {
  expect(drawn({ tag: 'daily' })).toEqual({ things: ['stg', 'customers'], edges: ['stg → customers'] })
  expect(drawn({ focus: 'orders', type: 'source' }).things).toEqual(['raw', 'orders'])
})

function drawn(view: Partial<typeof WHOLE>) {
  const { things, edges } = neighborhood(site(), GRAPH, { ...WHOLE, ...view })
  return { things: things.map(({ name }) => name), edges: edges.map(([a, b]) => `${NAMES[a]} → ${NAMES[b]}`) }
}

function site(): Site {
  const things = NAMES.map((name, place): Thing => {
    const kind = KINDS[place] ?? 'model'
    const where = { packageName: 'shop', folder: '', schema: '', type: '', status: '' }
    return { place, id: name, kind, name, tags: TAGS[place] ?? [], ...where }
  })
  const none = (): Promise<never> => Promise.reject(new Error('nothing is loaded'))
  return {
    index: {
      ...{
        project: 'shop',
        generatedAt: '',
        version: '',
        shards: 1,
        overview: null,
        groups: [],
        words: [],
        entries: [],
      },
      ...{ lastRun: null, tests: {} },
    },
    things,
    byId: new Map(things.map((thing) => [thing.id, thing])),
    part: none,
    page: none,
    graph: async () => GRAPH,
  }
}
