/** What a database refuses, told with what to do about it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { problem, type RunnableProject, runnable } from '../testing/run-project.ts'
import { type TestDatabase, withDatabase } from '../testing/with-database.ts'

let db: TestDatabase

beforeAll(async () => {
  db = await withDatabase()
})

afterAll(() => db[Symbol.asyncDispose]())

beforeEach(async () => {
  await using session = await db.warehouse.open()
  await session.statements('drop schema if exists analytics cascade')
})

const project = (files: Readonly<Record<string, string>>): Promise<RunnableProject> => runnable(db, files)
const LONG = 'a'.repeat(64)

describe('a schema that cannot be made', () => {
  test('ends the run before it begins, names who needs it, and says where its name comes from', async () => {
    await using shop = await project({
      'models/orders.sql': 'select 1 as id',
      'project.yml': 'name: shop\nmodels: {+schema: x}\n',
      'macros/g.sql': '{% macro generate_schema_name(name, node) %}pg_{{ name }}{% endmacro %}',
    })
    expect(await problem(() => shop.run('run'))).toBe(
      `schema-not-created models/orders.sql:1:1 the schema 'pg_x' for model 'orders' cannot be created: unacceptable schema name "pg_x"
The prefix "pg_" is reserved for system schemas. (names that begin with pg_ are the server's own: choose another one in the node's config 'schema')`,
    )
  })
})

describe('a name of more than 63 bytes', () => {
  test('fails its own node before anything is sent, and what depends on it is skipped', async () => {
    await using shop = await project({
      [`models/${LONG}.sql`]: 'select 1 as id',
      'models/after.sql': `select * from {{ ref('${LONG}') }}`,
      'models/other.sql': 'select 1 as id',
      [`models/${LONG}b.sql`]: "{{ config(alias='short') }}select 1 as id",
    })
    const { lines, problems } = await shop.run('run')
    expect([...lines].sort()).toEqual([
      `${LONG}: error Runtime Error in model ${LONG} (models/${LONG}.sql)
  the name '${LONG}' has 64 bytes; PostgreSQL keeps 63
  give it a shorter 'alias' in its config`,
      `${LONG}b: success CREATE VIEW`,
      `after: skipped because of model.shop.${LONG}`,
      'other: success CREATE VIEW',
    ])
    expect(problems).toEqual([
      `name-too-long models/${LONG}.sql:1:1 the name '${LONG}' has 64 bytes; PostgreSQL keeps 63 (give it a shorter 'alias' in its config)`,
    ])
  })

  test('counts bytes, not characters', async () => {
    const name = 'ü'.repeat(32)
    await using shop = await project({ 'models/m.sql': `{{ config(alias='${name}') }}select 1 as id` })
    expect((await shop.run('run')).problems[0]).toContain(`the name '${name}' has 64 bytes`)
  })

  test('is no matter for a test that keeps no failures, and fails one that does', async () => {
    await using shop = await project({
      [`tests/${LONG}.sql`]: 'select 1 as id where false',
      [`tests/${LONG}b.sql`]: '{{ config(store_failures=true) }}select 1 as id where false',
    })
    const { results } = await shop.run('test')
    expect(results.map(({ id, status }) => [id, status]).sort()).toEqual([
      [`test.shop.${LONG}`, 'pass'],
      [`test.shop.${LONG}b`, 'error'],
    ])
  })

  test('is no matter for a generic test that keeps its failures: it has a shorter one', async () => {
    await using shop = await project({
      'models/orders.sql': 'select 1 as id',
      'models/m.yml': `models: [{name: orders, columns: [{name: id, data_tests: [{accepted_values: {arguments: {values: [${'1, '.repeat(40)}2], quote: false}, config: {store_failures: true}}}]}]}]`,
    })
    expect((await shop.run('build')).results.map(({ status }) => status)).toEqual(['success', 'pass'])
  })

  test('is cut where it is a schema’s, and what lies there is found again by the next run', async () => {
    await using shop = await project({
      'models/orders.sql': `{{ config(materialized='table', schema='${LONG}') }}select 1 as id`,
      'models/m.yml':
        'models: [{name: orders, columns: [{name: id, data_tests: [{unique: {config: {store_failures: true}}}]}]}]',
      'project.yml': `name: shop\ndata_tests: {+schema: ${LONG}_audit}\n`,
    })
    for (const _ of ['built', 'built over what is there'])
      expect((await shop.run('build')).results.map(({ status }) => status)).toEqual(['success', 'pass'])
  })

  test('fails what an ephemeral model would stand in', async () => {
    await using shop = await project({
      [`models/${LONG}.sql`]: "{{ config(materialized='ephemeral') }}select 1 as id",
      'models/after.sql': `select * from {{ ref('${LONG}') }}`,
    })
    expect((await shop.run('run')).problems).toEqual([
      `name-too-long the ephemeral model '${LONG}' would stand here as '__dbt__cte__${LONG}', which has 76 bytes; PostgreSQL keeps 63 (give '${LONG}' a shorter 'alias' in its config)`,
    ])
  })
})

describe('a relation that is not there', () => {
  const files = {
    'models/orders.sql': 'select 1 as id',
    'models/inner.sql': "{{ config(materialized='ephemeral') }}select * from {{ ref('orders') }}",
    'models/late.sql': "select * from {{ ref('inner') }}, {{ ref('days') }}",
    'models/odd.sql': "select * from {{ source('raw', 'items') }}, {{ ref('nothing') }}",
    'models/nothing.sql': '\n',
    'seeds/days.csv': 'd\n1\n',
    'models/m.yml':
      'sources: [{name: raw, tables: [{name: items}]}]\nmodels: [{name: orders, columns: [{name: id, data_tests: [unique]}]}]',
  }

  test('because its node was not part of the run is told with the command that builds it', async () => {
    await using shop = await project(files)
    expect((await shop.run('run', { select: ['late'] })).problems).toEqual([
      'database models/inner.sql:1:56 relation "analytics.orders" does not exist (' +
        "the model 'orders' was not built: assay build --select +late, or --defer to another target; " +
        "the seed 'days' was not loaded: assay seed --select days)",
    ])
    expect((await shop.run('test')).problems).toEqual([
      'database models/m.yml:2:59 relation "analytics.orders" does not exist (' +
        "the model 'orders' was not built: assay build --select orders, or --defer to another target)",
    ])
  })

  test('because it is a source, or an empty model, is told with the file', async () => {
    await using shop = await project(files)
    expect((await shop.run('run', { select: ['odd'] })).problems).toEqual([
      'database models/odd.sql:1:18 relation "raw.items" does not exist (' +
        "the model 'nothing' is never built: models/nothing.sql is empty; " +
        "the source 'raw.items' was not found: models/m.yml says which relation it is (schema, identifier))",
    ])
  })
})

test('SQL of which nothing but comments is left is told as that', async () => {
  await using shop = await project({
    'models/void.sql': '-- nothing yet\n{# nor here #} /* or here */',
    'tests/none.sql': '{# nothing #}',
  })
  expect((await shop.run('build')).problems.toSorted()).toEqual([
    "no-sql models/void.sql:2:29 model 'void' (models/void.sql) has no SQL: nothing but comments is left of it (write a select, or take the file away; an empty file is never built)",
    "no-sql tests/none.sql:1:1 test 'none' (tests/none.sql) has no SQL: nothing but comments is left of it (write a select, or take the file away; an empty file is never built)",
  ])
})

