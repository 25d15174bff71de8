/** What statements say of who sends them: the model reads the very message that builds it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runnable } from '../testing/run-project.ts'
import { type TestDatabase, withDatabase } from '../testing/with-database.ts'

let db: TestDatabase

beforeAll(async () => {
  db = await withDatabase()
})

afterAll(() => db[Symbol.asyncDispose]())

/** The message that built `orders`, from its `create table` on, and up to it. */
async function sentWith(queryComment: string, more: Readonly<Record<string, string>> = {}): Promise<string | null> {
  await using shop = await runnable(db, {
    'project.yml': `name: shop\n${queryComment}`,
    'models/orders.sql': "{{ config(materialized='table') }}\nselect current_query() as sent",
    ...more,
  })
  expect((await shop.run('run')).lines).toEqual(['orders: success SELECT 1'])
  return (await shop.sql('select sent from analytics.orders'))[0]?.[0] ?? null
}

test('by default a statement carries what dbt says of it', async () => {
  expect(await sentWith('')).toMatch(
    /^begin;\n\/\* \{"app": "dbt", "dbt_version": "1[.\d]+", "profile_name": "\w+", "target_name": "\w+", "node_id": "model\.shop\.orders"\} \*\/\n\s*create\s+table/,
  )
})

test('a template sees the node, the connection and the macros of the project', async () => {
  const macros = {
    'macros/by.sql':
      "{% macro by(node) %}{{ return('by ' ~ node.name ~ '\n, a ' ~ node.resource_type) }}{% endmacro %}",
  }
  expect(await sentWith("query-comment: '{{ by(node) if node else connection_name }}'\n", macros)).toContain(
    '/* by orders\n, a model */\n',
  )
})

test('it may follow the statement, or be left out', async () => {
  expect(await sentWith('query-comment: {comment: from us, append: true}\n')).toMatch(
    / as sent\s+\)?;?\s*\/\* from us \*\/;?/,
  )
  expect(await sentWith("query-comment: ''\n")).not.toContain('/*')
})

test.each([
  ["'ends */ here'", "the query comment would end in its middle, at '*/': ends */ here"],
  ["'{{ nobody_wrote_this() }}'", "'nobody_wrote_this' is undefined"],
])('query-comment: %s stops the run before anything is sent', async (comment, problem) => {
  await using shop = await runnable(db, {
    'project.yml': `name: shop\nquery-comment: ${comment}\n`,
    'models/orders.sql': 'select 1 as id',
  })
  const error = await shop.run('run').catch((thrown: unknown) => thrown)
  expect(String((error as Error).message)).toBe(problem)
})
