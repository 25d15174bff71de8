import { expect, test } from 'vitest'
import { runnable } from '../../testing/run-project.ts'
import { withDatabase } from '../../testing/with-database.ts'

/** A function, and a view that calls it. */
const FILES = {
  'functions/twice.sql': 'select x * 2\n',
  'functions/twice.yml': `
functions:
  - name: twice
    arguments: [{name: x, data_type: integer}]
    returns: {data_type: integer}
`,
  'models/four.sql': "select {{ function('twice') }}(2) as four\n",
}

const DEFINITIONS = `select p.oid::regprocedure::text, pg_get_function_result(p.oid), p.provolatile::text
from pg_proc p where p.pronamespace = 'analytics'::regnamespace order by 1`

test('build makes functions before what calls them, as dbt reports them', async () => {
  await using database = await withDatabase()
  await using project = await runnable(database, FILES)
  const { lines, of } = await project.run('build')
  expect(lines).toEqual(['twice: success CREATE FUNCTION', 'four: success CREATE VIEW'])
  expect(of('twice')).toMatchObject({
    relationName: expect.stringContaining('"analytics"."twice"'),
    response: { code: 'CREATE FUNCTION', rowsAffected: -1 },
    overloads: { successful: [], failed: [] },
  })
  expect(await project.sql('select four from analytics.four')).toEqual([['4']])
  // `run` builds models only, and calls the function that is there.
  expect((await project.run('run')).lines).toEqual(['four: success CREATE VIEW'])
})

test('the volatility of a function is what its config says, by default PostgreSQL’s own', async () => {
  await using database = await withDatabase()
  await using project = await runnable(database, FILES)
  const built = async (volatility: string) => {
    await project.folder.write('functions/twice.sql', `{{ config(${volatility}) }} select x * 2`)
    await project.run('build')
    return (await project.sql(DEFINITIONS))[0]?.[2]
  }
  expect(await built('tags=[]')).toBe('v')
  expect(await built("volatility='deterministic'")).toBe('i')
  expect(await built("volatility='stable'")).toBe('s')
  expect(await built("volatility='non-deterministic'")).toBe('v')
})

test('a new return type leaves no view behind: what is built again calls the new function, the old one goes', async () => {
  await using database = await withDatabase()
  await using project = await runnable(database, FILES)
  await project.run('build')
  await project.sql(
    "comment on function analytics.twice(integer) is 'doubles'; revoke all on function analytics.twice(integer) from public",
  )
  await project.folder.write(
    'functions/twice.yml',
    FILES['functions/twice.yml'].replace('returns: {data_type: integer}', 'returns: {data_type: text}'),
  )
  await project.folder.write('functions/twice.sql', "select 'x' || x")
  const { lines, problems } = await project.run('build')
  expect(lines).toEqual(['twice: success CREATE FUNCTION', 'four: success CREATE VIEW'])
  expect(problems).toEqual([])
  expect(await project.sql(DEFINITIONS)).toEqual([['analytics.twice(integer)', 'text', 'v']])
  expect(await project.sql('select four from analytics.four')).toEqual([['x2']])
  // What was granted and said of it stays.
  expect(
    await project.sql(
      "select obj_description(oid), has_function_privilege('pg_monitor', oid, 'execute') from pg_proc where proname = 'twice'",
    ),
  ).toEqual([['doubles', 'f']])
})

test('what is not built again goes on with the old function, which a later run removes', async () => {
  await using database = await withDatabase()
  await using project = await runnable(database, FILES)
  await project.run('build')
  await project.folder.write('functions/twice.yml', FILES['functions/twice.yml'].replace('name: x', 'name: y'))
  await project.folder.write('functions/twice.sql', 'select y * 20')
  const { lines, problems } = await project.run('build', { select: ['twice'] })
  expect(lines).toEqual(['twice: success CREATE FUNCTION'])
  expect(problems).toEqual([
    expect.stringMatching(
      /^old-function-kept "analytics"\."twice"\(integer\) was made anew .*: view analytics\.four depends on function analytics\.twice__assay_\w+_old\(integer\)/,
    ),
  ])
  expect(await project.sql('select four, analytics.twice(2) from analytics.four')).toEqual([['4', '40']])
  expect((await project.run('build')).problems).toEqual([])
  expect(await project.sql('select four from analytics.four')).toEqual([['40']])
  expect((await project.sql(DEFINITIONS)).map(([name]) => name)).toEqual(['analytics.twice(integer)'])
})

test('a body that does not fit its return type is told as PostgreSQL tells it, and the function that was there stays', async () => {
  await using database = await withDatabase()
  await using project = await runnable(database, FILES)
  await project.run('build')
  await project.folder.write('functions/twice.sql', "select 'no number'::text")
  const { lines, problems } = await project.run('build')
  expect(lines).toEqual([
    expect.stringMatching(
      /^twice: error Database Error in function twice \(functions\/twice\.sql\)\n {2}return type mismatch/,
    ),
    'four: skipped because of function.shop.twice',
  ])
  expect(problems).toEqual([expect.stringContaining('functions/twice.sql')])
  expect(await project.sql('select analytics.twice(2)')).toEqual([['4']])
})