test('a statement that took too long says so, and is not told as cancelled by the user', async () => {
  await using shop = await project({
    'models/slow.sql':
      "{{ config(materialized='table', pre_hook=\"set local statement_timeout = '20ms'\") }}select pg_sleep(5)::text",
  })
  const [told] = (await shop.run('run')).problems
  expect(told).toContain('database models/slow.sql:1:1 canceling statement due to statement timeout')
  expect(told).toContain('(see statement_timeout')
})

test('a missing privilege is told with the grant that mends it', async () => {
  const role = `analyst_${String(process.pid).padStart(7, '0')}`
  await using session = await db.warehouse.open()
  await session.statements(
    `create role ${role}; create schema if not exists hidden; create table hidden.t (n int); grant create on database ${JSON.stringify(db.settings.database)} to ${role}`,
  )
  try {
    await using shop = await project({
      'models/m.sql': `{{ config(pre_hook="set local role ${role}") }}select * from hidden.t`,
    })
    const { problems } = await shop.run('run')
    expect(problems.map((line) => line.replace(/hidden to [^;]+/, 'hidden to …'))).toEqual([
      'database models/m.sql:1:70 permission denied for schema hidden (let its owner run: grant usage on schema hidden to …; to build in it, create as well)',
    ])
  } finally {
    await session.statements(`drop schema hidden cascade; drop owned by ${role}; drop role ${role}`)
  }
})

