import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { comparable } from '../graph/methods/comparable.ts'
import type { Column, Constraint } from '../resources/column.ts'
import { uniqueId } from '../resources/ids.ts'
import type { Manifest } from '../resources/manifest.ts'
import type { PreviousManifest } from '../resources/previous-state.ts'
import { QUOTE_ALL } from '../resources/relation.ts'
import { arbitraryManifest } from '../testing/arbitrary-manifest.ts'
import {
  analysis,
  exposure,
  genericTest,
  macro,
  manifestOf,
  model,
  seed,
  singularTest,
  snapshot,
  source,
} from '../testing/manifest-builder.ts'
import { origin } from '../testing/origin.ts'
import { readManifest } from './manifest/read-manifest.ts'
import { toManifestJson } from './manifest/to-manifest.ts'
import { previousState } from './previous-state.ts'
import { readRunResults } from './run-results/read-run-results.ts'
import { readSources } from './sources/read-sources.ts'

const now = new Date('2026-06-01T00:00:00Z')

/** A manifest written, read, and made a state. */
function stateOf(manifest: Manifest) {
  const text = JSON.stringify(toManifestJson(manifest, { origin, quoting: QUOTE_ALL }))
  return previousState({ manifest: readManifest(text) }, now).manifest
}

const constraint: Constraint = {
  type: 'primary_key',
  name: 'pk',
  expression: null,
  columns: [],
  to: null,
  to_columns: [],
  warn_unenforced: true,
  warn_unsupported: false,
}
const id: Column = {
  name: 'id',
  description: 'The key',
  data_type: 'bigint',
  quote: null,
  constraints: [constraint],
  tags: [],
  meta: {},
  config: {},
  extra: {},
  docBlocks: [],
}

test('a project that did not change is, by its own manifest, what it was: for every kind of resource', () => {
  const raw = seed('raw_orders')
  const loaded = source('raw', 'customers', {
    external: { location: 's3://bucket', file_format: 'csv' },
    quoting: { database: null, schema: null, identifier: true, column: null },
    freshness: { warn_after: { count: 1, period: 'day' }, error_after: { count: null, period: null }, filter: 'x' },
    unrenderedConfig: { tags: ['a'] },
  })
  const promised = model('promised', {
    config: { materialized: 'table', contract: { enforced: true, alias_types: true } },
    columns: new Map([['id', id]]),
    constraints: [{ ...constraint, columns: ['id'] }],
    version: 2,
    deprecationDate: '2030-01-01T00:00:00+00:00',
    unrenderedConfig: { schema: 'marts', alias: "{{ var('a') }}", materialized: 'table' },
    reads: [raw, loaded],
  })
  const owner = { name: 'Ann', email: ['ann@shop.example'], extra: { slack: '#ann' } }
  const manifest = manifestOf(
    raw,
    loaded,
    promised,
    snapshot('hist', { reads: [raw] }),
    genericTest('unique', promised, 'id'),
    singularTest('no_negative', { reads: [promised] }),
    analysis('look', { reads: [promised] }),
    exposure('weekly', { reads: [promised, loaded], owner, maturity: 'high', url: 'https://bi.example/1' }),
    macro('cents', '{% macro cents() %}1{% endmacro %}'),
  )
  const before = stateOf(manifest)
  for (const resource of [...manifest.nodes.values(), ...manifest.sources.values(), ...manifest.exposures.values()]) {
    expect(before?.resources.get(resource.id), resource.id).toEqual(comparable(resource))
  }
  expect(before?.macros).toEqual(new Map([['macro.shop.cents', '{% macro cents() %}1{% endmacro %}']]))
})

test('the same of any manifest', () => {
  fc.assert(
    fc.property(arbitraryManifest, (manifest) => {
      const before = stateOf(manifest)
      expect(before?.resources).toEqual(new Map(Array.from(manifest.nodes, ([key, node]) => [key, comparable(node)])))
    }),
    { numRuns: 30 },
  )
})

test('a contract remembers whether its model was past its date when the state was read', () => {
  const contract = { enforced: true, alias_types: true }
  const old = model('old', { config: { contract }, deprecationDate: '2026-05-31T00:00:00+00:00' })
  const young = model('young', { config: { contract }, deprecationDate: '2026-06-02T00:00:00+00:00' })
  const before = stateOf(manifestOf(old, young))
  expect(before?.resources.get(old.id)?.contract?.deprecated).toBe(true)
  expect(before?.resources.get(young.id)?.contract?.deprecated).toBe(false)
})

function recorded(artifact: string): string {
  return readFileSync(new URL(`testdata/shop.recorded/${artifact}.json`, import.meta.url), 'utf8')
}

test("dbt's own run results say how each node ended", () => {
  const { results } = previousState({ runResults: readRunResults(recorded('run_results')) }, now)
  expect(Object.fromEntries(results ?? [])).toMatchObject({
    'model.shop.customers': 'success',
    'test.shop.failing': 'fail',
    'test.shop.erroring': 'error',
    'exposure.shop.weekly': 'no-op',
  })
})

test("dbt's own manifest gives every node, source and exposure, as they are compared", () => {
  const { manifest } = previousState({ manifest: readManifest(recorded('manifest')) }, now)
  const resources: PreviousManifest['resources'] = manifest?.resources ?? new Map()
  expect([...resources.values()].map(({ kind }) => kind)).toContain('operation')
  expect(resources.get(uniqueId('model.shop.orders.v1'))).toMatchObject({
    kind: 'model',
    relation: [null, null, 'orders_old'],
    others: { latest_version: 2, access: 'protected', deprecation_date: '2030-01-01T00:00:00+00:00' },
    contract: { enforced: false, version: 1, deprecated: false },
  })
  expect(resources.get(uniqueId('source.shop.raw.orders'))).toMatchObject({
    kind: 'source',
    others: { loaded_at_field: 'ordered_at::timestamp', quoting: { identifier: true }, external: null },
  })
  expect(resources.get(uniqueId('exposure.shop.weekly'))?.others.owner).toEqual({
    name: 'Ann',
    email: 'ann@shop.example',
    extra: { team: 'bi' },
  })
})

test('when a source was loaded is known to the microsecond, and null where it could not be asked', () => {
  const sources = readSources(recorded('sources'))
  const failed = { unique_id: 'source.shop.raw.broken', error: 'no such table', status: 'runtime error' as const }
  const { freshness, currentFreshness } = previousState(
    { sources, currentSources: { ...sources, results: [failed] } },
    now,
  )
  expect(freshness?.get(uniqueId('source.shop.raw.orders'))).toBe(Date.parse('2024-01-03T10:00:00Z') * 1000)
  expect(currentFreshness).toEqual(new Map([['source.shop.raw.broken', null]]))
})

test('what is not there is null', () => {
  expect(previousState({}, now)).toEqual({ manifest: null, results: null, freshness: null, currentFreshness: null })
})
