/** The same project for another target, compared with the manifest of the first: what dbt 1.12 finds modified. */
import { expect, test } from 'vitest'
import { buildGraph } from '../graph/graph.ts'
import { parseSelection } from '../graph/parse-selection.ts'
import { NO_SELECTORS } from '../graph/parse-selectors.ts'
import { select } from '../graph/select.ts'
import { QUOTE_ALL } from '../resources/relation.ts'
import { load } from '../testing/load-project.ts'
import { origin } from '../testing/origin.ts'
import { withProject } from '../testing/with-project.ts'
import { readManifest } from './manifest/read-manifest.ts'
import { toManifestJson } from './manifest/to-manifest.ts'
import { previousState } from './previous-state.ts'

const OUTPUT = 'type: postgres, host: h, port: 5432, user: u, password: p, dbname: d, threads: 1'
const project = (flag: boolean) => ({
  'dbt_project.yml': `name: shop
profile: shop
flags: {state_modified_compare_more_unrendered_values: ${flag}}
models: {shop: {+meta: {t: "{{ target.name }}"}}}
`,
  'profiles.yml': `shop: {target: dev, outputs: {dev: {${OUTPUT}, schema: dev}, prod: {${OUTPUT}, schema: prod}}}\n`,
  'models/s.yml': `sources:
  - {name: raw, schema: "{{ target.schema }}_raw", tables: [{name: orders}]}
  - {name: db, database: "{{ target.name }}", schema: x, tables: [{name: t}]}
  - {name: plain, tables: [{name: t, config: {meta: {x: "{{ target.name }}"}}}]}
models:
  - {name: in_yaml, config: {alias: "{{ target.name }}_a"}}
  - {name: in_yaml2, description: "{{ target.name }}", config: {materialized: "{{ 'view' if target.name == 'dev' else 'table' }}"}}
  - {name: in_call, columns: [{name: a, data_tests: [{not_null: {config: {severity: "{{ 'warn' if target.name == 'dev' else 'error' }}"}}}]}]}
`,
  'models/in_yaml.sql': 'select 1 as a',
  'models/in_yaml2.sql': 'select 1 as a',
  'models/in_call.sql': "{{ config(materialized='view' if target.name == 'dev' else 'table') }} select 1 as a",
  'models/in_call_schema.sql': '{{ config(schema=target.name) }} select 1 as a',
  'models/static.sql': "{{ config(tags=['a']) }} select 1 as a from {{ source('raw', 'orders') }}",
  'tests/t.sql': "{{ config(severity='warn' if target.name == 'dev' else 'error') }} select 1 as a where false",
  'snapshots/sn.sql':
    "{% snapshot sn %}{{ config(unique_key='a', strategy='check', check_cols=['a'] if target.name == 'dev' else 'all') }} select 1 as a{% endsnapshot %}",
})

test.each([
  [true, 'modified', ['not_null_in_call_a', 'plain.t']],
  [true, 'modified.relation', []],
  [
    false,
    'modified',
    'db.t in_call in_call_schema in_yaml in_yaml2 not_null_in_call_a plain.t raw.orders sn t'.split(' '),
  ],
  [false, 'modified.configs', ['in_call', 'in_yaml2', 'not_null_in_call_a', 'plain.t', 'sn', 't']],
  [false, 'modified.relation', ['db.t', 'in_call_schema', 'in_yaml', 'raw.orders']],
])(
  'with state_modified_compare_more_unrendered_values: %s another target makes of state:%s %j',
  async (flag, criterion, expected) => {
    await using folder = await withProject(project(flag))
    const [before, now] = [await load(folder, { target: 'dev' }), await load(folder, { target: 'prod' })]
    const written = JSON.stringify(toManifestJson(before.manifest, { origin, quoting: QUOTE_ALL }))
    const previous = previousState({ manifest: readManifest(written) }, new Date(0))
    const spec = parseSelection({ select: [`state:${criterion}`], indirectSelection: 'empty' }, NO_SELECTORS)
    const graph = buildGraph(now.manifest)
    const names = select(graph, spec, { previous }).ids.map((id) => {
      const resource = graph.resources.get(id)
      return resource?.kind === 'source' ? `${resource.sourceName}.${resource.name}` : resource?.name
    })
    expect(names.sort()).toEqual(expected)
  },
)
