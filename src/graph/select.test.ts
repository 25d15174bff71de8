import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AssayError, type Diagnostic } from '../base/diagnostic.ts'
import type { Json } from '../base/json.ts'
import type { UniqueId } from '../resources/ids.ts'
import { arbitraryManifest } from '../testing/arbitrary-manifest.ts'
import { exposure, genericTest, manifestOf, model, seed, source } from '../testing/manifest-builder.ts'
import { buildGraph, type Graph } from './graph.ts'
import { parseSelection, type SelectionArguments } from './parse-selection.ts'
import { parseSelectors } from './parse-selectors.ts'
import { type SelectOptions, select } from './select.ts'
import { ancestors, descendants } from './walk.ts'

const raw = source('raw', 'orders')
const stg = model('stg_orders', { path: 'staging/stg_orders.sql', reads: [raw], tags: ['nightly'] })
const customers = model('customers', { tags: ['nightly', 'core'] })
const orders = model('orders', { path: 'marts/orders.sql', reads: [stg, customers], config: { group: 'finance' } })
const relationships = genericTest('relationships', orders, 'customer_id', { reads: [customers] })
const unique = genericTest('unique', stg, 'id')
const report = exposure('weekly_report', { reads: [orders] })
const wip = model('wip_model', { reads: [orders], config: { enabled: false } })
const blank = model('blank', { rawCode: ' \n' })
const shop = buildGraph(
  manifestOf(raw, stg, customers, orders, relationships, unique, report, wip, blank, seed('countries')),
)

function run(
  graph: Graph,
  given: SelectionArguments,
  options: SelectOptions = {},
  definitions: Record<string, Json> = {},
) {
  const listed = Object.entries(definitions).map(([name, definition]) => ({
    name,
    definition,
    description: null,
    default: false,
  }))
  const selectors = parseSelectors(listed)
  return select(graph, parseSelection(given, selectors), { selectors, ...options })
}

const ids = (graph: Graph, text: string): ReadonlySet<UniqueId> => new Set(run(graph, { select: [text] }).ids)

function objections(act: () => unknown): readonly Diagnostic[] {
  try {
    act()
  } catch (thrown) {
    if (thrown instanceof AssayError) return thrown.diagnostics
    throw thrown
  }
  return []
}

test('ids come in the order of their text', () => {
  expect(run(shop, { select: ['orders stg_orders'] }).ids).toEqual([orders.id, stg.id, relationships.id, unique.id])
})

test('kinds are sorted out last: ways lead through all of them', () => {
  const models = { kinds: new Set(['model']) }
  expect(run(shop, { select: ['source:raw+'] }, models).ids).toEqual([orders.id, stg.id])
})

test('a blank file is selected only for listing', () => {
  expect(run(shop, { select: ['blank'] }).ids).toEqual([])
  expect(run(shop, { select: ['blank'] }, { blank: true }).ids).toEqual([blank.id])
})

test('without arguments everything is selected', () => {
  const everything = [...shop.resources.keys()].sort()
  expect(run(shop, {}, { blank: true }).ids).toEqual(everything)
})

test('run may follow a selector of sources to its models, other than in dbt', () => {
  const definitions = { sources: 'source:raw' }
  const models = { kinds: new Set(['model']) }
  expect(run(shop, { select: ['selector:sources+1'] }, models, definitions).ids).toEqual([stg.id])
})

test.each([
  ['stg_order', "did you mean 'stg_orders'?"],
  ['nightly', "did you mean 'tag:nightly'?"],
  ['nigthly', "did you mean 'tag:nightly'?"],
  ['raw', "did you mean 'source:raw'?"],
  ['raw.orders', "did you mean 'source:raw.orders'?"],
  ['finance', "did you mean 'group:finance'?"],
  ['bedtime', "did you mean 'selector:bedtime'?"],
  ['tag:nigthly', "did you mean 'tag:nightly'?"],
  ['tag:zzz', "'tag:' finds core, nightly"],
  ['exposure:weekly_repotr', "did you mean 'exposure:weekly_report'?"],
  ['metric:revenue', "the project has nothing that 'metric:' could find"],
  ['models/stagin', "did you mean 'path:models/staging'?"],
  ['config.materialized:tabel', "'config.materialized:' finds seed, test, view"],
  ['countries,stg_orders', 'each part selects something, but nothing is in all of them'],
  ['stg_orders,', 'a comma or an operator stands beside nothing'],
  ['', 'leave the flag out to select everything'],
])('what selects nothing is asked back: %j', (text, hint) => {
  expect(run(shop, { select: [text] }, {}, { bedtime: 'tag:core' }).diagnostics).toEqual([
    {
      code: 'selects-nothing',
      severity: 'warning',
      message: `'${text}' selects nothing`,
      hint,
      at: { file: '--select', line: 1, column: 1, source: text },
    },
  ])
})

test('only the word that selects nothing is reported, at its place', () => {
  const text = 'orders  ordes,tag:nightly'
  const { diagnostics } = run(shop, { select: ['stg_orders'], exclude: [text] })
  expect(diagnostics.map(({ message, at }) => [message, at])).toEqual([
    ["'ordes,tag:nightly' selects nothing", { file: '--exclude', line: 1, column: 9, source: text }],
  ])
})

test.each(['wip_model', '+wip_model', 'models/wip_model.sql', 'file:wip_model'])(
  '%s is told to be disabled',
  (text) => {
    expect(run(shop, { select: [text] }).diagnostics).toEqual([
      {
        code: 'selects-disabled',
        severity: 'warning',
        message: `'${text}' selects only what is disabled: wip_model (models/wip_model.sql)`,
        hint: 'set enabled: true in its config to have it',
        at: { file: '--select', line: 1, column: 1, source: text },
      },
    ])
  },
)

