import { expect, test } from 'vitest'
import { AssayError } from '../../base/diagnostic.ts'
import { QUOTE_ALL } from '../../resources/relation.ts'
import { manifestOf, model } from '../../testing/manifest-builder.ts'
import { origin } from '../../testing/origin.ts'
import { readCatalog } from '../catalog/read-catalog.ts'
import { readManifest } from '../manifest/read-manifest.ts'
import { toManifestJson } from '../manifest/to-manifest.ts'
import { readRunResults } from '../run-results/read-run-results.ts'
import { readSources } from '../sources/read-sources.ts'

/** The messages of everything that is wrong, each with its code. */
function complaints(read: () => unknown): readonly string[] {
  try {
    read()
  } catch (error) {
    if (error instanceof AssayError) return error.diagnostics.map(({ code, message }) => `${code}: ${message}`)
    throw error
  }
  return []
}

/** A good manifest of one model, as text is parsed: to be spoiled. */
function goodManifest() {
  return JSON.parse(JSON.stringify(toManifestJson(manifestOf(model('orders')), { origin, quoting: QUOTE_ALL })))
}

const orders = 'model.shop.orders'

test('everything that is wrong is told at once: where it is, what was expected, what was found', () => {
  const manifest = goodManifest()
  const node = manifest.nodes[orders]
  node.config.enabled = 'yes'
  node.fqn = ['shop', 7]
  node.access = 'open'
  node.depends_on = []
  delete node.alias
  manifest.child_map = 'none'
  expect(complaints(() => readManifest(manifest))).toEqual([
    `artifact-field: manifest.json: nodes['${orders}'].fqn[1] must be text, found 7`,
    `artifact-field: manifest.json: nodes['${orders}'].alias must be text, found nothing`,
    `artifact-field: manifest.json: nodes['${orders}'].config.enabled must be true or false, found "yes"`,
    `artifact-field: manifest.json: nodes['${orders}'].depends_on must be a mapping, found []`,
    `artifact-field: manifest.json: nodes['${orders}'].access must be "private" or "protected" or "public", found "open"`,
    'artifact-field: manifest.json: child_map must be a mapping, found "none"',
  ])
})

test('a kind of node that dbt does not have is refused, with the kinds there are', () => {
  const manifest = goodManifest()
  manifest.nodes[orders].resource_type = 'table'
  expect(complaints(() => readManifest(manifest))).toEqual([
    `artifact-field: manifest.json: nodes['${orders}'].resource_type must be "model" or "seed" or "snapshot" or "test" or ` +
      '"analysis" or "operation" or "sql_operation" or "rpc" or "function", found "table"',
  ])
})

test('keys that the format does not know are kept, or refused where that is asked', () => {
  const manifest = goodManifest()
  manifest.nodes[orders].flavour = 'sweet'
  manifest.lineage = {}
  expect(readManifest(manifest)).toMatchObject({ lineage: {}, nodes: { [orders]: { flavour: 'sweet' } } })
  expect(complaints(() => readManifest(manifest, { unknownKeys: 'refuse' }))).toEqual([
    `artifact-key: manifest.json: the format knows no key 'flavour' in nodes['${orders}']`,
    "artifact-key: manifest.json: the format knows no key 'lineage'",
  ])
})

test('meta, configs, columns and owners take any key, also where others are refused', () => {
  const manifest = goodManifest()
  Object.assign(manifest.nodes[orders], { meta: { a: 1 }, columns: { id: { name: 'id', policy: { mask: true } } } })
  manifest.nodes[orders].config.my_own_key = 1
  manifest.groups['group.shop.g'] = {
    name: 'g',
    resource_type: 'group',
    package_name: 'shop',
    path: 'g.yml',
    original_file_path: 'models/g.yml',
    unique_id: 'group.shop.g',
    owner: { name: 'Ann', slack: '#ann' },
  }
  expect(complaints(() => readManifest(manifest, { unknownKeys: 'refuse' }))).toEqual([])
})

test('another version of the format is refused by its name', () => {
  const manifest = goodManifest()
  manifest.metadata.dbt_schema_version = 'https://schemas.getdbt.com/dbt/manifest/v11.json'
  expect(complaints(() => readManifest(manifest, { file: 'prod/manifest.json' }))).toEqual([
    'artifact-version: prod/manifest.json has the format https://schemas.getdbt.com/dbt/manifest/v11.json; ' +
      'expected https://schemas.getdbt.com/dbt/manifest/v12.json',
  ])
})

test('something else altogether does not say which format it has', () => {
  for (const value of [null, [], {}, { metadata: 1 }, '{"metadata": {}}']) {
    expect(complaints(() => readRunResults(value))).toEqual([
      'artifact-version: run_results.json does not say in metadata.dbt_schema_version which format it has; ' +
        'expected https://schemas.getdbt.com/dbt/run-results/v6.json',
    ])
  }
})

test('text that was cut off is not JSON', () => {
  const [complaint] = complaints(() => readCatalog('{"metadata": {"dbt_sch'))
  expect(complaint).toMatch(/^artifact-not-json: catalog\.json is not JSON: /)
})

test('a freshness result must be of one of the two forms', () => {
  const metadata = { dbt_schema_version: 'https://schemas.getdbt.com/dbt/sources/v3.json' }
  const results = [
    { unique_id: 'source.shop.raw.a', status: 'runtime error' },
    { unique_id: 'source.shop.raw.b', status: 'stale' },
  ]
  expect(complaints(() => readSources({ metadata, results, elapsed_time: 1 }))).toEqual([
    'artifact-field: sources.json: results[0].error must be text or a number, found nothing',
    'artifact-field: sources.json: results[1].status must be "pass" or "warn" or "error" or "runtime error", found "stale"',
  ])
})
