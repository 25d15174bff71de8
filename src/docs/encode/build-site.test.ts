import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dbtArtifacts, type RecordedManifest } from '../../testing/site.ts'
import { shardOf } from '../shard.ts'
import type { Page, SiteGraph, SiteIndex, SiteTexts } from '../site-data.ts'
import { buildSite, siteParts } from './build-site.ts'
import { dataFile, embeddedJson } from './data-file.ts'
import { singlePage } from './html.ts'
import type { SiteArtifacts } from './site-artifacts.ts'

const PROGRAM = { script: 'start()', style: 'body {}', licences: 'MIT' }
const SHOP = dbtArtifacts()

test('a site is one page, its program, and data in files', () => {
  const paths = [...buildSite(SHOP, PROGRAM)].map(({ path }) => path)
  expect(paths).toEqual([
    'index.html',
    'site/index.html',
    'site/app.js',
    'site/app.css',
    'site/LICENSES.txt',
    'site/icon.svg',
    'site/data/index.js',
    'site/data/graph.js',
    'site/data/texts.js',
    'site/data/tests.js',
    'site/data/freshness.js',
    'site/data/pages-0.js',
    'site/data/pages-1.js',
  ])
})

test('the index has all that is listed, with what became of it, its tests included', () => {
  const index = part<SiteIndex>(SHOP, 'index')
  const word = (number: number): string => index.words[number] ?? ''
  const entry = (id: string) => {
    const found = index.entries.find(([one]) => one === id)
    return found?.map((value, at) => (typeof value === 'number' && at > 0 ? word(value) : value))
  }
  expect(entry('model.shop.customers')).toEqual([
    ...['model.shop.customers', 'model', 'customers', 'shop', 'models/marts', 'artifacts_rec.shop', 'table', 'error'],
    expect.any(Array),
  ])
  expect(entry('source.shop.raw.orders')?.slice(1, 8)).toEqual([
    'source',
    'raw.orders',
    'shop',
    'models/staging',
    'artifacts_rec.shop_raw',
    '',
    'warn',
  ])
  expect(entry('test.shop.failing')?.[2]).toBe('failing')
  expect(entry('test.shop.unique_customers_id.70f3d3fd20')).toBeUndefined()
  expect(index.entries.filter(([, kind]) => word(kind) === 'macro').map(([id]) => id)).toEqual([
    'macro.shop.cents',
    'macro.shop.test_at_least',
    'macro.shop.a',
    'macro.shop.default__b',
  ])
  expect([index.project, index.lastRun?.command, index.tests]).toEqual([
    'shop',
    'build',
    { pass: 13, error: 2, fail: 1 },
  ])
})

test('the graph says who reads whom, and the texts are in the same order', () => {
  const { entries } = part<SiteIndex>(SHOP, 'index')
  const graph = part<SiteGraph>(SHOP, 'graph')
  const texts = part<SiteTexts>(SHOP, 'texts')
  const place = entries.findIndex(([id]) => id === 'model.shop.customers')
  expect(graph[place]?.map((parent) => entries[parent]?.[0])).toEqual(
    SHOP.manifest.nodes['model.shop.customers']?.depends_on.nodes,
  )
  expect(texts[place]?.[0].split(' ').slice(0, 2)).toEqual(['id', 'name'])
  expect([graph.length, texts.length]).toEqual([entries.length, entries.length])
})

test('a page is found in the file that its id says, and every node, source and macro of the project has one', () => {
  const { shards } = part<SiteIndex>(SHOP, 'index')
  const parts = new Map(siteParts(SHOP))
  const { nodes, sources, exposures, metrics } = SHOP.manifest
  for (const id of [...Object.keys({ ...nodes, ...sources, ...exposures, ...metrics }), 'macro.shop.cents'])
    expect(parts.get(`pages-${shardOf(id, shards)}`)).toHaveProperty([id])
})

test('results of a command that only compiles say nothing of a node', () => {
  const [results] = SHOP.runResults
  if (results === undefined) throw new Error('they are recorded')
  const compiled = { ...SHOP, runResults: [{ ...results, args: { which: 'generate' } }] }
  expect(page(compiled, 'model.shop.customers').lastRun).toBeUndefined()
  expect(part<SiteIndex>(compiled, 'index').lastRun).toBeNull()
  expect(page(SHOP, 'model.shop.customers').lastRun).toMatchObject({ status: 'success', rows: 2 })
})

test('the tests of a model and of a source are told by their call, with what became of them', () => {
  const tests = page(SHOP, 'model.shop.customers').tests?.map(({ name, column, status }) => [name, column, status])
  expect(tests).toContainEqual(['unique', 'id', 'pass'])
  expect(tests).toContainEqual(['failing', '', 'fail'])
  expect(page(SHOP, 'source.shop.raw.customers').tests?.map(({ name, column }) => [name, column])).toEqual([
    ['not_null', 'id'],
    ["relationships(to: ref('raw_customers'), field: id)", 'id'],
  ])
})

test('columns are those of the database, with what was written of them', () => {
  const columns = page(SHOP, 'model.shop.customers').columns ?? []
  expect(columns[0]).toMatchObject({
    name: 'id',
    type: 'bigint',
    tests: [['unique', 'pass', expect.any(String)], expect.anything()],
  })
})

