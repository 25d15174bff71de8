/** What dbt refuses when it parses, refused then too. */
import { expect, test } from 'vitest'
import { problems } from '../testing/load-project.ts'

test('a variable of the environment that is not set', async () => {
  expect(await problems({ 'models/m.sql': "select '{{ env_var('NOT_SET') }}'" })).toEqual([
    "missing-env-var models/m.sql:1:12 the environment variable 'NOT_SET' is not set (set it, or give a default: env_var('NOT_SET', 'default'))",
  ])
})

test('a latest version that is none, and a version that stands twice', async () => {
  const files = { 'models/v_v1.sql': 'select 1 as id', 'models/v_v2.sql': 'select 1 as id' }
  const yaml = (rest: string) => ({ ...files, 'models/m.yml': `models: [{name: v, ${rest}}]` })
  expect(await problems(yaml('latest_version: 3, versions: [{v: 1}, {v: 2}]'))).toEqual([
    "unknown-version models/m.yml:1:36 model 'v' has no version 3, which is to be its latest (its versions are 1, 2)",
  ])
  expect(await problems(yaml('versions: [{v: 1}, {v: 2}, {v: "2"}]'))).toContain(
    "duplicate-version models/m.yml:1:47 model 'v' has the version 2 twice (keep one of the two)",
  )
})

test('a contract whose properties declare no columns, and several primary keys', async () => {
  const model = { 'models/m.sql': "{{ config(contract={'enforced': true}) }}select 1 as id, 2 as n" }
  expect(await problems({ ...model, 'models/m.yml': 'models: [{name: m}]' })).toEqual([
    "invalid-contract models/m.yml:1:17 model 'm' enforces its contract, and its properties declare no columns (list them below 'columns:', each with name and data_type)",
  ])
  const key = 'data_type: int, constraints: [{type: primary_key}]'
  const columns = `models: [{name: m, columns: [{name: id, ${key}}, {name: n, ${key}}]}]`
  expect(await problems({ ...model, 'models/m.yml': columns })).toEqual([
    "invalid-contract models/m.yml:1:17 model 'm' has several primary keys: id, n (a key of several columns is one constraint of the model: constraints: [{type: primary_key, columns: […]}])",
  ])
})

test('a snapshot in YAML of what is not there is told where its relation is written', async () => {
  const yaml =
    "snapshots:\n  - name: s\n    relation: ref('ordrs')\n    config: {strategy: timestamp, unique_key: id, updated_at: at}\n"
  expect(await problems({ 'models/orders.sql': 'select 1 as id', 'snapshots/s.yml': yaml })).toEqual([
    "unknown-ref snapshots/s.yml:3:15 ref('ordrs') finds no model, seed or snapshot (did you mean 'orders'?)",
  ])
})

test('a hook of a seed that refers to a model: seeds depend on nothing', async () => {
  const files = {
    'models/m.sql': 'select 1 as id',
    'seeds/raw.csv': 'id\n1\n',
    'seeds/raw.yml': 'seeds:\n  - name: raw\n    config: {post_hook: "select * from {{ ref(\'m\') }}"}\n',
  }
  expect(await problems(files)).toEqual([
    "seed-with-parents seeds/raw.yml:3:43 Seeds cannot depend on other nodes, and a hook of seed 'raw' refers to ref('m') (write the name of the relation, or put the statement into a hook of a model)",
  ])
})
