import { expect, test } from 'vitest'
import { type Files, load, withFiles } from '../testing/load-project.ts'
import { problem } from '../testing/run-project.ts'

async function problems(files: Files): Promise<string> {
  await using folder = await withFiles({ 'models/orders.sql': 'select 1 as id', ...files })
  return problem(() => load(folder))
}

test('a fault in a hook is told where the hook stands in a config call', async () => {
  const model = `{{ config(
  materialized='table',
  post_hook=["select 1", "select \\"a\\" {% endif %}"]
) }}
select 1 as id`
  expect(await problems({ 'models/orders.sql': model })).toBe(
    "jinja-syntax models/orders.sql:3:43 'endif' has nothing to end here",
  )
})

test('a fault in a hook is told where the hook stands in a property file, in block text too', async () => {
  const properties = `models:
  - name: orders
    config:
      pre_hook:
        - select 1
        - sql: |
            select 2;
            select {{ 3
`
  expect(await problems({ 'models/orders.yml': properties })).toContain('jinja-syntax models/orders.yml:8:')
})

test('a fault in a hook of the project file is told once, there, however many models have it', async () => {
  const project = `name: shop
models:
  +pre-hook: "select {{ 1 }}"
  shop:
    +pre-hook: ["select 1", 'it''s {% if %}']
`
  expect(await problems({ 'project.yml': project, 'models/more.sql': 'select 1 as id' })).toBe(
    "jinja-syntax project.yml:5:42 expected an expression, found '%}'",
  )
})

test.each(['on-run-start', 'on-run-end'])('a fault in %s is told where the statement stands', async (when) => {
  expect(await problems({ 'project.yml': `name: shop\n${when}:\n  - select 1\n  - "select {{ 1 }"\n` })).toBe(
    "jinja-syntax project.yml:4:18 '}' closes nothing",
  )
  expect(await problems({ 'project.yml': `name: shop\n${when}: "select {{ 1 }"\n` })).toBe(
    `jinja-syntax project.yml:2:${when.length + 16} '}' closes nothing`,
  )
})

test('a ref of a hook that finds nothing is told where the hook says it', async () => {
  const hook = '{{ config(post_hook="insert into x select * from {{ ref(\'nope\') }}") }}select 1 as id'
  expect(await problems({ 'models/orders.sql': hook })).toBe(
    "unknown-ref models/orders.sql:1:53 ref('nope') finds no model, seed or snapshot",
  )
  const project = 'name: shop\non-run-end: "select * from {{ ref(\'ordrs\') }}"\n'
  expect(await problems({ 'project.yml': project })).toBe(
    "unknown-ref project.yml:2:31 ref('ordrs') finds no model, seed or snapshot (did you mean 'orders'?)",
  )
})

test('a hook that a macro wrote is told in its own text', async () => {
  expect(
    await problems({
      'macros/h.sql': "{% macro h() %}{{ return('select {{ 1 }') }}{% endmacro %}",
      'models/orders.sql': '{{ config(post_hook=h()) }}select 1 as id',
    }),
  ).toBe("jinja-syntax models/orders.sql (hook):1:13 '}' closes nothing")
})
