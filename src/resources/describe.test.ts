import { expect, test } from 'vitest'
import { genericTest, model, seed, singularTest, snapshot, source } from '../testing/manifest-builder.ts'
import type { Column, Constraint } from './column.ts'
import { describeNode, describeSource } from './describe.ts'

const orders = model('orders', { config: { materialized: 'table', my_own_key: 7 } })

test("a model's fields stand in dbt's order", () => {
  expect(Object.keys(describeNode(orders)).join(' ')).toBe(
    'database schema name resource_type package_name path original_file_path unique_id fqn alias checksum config tags ' +
      'description columns meta group docs patch_path build_path unrendered_config created_at relation_name raw_code ' +
      'doc_blocks language refs sources metrics functions depends_on compiled_path contract access constraints version ' +
      'latest_version deprecation_date primary_key time_spine',
  )
})

test('what was made of a model stands between its dependencies and its contract', () => {
  const made = {
    code: 'with a as (select 1) select * from a',
    ctes: [{ id: 'model.shop.a', sql: ' a as (select 1)' }],
    compiledPath: 'target/compiled/shop/models/orders.sql',
    buildPath: 'target/run/shop/models/orders.sql',
  }
  const described = describeNode(orders, made)
  const keys = Object.keys(described)
  expect(keys.slice(keys.indexOf('compiled_path'), keys.indexOf('access'))).toEqual([
    'compiled_path',
    'compiled',
    'compiled_code',
    'extra_ctes_injected',
    'extra_ctes',
    'contract',
  ])
  expect(described).toMatchObject({
    compiled: true,
    compiled_code: made.code,
    compiled_path: made.compiledPath,
    build_path: made.buildPath,
    extra_ctes: [{ id: 'model.shop.a', sql: ' a as (select 1)' }],
  })
})

test("a config has every field dbt knows of its kind, in dbt's order, and then the user's own keys", () => {
  const common = 'enabled alias schema database tags meta group static_analysis materialized'
  const node =
    `${common} incremental_strategy batch_size lookback begin persist_docs post-hook pre-hook quoting column_types ` +
    'full_refresh unique_key on_schema_change on_configuration_change grants packages docs contract event_time ' +
    'concurrent_batches'
  const keysOf = (described: { readonly config?: unknown }) => Object.keys(described.config as object).join(' ')
  expect(keysOf(describeNode(orders))).toBe(`${node} access freshness on_error latest_version_pointer my_own_key`)
  expect(keysOf(describeNode(seed('raw')))).toBe(`${node} delimiter quote_columns`)
  expect(keysOf(describeNode(snapshot('hist')))).toBe(
    `${node} strategy target_schema target_database updated_at check_cols snapshot_meta_column_names dbt_valid_to_current`,
  )
  expect(keysOf(describeNode(singularTest('check')))).toBe(
    `${common} severity store_failures store_failures_as sql_header where limit fail_calc warn_if error_if`,
  )
  expect(keysOf(describeSource(source('raw', 'orders')))).toBe(
    'enabled event_time freshness loaded_at_field loaded_at_query meta tags static_analysis',
  )
})

test('a config keeps what was said, also inside groups of fields', () => {
  const config = describeNode(
    snapshot('hist', { config: { snapshot_meta_column_names: { dbt_valid_from: 'since' } } }),
  ).config
  expect(config).toMatchObject({
    strategy: 'timestamp',
    unique_key: 'id',
    snapshot_meta_column_names: {
      dbt_valid_to: null,
      dbt_valid_from: 'since',
      dbt_scd_id: null,
      dbt_updated_at: null,
      dbt_is_deleted: null,
    },
  })
})

test('constraints of a column name no columns, constraints of a model do', () => {
  const constraint: Constraint = {
    type: 'primary_key',
    name: null,
    expression: null,
    columns: ['id'],
    to: null,
    to_columns: [],
    warn_unenforced: true,
    warn_unsupported: true,
  }
  const column: Column = {
    name: 'id',
    description: 'key',
    data_type: 'bigint',
    quote: null,
    constraints: [{ ...constraint, columns: [] }],
    tags: [],
    meta: { pii: true },
    config: { meta: { pii: true }, tags: [] },
    extra: { granularity: 'day', policy: { mask: true } },
    docBlocks: ['doc.shop.key'],
  }
  const described = describeNode(model('m', { columns: new Map([['id', column]]), constraints: [constraint] }))
  const bare = {
    type: 'primary_key',
    name: null,
    expression: null,
    warn_unenforced: true,
    warn_unsupported: true,
    to: null,
    to_columns: [],
  }
  expect(described.constraints).toEqual([{ ...bare, columns: ['id'] }])
  expect(described.columns).toEqual({
    id: {
      name: 'id',
      description: 'key',
      meta: { pii: true },
      data_type: 'bigint',
      constraints: [bare],
      quote: null,
      config: { meta: { pii: true }, tags: [] },
      tags: [],
      granularity: 'day',
      dimension: null,
      entity: null,
      doc_blocks: ['doc.shop.key'],
      policy: { mask: true },
    },
  })
})

test('a data test has a relation only where it stores its failures', () => {
  const check = genericTest('unique', orders, 'id')
  expect(describeNode(check).relation_name).toBeNull()
  const stored = genericTest('unique', orders, 'id', { config: { store_failures: true } })
  expect(describeNode(stored).relation_name).toBe('"db"."public"."unique_orders_id"')
})