test('overloads are functions of the same name; where one fails the others are there all the same', async () => {
  await using database = await withDatabase()
  await using project = await runnable(database, {
    ...FILES,
    'functions/twice.yml': `
functions:
  - name: twice
    arguments: [{name: x, data_type: integer}]
    returns: {data_type: integer}
    overloads:
      - {defined_in: twice_text, arguments: [{name: x, data_type: text}], returns: {data_type: text}}
      - {defined_in: twice_nothing, arguments: [{name: x, data_type: date}]}
`,
    'functions/twice_text.sql': "select x || x || (select four from {{ ref('base') }})",
    'functions/twice_nothing.sql': 'select nothing',
    'models/base.sql': 'select 4 as four',
  })
  const { lines, problems, of } = await project.run('build')
  expect(lines).toEqual([
    'base: success CREATE VIEW',
    'twice: partial success PARTIAL SUCCESS twice',
    'four: skipped because of function.shop.twice',
  ])
  expect(of('twice').overloads).toMatchObject({ successful: ['twice_text'], failed: ['twice_nothing'] })
  expect(problems).toEqual([
    expect.stringMatching(/functions\/twice_nothing\.sql:1:8 .*column "nothing" does not exist/),
  ])
  expect((await project.sql(DEFINITIONS)).map(([name]) => name)).toEqual([
    'analytics.twice(integer)',
    'analytics.twice(text)',
  ])
  expect(await project.sql("select analytics.twice('a'::text)")).toEqual([['aa4']])
})

test('a type that no macro builds is an error; with a macro of the project it is built', async () => {
  await using database = await withDatabase()
  await using project = await runnable(database, {
    ...FILES,
    'functions/twice.sql': "{{ config(type='aggregate') }} int4larger",
  })
  const { lines } = await project.run('build')
  expect(lines[0]).toContain("no macro named 'aggregate_function_sql' is found within the namespace 'dbt'")
  await project.folder.write(
    'macros/aggregate.sql',
    `{% macro postgres__aggregate_function_sql(target_relation) %}
  create or replace aggregate {{ target_relation }} ({{ formatted_scalar_function_args_sql() }})
  (sfunc = {{ model.compiled_code }}, stype = {{ model.returns.data_type }})
{% endmacro %}`,
  )
  expect((await project.run('build')).lines).toEqual(['twice: success CREATE AGGREGATE', 'four: success CREATE VIEW'])
  expect(await project.sql('select analytics.twice(x) from generate_series(1, 3) x')).toEqual([['3']])
})

test('grants and comments are those of the function with its arguments', async () => {
  await using database = await withDatabase()
  await using project = await runnable(database, {
    ...FILES,
    'functions/twice.yml': `
functions:
  - name: twice
    description: Doubles it
    config: {grants: {execute: [pg_monitor]}, persist_docs: {relation: true}}
    arguments: [{name: x, data_type: integer, default_value: 1}]
    returns: {data_type: integer}
    overloads:
      - {defined_in: twice_text, arguments: [{name: x, data_type: text}], returns: {data_type: text}}
`,
    'functions/twice_text.sql': 'select x || x',
  })
  const acl =
    "select oid::regprocedure::text, coalesce(proacl::text like '%pg_monitor=X%', false)::text, obj_description(oid) from pg_proc where proname = 'twice' order by 1"
  expect((await project.run('build')).lines[0]).toBe('twice: success CREATE FUNCTION')
  expect(await project.sql(acl)).toEqual([
    ['analytics.twice(integer)', 'true', 'Doubles it'],
    ['analytics.twice(text)', 'true', 'Doubles it'],
  ])
  await project.folder.write(
    'functions/twice.yml',
    FILES['functions/twice.yml']
      .replace('    arguments', '    config: {grants: {execute: [pg_read_all_stats]}}\n    arguments')
      .replace('data_type: integer}]', 'data_type: integer, default_value: 1}]'),
  )
  await project.run('build', { select: ['twice'] })
  expect(await project.sql(acl)).toEqual([
    ['analytics.twice(integer)', 'false', 'Doubles it'],
    ['analytics.twice(text)', 'true', 'Doubles it'],
  ])
})

test('hooks of a function run around it, and a function may be called by a test', async () => {
  await using database = await withDatabase()
  await using project = await runnable(database, {
    ...FILES,
    'functions/twice.sql':
      "{{ config(pre_hook='create table if not exists analytics.seen (n int)', post_hook='insert into analytics.seen select {{ this }}(1)') }} select x * 2",
    'tests/doubles.sql': "select 1 where {{ function('twice') }}(2) <> 4",
  })
  expect((await project.run('build')).lines.toSorted()).toEqual([
    'doubles: pass',
    'four: success CREATE VIEW',
    'twice: success CREATE FUNCTION',
  ])
  expect(await project.sql('select n from analytics.seen')).toEqual([['2']])
})
