import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readCatalog } from '../catalog/read-catalog.ts'
import { readManifest } from '../manifest/read-manifest.ts'
import { readRunResults } from '../run-results/read-run-results.ts'
import { readSources } from '../sources/read-sources.ts'

const READERS = { manifest: readManifest, run_results: readRunResults, catalog: readCatalog, sources: readSources }

function recorded(project: string, artifact: string): string {
  return readFileSync(new URL(`../testdata/${project}.recorded/${artifact}.json`, import.meta.url), 'utf8')
}

for (const [project, version] of [
  ['shop', '1.12.6'],
  ['shop-1.8', '1.8.10'],
] as const) {
  for (const [artifact, read] of Object.entries(READERS)) {
    test(`${artifact}.json of dbt ${version} is read, and has no key that we do not know`, () => {
      const { metadata } = read(recorded(project, artifact), { unknownKeys: 'refuse' })
      expect(metadata.dbt_version).toBe(version)
    })
  }
}

test('what dbt wrote comes out as it is, but for defaults of what it left out', () => {
  const written = JSON.parse(recorded('shop', 'manifest'))
  const manifest = readManifest(written)
  for (const [section, resources] of Object.entries(written)) {
    expect(manifest[section], section).toMatchObject(resources as object)
  }
  const { 'model.shop.customers': customers, 'model.shop.uses_orders': joined } = manifest.nodes
  expect(customers).toMatchObject({ resource_type: 'model', compiled: true, contract: { enforced: true } })
  expect(joined).toMatchObject({
    resource_type: 'model',
    depends_on: { nodes: ['model.shop.orders.v1', 'model.shop.orders.v2'] },
  })
})

test('a field that dbt 1.8 did not know has its default', () => {
  const manifest = readManifest(recorded('shop-1.8', 'manifest'))
  const orders = manifest.nodes['model.shop.orders']
  if (orders?.resource_type !== 'model') throw new Error('expected a model')
  expect(orders).toMatchObject({ doc_blocks: [], functions: [], primary_key: [] })
  expect(manifest.metadata.quoting).toEqual({ database: null, schema: null, identifier: null, column: null })
  expect(manifest.functions).toEqual({})
})