test('a selector that selects nothing is silent, as in dbt', () => {
  expect(run(shop, { selector: 'none' }, {}, { none: 'tag:nosuch' })).toEqual({ ids: [], diagnostics: [] })
})

test.each([
  ['state:new', 'needs-state', "'state:new' compares with an earlier manifest.json, and there is none"],
  ['result:error', 'needs-state', "'result:error' compares with an earlier run_results.json, and there is none"],
  [
    'source_status:fresher',
    'needs-state',
    "'source_status:fresher' compares with an earlier sources.json, and there is none",
  ],
  ['selector:bedtiem', 'unknown-selector', "there is no selector 'bedtiem'"],
  ['selector:round', 'circular-selectors', 'selectors refer to each other in a circle: round -> and_round -> round'],
])('%s cannot be answered', (text, code, message) => {
  const definitions = { bedtime: 'orders', round: 'selector:and_round', and_round: { selector: 'round' } }
  const found = objections(() => run(shop, { select: [text] }, {}, definitions))
  expect(found).toMatchObject([{ code, severity: 'error', message }])
})

test('without newer freshness, fresher cannot be told', () => {
  const previous = { manifest: null, results: null, freshness: new Map(), currentFreshness: null }
  const found = objections(() => run(shop, { select: ['source_status:fresher'] }, { previous }))
  expect(found).toMatchObject([{ code: 'needs-freshness', hint: "run 'source freshness' first" }])
})

const graphs = arbitraryManifest.map(buildGraph)
const criteria = fc
  .tuple(
    fc.constantFrom('', '+', '1+', '@'),
    fc.constantFrom(
      'm0',
      'm1',
      'm2',
      'm*',
      'm[3-6]',
      'm7',
      'tag:nightly',
      'tag:finance',
      'test_type:generic',
      'nosuch',
    ),
    fc.constantFrom('', '+', '+1'),
  )
  .map(([before, value, after]) => before + value + (before === '@' ? '' : after))

test('a space unites', () => {
  fc.assert(
    fc.property(graphs, criteria, criteria, (graph, a, b) => {
      expect(ids(graph, `${a} ${b}`)).toEqual(new Set([...ids(graph, a), ...ids(graph, b)].sort()))
      expect(ids(graph, `${a} ${b}`)).toEqual(ids(graph, `${b} ${a}`))
    }),
  )
})

test('a comma intersects', () => {
  fc.assert(
    fc.property(graphs, criteria, criteria, (graph, a, b) => {
      const inB = ids(graph, b)
      expect(ids(graph, `${a},${b}`)).toEqual(new Set([...ids(graph, a)].filter((id) => inB.has(id))))
      expect(ids(graph, `${a},${b}`)).toEqual(ids(graph, `${b},${a}`))
      expect(ids(graph, `${a},${a}`)).toEqual(ids(graph, a))
    }),
  )
})

test('exclude takes away', () => {
  fc.assert(
    fc.property(graphs, criteria, criteria, (graph, a, b) => {
      const without = run(graph, { select: [a], exclude: [b] }).ids
      const inB = ids(graph, b)
      expect(without).toEqual([...ids(graph, a)].filter((id) => !inB.has(id)))
    }),
  )
})

test('a plus is all that lies upstream or downstream, a number so many steps of it', () => {
  fc.assert(
    fc.property(graphs, fc.nat({ max: 11 }), fc.integer({ min: 1, max: 3 }), (graph, n, depth) => {
      const start = [...graph.resources.keys()].find((id) => id.endsWith(`.m${n}`))
      fc.pre(start !== undefined)
      const chosen = (text: string) => new Set(run(graph, { select: [text], indirectSelection: 'empty' }).ids)
      const sorted = (...sets: readonly Iterable<UniqueId>[]) => new Set(sets.flatMap((set) => [...set]).sort())
      expect(chosen(`+m${n}`)).toEqual(sorted([start], ancestors(graph, [start])))
      expect(chosen(`m${n}+${depth}`)).toEqual(sorted([start], descendants(graph, [start], depth)))
      const below = [start, ...descendants(graph, [start])]
      expect(chosen(`@m${n}`)).toEqual(sorted(below, ancestors(graph, below)))
    }),
  )
})

test('cautious brings no test whose parents are not all selected, and eager leaves none out', () => {
  fc.assert(
    fc.property(graphs, criteria, criteria, (graph, a, b) => {
      const chosen = (indirectSelection: 'eager' | 'cautious' | 'buildable' | 'empty') =>
        new Set(run(graph, { select: [`${a} ${b}`], indirectSelection }).ids)
      const [eager, cautious, buildable, empty] = [
        chosen('eager'),
        chosen('cautious'),
        chosen('buildable'),
        chosen('empty'),
      ]
      for (const id of empty) expect(cautious.has(id)).toBe(true)
      for (const id of cautious) expect(buildable.has(id)).toBe(true)
      for (const id of buildable) expect(eager.has(id)).toBe(true)
      for (const node of graph.manifest.nodes.values()) {
        if (node.kind !== 'test' || empty.has(node.id)) continue
        expect(cautious.has(node.id)).toBe(node.dependsOn.nodes.every((parent) => empty.has(parent)))
        expect(eager.has(node.id)).toBe(node.dependsOn.nodes.some((parent) => empty.has(parent)))
      }
    }),
  )
})