describe('a contract that its model breaks', () => {
  test('is an error of compilation, with what is wrong of each column', async () => {
    await using shop = await project({
      'models/m.sql': "select 'a' as a, 1.5 as b, 3 as c",
      'models/m.yml': `models:
  - name: m
    config: {contract: {enforced: true}}
    columns: [{name: a, data_type: text}, {name: b, data_type: int}, {name: d, data_type: int}]
`,
    })
    const { lines } = await shop.run('run')
    expect(lines).toEqual([
      `m: error Compilation Error in model m (models/m.sql)
  the model's columns are not what its contract says: b: declared INTEGER, built DECIMAL, data type mismatch; c: built INTEGER, missing in contract; d: declared INTEGER, missing in definition
  change the query, or the columns in the properties`,
    ])
  })
})

test('a column that only a config names is told with the config', async () => {
  await using shop = await project({
    'models/m.sql': "{{ config(materialized='table', indexes=[{'columns': ['nn']}]) }}select 1 as n",
  })
  expect((await shop.run('run')).problems).toEqual([
    "database models/m.sql:1:1 column \"nn\" does not exist (it is named in the config, as 'indexes': the model's query has to give it)",
  ])
})

test('an incremental strategy that is not there fails the first run too, as in dbt', async () => {
  await using shop = await project({
    'models/m.sql': "{{ config(materialized='incremental', incremental_strategy='mergee') }}select 1 as n",
    'models/n.sql': "{{ config(materialized='incremental', incremental_strategy='upsert') }}select 1 as n",
    'models/o.sql': "{{ config(materialized='incremental', incremental_strategy='insert_overwrite') }}select 1 as n",
    'models/p.sql': "{{ config(materialized='incremental', incremental_strategy='rolling') }}select 1 as n",
    'macros/rolled.sql':
      '{% macro get_incremental_rolled_up_sql(arg_dict) %}insert into {{ arg_dict.target_relation }} select 1{% endmacro %}',
  })
  expect((await shop.run('run')).problems.toSorted()).toEqual([
    "compilation the incremental strategy 'insert_overwrite' is not valid for this adapter (there are append, delete+insert, merge, microbatch and rolled_up; microbatch replaces whole stretches of time, delete+insert whole keys)",
    "compilation there is no incremental strategy 'mergee': no macro 'get_incremental_mergee_sql' (did you mean 'merge'? there are append, delete+insert, merge, microbatch and rolled_up)",
    "compilation there is no incremental strategy 'rolling': no macro 'get_incremental_rolling_sql' (there are append, delete+insert, merge, microbatch and rolled_up; a macro get_incremental_rolling_sql(arg_dict) adds one)",
    "compilation there is no incremental strategy 'upsert': no macro 'get_incremental_upsert_sql' (here it is called 'merge'; there are append, delete+insert, merge, microbatch and rolled_up)",
  ])
})

test('a misspelt type is told with the one that was meant', async () => {
  await using shop = await project({ 'models/m.sql': 'select 1::integr as n' })
  expect((await shop.run('run')).problems).toEqual([
    `database models/m.sql:1:11 type "integr" does not exist (did you mean 'integer'?)`,
  ])
})

test('a materialization that is not meant for SQL is not run', async () => {
  await using shop = await project({
    'models/m.sql': "{{ config(materialized='trained') }}select 1 as id",
    'macros/trained.sql':
      "{% materialization trained, default, supported_languages=['python'] %}{% do run_query('create table t ()') %}{{ return({'relations': []}) }}{% endmaterialization %}",
  })
  expect((await shop.run('run')).problems).toEqual([
    "other-languages 'm' is written in SQL, and the materialization 'trained' only supports languages python (add 'sql' to its supported_languages, or choose another materialization)",
  ])
})
