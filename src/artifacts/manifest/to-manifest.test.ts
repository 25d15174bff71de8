import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '../../base/json.ts'
import { uniqueId } from '../../resources/ids.ts'
import type { Manifest } from '../../resources/manifest.ts'
import { QUOTE_ALL } from '../../resources/relation.ts'
import { arbitraryManifest } from '../../testing/arbitrary-manifest.ts'
import {
  analysis,
  exposure,
  genericTest,
  macro,
  manifestOf,
  model,
  operation,
  seed,
  singularTest,
  snapshot,
  source,
} from '../../testing/manifest-builder.ts'
import { origin } from '../../testing/origin.ts'
import { readManifest } from './read-manifest.ts'
import { toManifestJson } from './to-manifest.ts'

const facts = { origin, quoting: { ...QUOTE_ALL, identifier: false } }

const raw = seed('raw_orders')
const loaded = source('raw', 'customers', { external: { location: 's3://bucket' } })
const inner = model('inner', { config: { materialized: 'ephemeral' }, reads: [loaded] })
const orders = model('orders', { reads: [raw, inner], group: 'finance', config: { group: 'finance' } })
const check = genericTest('unique', orders, 'id', { group: 'finance' })
const weekly = exposure('weekly', {
  reads: [orders, loaded],
  owner: { name: 'Ann', email: null, extra: { team: 'bi' } },
})
const place = { package: 'shop', path: 'docs.md', originalPath: 'models/docs.md' }

/** One of everything. */
const shop: Manifest = {
  ...manifestOf(
    raw,
    loaded,
    inner,
    orders,
    snapshot('hist', { reads: [raw] }),
    check,
    singularTest('no_negative', { reads: [orders] }),
    analysis('look', { reads: [orders] }),
    operation('on_start'),
    weekly,
    macro('cents', '{% macro cents() %}1{% endmacro %}'),
    model('off', { config: { enabled: false } }),
    source('raw', 'off', { config: { enabled: false } }),
    exposure('off', { config: { enabled: false } }),
  ),
  docs: new Map([
    [
      uniqueId('doc', 'shop', 'orders'),
      { kind: 'doc', id: uniqueId('doc', 'shop', 'orders'), name: 'orders', contents: 'All of them', ...place },
    ],
  ]),
  groups: new Map([
    [
      uniqueId('group', 'shop', 'finance'),
      {
        kind: 'group',
        id: uniqueId('group', 'shop', 'finance'),
        name: 'finance',
        owner: { name: 'Fin', email: ['f@shop.example'], extra: {} },
        description: null,
        config: { meta: {} },
        at: { file: 'models/groups.yml', line: 1, column: 1 },
        ...place,
      },
    ],
  ]),
}

test('a manifest with one of everything is read back, and has no key that the format does not know', () => {
  const manifest = readManifest(JSON.stringify(toManifestJson(shop, facts)), { unknownKeys: 'refuse' })
  expect(Object.keys(manifest.nodes)).toEqual([...shop.nodes.keys()])
  expect(Object.keys(manifest.disabled ?? {})).toEqual(['model.shop.off', 'source.shop.raw.off', 'exposure.shop.off'])
  expect(manifest.sources['source.shop.raw.customers']?.external).toEqual({
    location: 's3://bucket',
    file_format: null,
    row_format: null,
    tbl_properties: null,
    partitions: null,
  })
})

test("the sections stand in dbt's order", () => {
  expect(Object.keys(toManifestJson(shop, facts))).toEqual([
    'metadata',
    'nodes',
    'sources',
    'macros',
    'docs',
    'exposures',
    'metrics',
    'groups',
    'selectors',
    'disabled',
    'parent_map',
    'child_map',
    'group_map',
    'saved_queries',
    'semantic_models',
    'unit_tests',
    'functions',
  ])
})

test('the metadata say who wrote it, for which adapter, and nothing of the environment but what was meant for it', () => {
  expect(toManifestJson(shop, facts).metadata).toEqual({
    dbt_schema_version: 'https://schemas.getdbt.com/dbt/manifest/v12.json',
    dbt_version: '1.12.6',
    generated_at: '2026-01-02T03:04:06.007000Z',
    invocation_id: '7d6f2e6c-0000-4000-8000-000000000000',
    invocation_started_at: '2026-01-02T03:04:05.006000Z',
    env: { team: 'data' },
    project_name: 'shop',
    project_id: 'fb54f3c5992b96d001bb16e8e92d968d',
    user_id: null,
    send_anonymous_usage_stats: false,
    adapter_type: 'postgres',
    quoting: { database: true, schema: true, identifier: false, column: null },
    run_started_at: '2026-01-02T03:04:05.006000+00:00',
  })
})

test('the maps lead from each resource to its parents and children, and from groups to their members', () => {
  const { parent_map, child_map, group_map } = toManifestJson(shop, facts)
  expect(parent_map).toMatchObject({
    'model.shop.orders': ['model.shop.inner', 'seed.shop.raw_orders'],
    'source.shop.raw.customers': [],
    'exposure.shop.weekly': ['model.shop.orders', 'source.shop.raw.customers'],
  })
  expect(child_map).toMatchObject({
    'model.shop.orders': ['analysis.shop.look', 'exposure.shop.weekly', 'test.shop.no_negative', check.id],
    'source.shop.raw.customers': ['exposure.shop.weekly', 'model.shop.inner'],
    'exposure.shop.weekly': [],
  })
  expect(group_map).toEqual({ finance: ['model.shop.orders', check.id] })
})

test('of any manifest, the two maps are the same edges, seen from either end', () => {
  fc.assert(
    fc.property(arbitraryManifest, (manifest) => {
      const { parent_map, child_map } = toManifestJson(manifest, facts)
      const upwards = edges(parent_map).map(([child, parent]) => `${parent} → ${child}`)
      const downwards = edges(child_map).map(([parent, child]) => `${parent} → ${child}`)
      expect(downwards.sort()).toEqual(upwards.sort())
    }),
  )
})

test('what was compiled is in the manifest, what was not has no trace of it', () => {
  const compiled = {
    code: 'select 1',
    ctes: [{ id: inner.id, sql: ' __dbt__cte__inner as (\nselect 1\n)' }],
    compiledPath: 'target/compiled/shop/models/orders.sql',
    buildPath: null,
  }
  const { nodes } = readManifest(toManifestJson(shop, { ...facts, made: new Map([[orders.id, compiled]]) }))
  expect(nodes[orders.id]).toMatchObject({
    compiled: true,
    compiled_code: 'select 1',
    compiled_path: 'target/compiled/shop/models/orders.sql',
    extra_ctes: [{ id: 'model.shop.inner', sql: ' __dbt__cte__inner as (\nselect 1\n)' }],
  })
  expect(toManifestJson(shop, facts).nodes).not.toHaveProperty([orders.id, 'compiled'])
})

function edges(map: Json | undefined): readonly (readonly [string, string])[] {
  const lists = Object.entries(map as Readonly<Record<string, readonly string[]>>)
  return lists.flatMap(([one, others]) => others.map((other) => [one, other] as const))
}