test('what assay.json knows of columns is shown beside them, all else under its own heading', () => {
  const own: SiteArtifacts = {
    ...SHOP,
    assay: {
      resources: {
        'model.shop.customers': {
          lineage: {
            columns: {
              id: {
                from: [{ unique_id: 'seed.shop.raw_customers', relation: 'raw_customers', column: 'id', use: 'pass' }],
                unresolved: [],
              },
              name: { from: [], unresolved: [{ code: 'star', message: 'the columns of x are not known' }] },
            },
          },
          leakage: { verdict: 'clean' },
        },
      },
    },
  }
  const { columns = [], sections } = page(own, 'model.shop.customers')
  expect(columns.find(({ name }) => name === 'id')?.from).toEqual([
    { id: 'seed.shop.raw_customers', relation: 'raw_customers', column: 'id', use: 'pass' },
  ])
  expect(columns.find(({ name }) => name === 'name')?.fromUnknown).toBe('the columns of x are not known')
  expect(sections).toEqual([{ kind: 'data', title: 'leakage', data: { verdict: 'clean' } }])
})

test('failing rows stand on the page of the test and of what it is about', () => {
  const kept = { columns: ['id'], rows: [['1'], [null]], masked: [], failures: 7 }
  const own = { ...SHOP, failingRows: { tests: { 'test.shop.failing': kept } } }
  const rows = [
    { id: 'test.shop.failing', name: 'failing', columns: ['id'], rows: [['1'], [null]], masked: [], all: 7 },
  ]
  expect(page(own, 'test.shop.failing').failing).toEqual(rows)
  expect(page(own, 'model.shop.customers').failing).toEqual(rows)
})

test('clocks are read from the config, or from meta where dbt would drop them', () => {
  const clocks = (config: object) =>
    page(
      dbtArtifacts(({ nodes }) => {
        Object.assign(configOf(nodes), config)
      }),
      'model.shop.customers',
    ).clocks
  const expected = [
    { label: 'entity', text: 'id' },
    { label: 'event time', text: 'created_at' },
  ]
  expect(clocks({ entity: ['id'], event_time: 'created_at' })).toEqual(expected)
  expect(clocks({ meta: { assay: { entity: 'id', event_time: 'created_at' } } })).toEqual(expected)
  expect(clocks({})).toBeUndefined()
})

test('what is not to be shown is in no list, but has its page', () => {
  const hidden = dbtArtifacts(({ nodes }) => {
    Object.assign(nodes['model.shop.customers'] ?? {}, { docs: { show: false, node_color: null } })
  })
  expect(part<SiteIndex>(hidden, 'index').entries.map(([id]) => id)).not.toContain('model.shop.customers')
  expect(page(hidden, 'model.shop.customers').name).toBe('customers')
})

test('a manifest alone is enough', () => {
  const alone = { manifest: SHOP.manifest, runResults: [] }
  expect(page(alone, 'model.shop.customers').columns?.map(({ name, type }) => [name, type])).toContainEqual([
    'id',
    'bigint',
  ])
})

test('whatever the data, its file hands it over as it was', () => {
  const key = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', "'", '\\', '\u2028', '</script>'))
  fc.assert(
    fc.property(fc.jsonValue(), fc.dictionary(key, fc.string()), (value, texts) => {
      const given: unknown[] = []
      runInNewContext(dataFile('pages-0', [value, texts]), {
        assayPart: (name: string, json: string) => given.push(name, json),
      })
      expect(given).toEqual(['pages-0', JSON.stringify([value, texts])])
    }),
  )
})

test('in one file, nothing of the data ends its element', () => {
  const html = singlePage(PROGRAM, [['index', embeddedJson('</script><script>alert(1)</script>')]])
  expect(html.match(/<\/script/g)).toHaveLength(2)
})

test('the page may load what lies beside it, and nothing else', () => {
  const [{ text } = { text: '' }] = buildSite(SHOP, PROGRAM)
  const [, policy] = /Content-Security-Policy" content="([^"]+)"/.exec(text) ?? []
  expect(policy?.split('; ').sort()).toEqual([
    "base-uri 'none'",
    "connect-src 'none'",
    "default-src 'none'",
    "form-action 'none'",
    "img-src 'self' data:",
    "require-trusted-types-for 'script'",
    "script-src 'self'",
    "style-src 'self'",
    'trusted-types assay',
  ])
  expect(text).not.toMatch(/https?:/)
})

function part<T>(artifacts: SiteArtifacts, name: string): T {
  return new Map(siteParts(artifacts)).get(name) as T // the encoders' type of that part
}

function page(artifacts: SiteArtifacts, id: string): Page {
  const { shards } = part<SiteIndex>(artifacts, 'index')
  const found = part<Readonly<Record<string, Page>>>(artifacts, `pages-${shardOf(id, shards)}`)[id]
  if (found === undefined) throw new Error(`no page for ${id}`)
  return found
}

function configOf(nodes: RecordedManifest['nodes']): object {
  const node = nodes['model.shop.customers'] as unknown as { readonly config: object } // it was recorded so
  return node.config
}
