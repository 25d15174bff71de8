import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ran, runnable } from '../testing/run-project.ts'
import { type TestDatabase, withDatabase } from '../testing/with-database.ts'

let db: TestDatabase

beforeAll(async () => {
  db = await withDatabase()
})

afterAll(() => db[Symbol.asyncDispose]())

async function build(files: Readonly<Record<string, string>>): Promise<Ran> {
  await using shop = await runnable(db, files)
  return await shop.run('build')
}

test('an error of PostgreSQL points to the place in the model, and its message to the line of the compiled SQL', async () => {
  const { problems, of } = await build({
    'models/raw.sql': "{{ config(materialized='ephemeral') }}select 1 as id",
    'models/orders.sql': `{{ config(materialized='table') }}
select
  id,
  amuont
from {{ ref('raw') }}`,
  })
  expect(problems).toEqual(['database models/orders.sql:4:3 column "amuont" does not exist'])
  const { message, compiledCode, compiledAt, status } = of('orders')
  expect(status).toBe('error')
  const line = (compiledCode ?? '').split('\n').indexOf('  amuont') + 1
  expect(message).toBe(`Database Error in model orders (models/orders.sql)
  column "amuont" does not exist
  LINE ${line}:   amuont
            ^`)
  expect(compiledAt).toEqual({ line, column: 3 })
})

test('an error in an ephemeral model points into its file', async () => {
  const { problems } = await build({
    'models/raw.sql': "{{ config(materialized='ephemeral') }}\nselect nope as id",
    'models/orders.sql': "select id from {{ ref('raw') }}",
  })
  expect(problems).toEqual(['database models/raw.sql:2:8 column "nope" does not exist'])
})

test('an error in what a macro wrote points to its call', async () => {
  const { problems, of } = await build({
    'macros/twice.sql': '{% macro twice(what) %}{{ what }} +\n  {{ what }}{% endmacro %}',
    'models/orders.sql': "select\n  1 as id,\n  {{ twice('nope') }} as n",
  })
  expect(problems).toEqual(['database models/orders.sql:3:6 column "nope" does not exist'])
  expect(of('orders').compiledAt).toEqual({ line: 3, column: 3 })
})

test('what is missing at the end of a model points to its end', async () => {
  const { problems } = await build({
    'models/orders.sql': "{{ config(materialized='table') }}\nselect 1 as id where\n",
  })
  expect(problems).toEqual(['database models/orders.sql:2:21 syntax error at or near ")"'])
})

test('an error without a place points to the file; what PostgreSQL adds is told', async () => {
  const { problems, of } = await build({ 'models/orders.sql': "{{ config(materialized='table') }}select '1,2'::int[]" })
  expect(problems).toEqual([
    'database models/orders.sql:1:42 malformed array literal: "1,2"\nArray value must start with "{" or dimension information.',
  ])
  expect(of('orders').message).toBe(`Database Error in model orders (models/orders.sql)
  malformed array literal: "1,2"
  LINE 1: select '1,2'::int[]
                 ^
  DETAIL:  Array value must start with "{" or dimension information.`)
})

test('a query that a macro sends points to the user’s call of it', async () => {
  const { problems, of } = await build({
    'macros/ask.sql': "{% macro ask() %}\n  {% do run_query('select nope') %}\n{% endmacro %}",
    'models/orders.sql': 'select 1 as id {{ ask() }}',
  })
  expect(problems).toEqual(['database macros/ask.sql:2:9 column "nope" does not exist'])
  expect(of('orders').message).toContain('Database Error in model orders (models/orders.sql)\n  column "nope"')
  const [diagnostic] = of('orders').diagnostics
  expect(diagnostic?.frames?.map(({ name, at }) => `${name} ${at.file}:${at.line}`)).toEqual([
    'ask models/orders.sql:1',
  ])
})

test('an error in a materialization written in Jinja points into the model', async () => {
  const { problems } = await build({
    'macros/plain.sql': `{% materialization plain, default %}
  {% call statement('main') %}create table {{ this }} as {{ sql }}{% endcall %}
  {{ return({'relations': [this]}) }}
{% endmaterialization %}`,
    'models/orders.sql': "{{ config(materialized='plain') }}\nselect nope",
  })
  expect(problems).toEqual(['database models/orders.sql:2:8 column "nope" does not exist'])
})

test('a template that fails while it is compiled is a compilation error', async () => {
  const { of } = await build({
    'models/orders.sql': "select {{ exceptions.raise_compiler_error('not so') if execute }}",
  })
  expect(of('orders').message).toBe('Compilation Error in model orders (models/orders.sql)\n  not so')
  expect(of('orders').compile).not.toBeNull()
  expect(of('orders').execute).toBeNull()
})
