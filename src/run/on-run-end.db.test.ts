import { expect, test } from 'vitest'
import { runnable } from '../testing/run-project.ts'
import { withDatabase } from '../testing/with-database.ts'

const FILES = {
  'dbt_project.yml': `name: shop
on-run-start: select 1
on-run-end: ['{{ tell(results) }}', "{% do log('schemas ' ~ schemas ~ ' ' ~ database_schemas | length) %}"]
models: {late: {+schema: late}}
`,
  'macros/tell.sql': `{% macro tell(results) %}{% for r in results | sort(attribute='unique_id') %}
{% do log([r.unique_id, r.status, r.node.name, r.node.to_dict().resource_type, r.timing[0].name if r.timing else none, (r.timing | first).to_dict() | list if r.timing else none] | join(' ')) %}
{% endfor %}{% endmacro %}`,
  'models/good.sql': 'select 1 as id',
  'models/late/bad.sql': 'select nope',
}

test('hooks at the end see the results of nodes as objects, and the schemas in which something was built', async () => {
  await using db = await withDatabase()
  await using shop = await runnable(db, FILES)
  const { log, lines } = await shop.run('run')
  expect(lines.at(-1)).toMatch(/^shop-on-run-end-1: success/)
  const timing = "compile ['name', 'started_at', 'completed_at']"
  expect(log).toEqual([
    `model.shop.bad error bad model ${timing}`,
    `model.shop.good success good model ${timing}`,
    "schemas ['analytics'] 1",
  ])
})

test('hooks are counted over all packages, configs of results answer None to what they do not have, and packages are mappings', async () => {
  await using db = await withDatabase()
  await using shop = await runnable(db, {
    'dbt_project.yml': `name: shop
on-run-end: ["{% if execute %}{% do log(results | map(attribute='node') | map(attribute='config') | map(attribute='nope') | list) %}{% endif %}", "{{ look(results) if execute }}"]
`,
    'models/good.sql': 'select 1 as id',
    'macros/look.sql': `{% macro look(results) %}{% set config = results[0].node.config %}
{% do log([config.get('nope', 'absent'), config['nope'], 'materialized' in config, 'nope' in config]) %}
{% do log([context['shop'].get('look') is none, context['shop'].get('nope', 'absent'), context['watch'].keys() | list, context['watch'] is mapping]) %}
{% endmacro %}`,
    'dbt_packages/watch/dbt_project.yml': 'name: watch\non-run-end: select 1\n',
    'dbt_packages/watch/macros/m.sql': '{% macro watched() %}{% endmacro %}',
  })
  const { log, lines } = await shop.run('build')
  expect(log).toEqual(['[None]', "['absent', None, True, False]", "[False, 'absent', ['watched'], True]"])
  expect(lines.slice(-3).map((line) => line.split(':')[0])).toEqual([
    'watch-on-run-end-0',
    'shop-on-run-end-0',
    'shop-on-run-end-1',
  ])
})

test('exposures come to nothing, or are skipped with what they depend on', async () => {
  await using db = await withDatabase()
  await using shop = await runnable(db, {
    'dbt_project.yml': `name: shop
on-run-end: "{% for r in results | sort(attribute='unique_id') if r.node.resource_type == 'exposure' %}{% do log([r.node.name, r.status, r.message, r.failures]) %}{% endfor %}"
`,
    'models/good.sql': 'select 1 as id',
    'models/bad.sql': 'select nope',
    'models/exposures.yml': `exposures:
  - {name: a, type: dashboard, owner: {name: Ann}, depends_on: [ref('good')]}
  - {name: b, type: dashboard, owner: {name: Ann}, depends_on: [ref('bad')]}
`,
  })
  const { log } = await shop.run('build')
  expect(log).toEqual(["['a', 'no-op', 'NO-OP', 0]", "['b', 'skipped', 'because of model.shop.bad', None]"])
})

test('a package may put something around the materialization of tests where the project lets it', async () => {
  await using db = await withDatabase()
  const files = {
    'models/good.sql': 'select 1 as id',
    'tests/one.sql': 'select id from {{ ref("good") }}',
    'dbt_packages/watch/dbt_project.yml': 'name: watch\n',
    'dbt_packages/watch/macros/test.sql': `{% materialization test, default %}
{% set result = dbt.materialization_test_default() %}{% do log('watched ' ~ model.name) %}{{ return(result) }}
{% endmaterialization %}`,
  }
  const flag = 'require_explicit_package_overrides_for_builtin_materializations'
  for (const [allowed, log] of [
    [false, []],
    [true, ['watched one']],
  ] as const) {
    await using shop = await runnable(db, {
      ...files,
      'dbt_project.yml': `name: shop\nflags: {${flag}: ${!allowed}}\n`,
    })
    const ran = await shop.run('build')
    expect(ran.of('one')).toMatchObject({ status: 'fail', failures: 1 })
    expect(ran.log.filter((message) => message.startsWith('watched'))).toEqual(log)
  }
})

test('the materialization of tests as a macro keeps failing rows where that is asked for', async () => {
  await using db = await withDatabase()
  await using shop = await runnable(db, {
    'models/good.sql': 'select i as id from generate_series(1, 5) i',
    'tests/many.sql': '{{ config(store_failures=true, limit=3, error_if=">2") }}select id from {{ ref("good") }}',
    'macros/test.sql':
      '{% materialization test, default %}{{ return(dbt.materialization_test_default()) }}{% endmaterialization %}',
  })
  for (let again = 0; again < 2; again++)
    expect((await shop.run('build')).of('many')).toMatchObject({ status: 'fail', failures: 3 })
  expect(await shop.sql('select count(*) from analytics_dbt_test__audit.many')).toEqual([['3']])
})

test('a hook of the run may be what no transaction takes, though its template asks the database first', async () => {
  await using db = await withDatabase()
  await using shop = await runnable(db, {
    'project.yml': `name: shop
on-run-end: "{% set one = run_query('select 1').rows[0][0] if execute else 0 %}vacuum analytics.orders"
`,
    'models/orders.sql': "{{ config(materialized='table') }}select 1 as id",
  })
  expect((await shop.run('run')).lines).toEqual([
    'orders: success SELECT 1',
    'shop-on-run-end-0: success shop.on-run-end.0 passed',
  ])
})
