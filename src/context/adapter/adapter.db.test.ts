import { afterAll, beforeAll, expect, test } from 'vitest'
import { runnable } from '../../testing/run-project.ts'
import { type TestDatabase, withDatabase } from '../../testing/with-database.ts'

let db: TestDatabase

beforeAll(async () => {
  db = await withDatabase()
  await using session = await db.warehouse.open()
  await session.statements(
    `create schema probe;
     create table probe.orders (id int, note varchar(5), amount numeric(10,2));
     create table probe.wide (id int, note varchar(50), amount numeric(10,2), extra text)`,
  )
})

afterAll(() => db[Symbol.asyncDispose]())

test('a relation is found by its exact name, or in lower case where the project does not quote names', async () => {
  const asked = [
    "adapter.get_relation(target.database, 'probe', 'orders')",
    "adapter.get_relation(target.database, 'probe', 'ORDERS')",
    "adapter.get_relation(target.database, 'PROBE', 'orders')",
    "adapter.quote_as_configured('Aa', 'identifier')",
    "adapter.quote_as_configured('Aa', 'nothing')",
  ]
  const orders = `"${db.settings.database}"."probe"."orders"`
  expect(await answers(asked)).toEqual([orders, 'None', 'None', '"Aa"', 'Aa'])
  expect(await answers(asked, 'quoting: {identifier: false}')).toEqual([orders, orders, 'None', 'Aa', 'Aa'])
  expect(await answers(asked, 'quoting: {schema: false}')).toEqual([orders, 'None', orders, '"Aa"', 'Aa'])
})

test('a schema exists under its exact name only', async () => {
  expect(
    await answers([
      "adapter.check_schema_exists(target.database, 'probe')",
      "adapter.check_schema_exists(target.database, 'PROBE')",
      "adapter.check_schema_exists(target.database, 'nothing')",
    ]),
  ).toEqual(['True', 'False', 'False'])
})

test('columns are compared and widened by their names', async () => {
  const relation = (name: string) =>
    `api.Relation.create(database=target.database, schema='probe', identifier='${name}')`
  expect(
    await answers([
      `adapter.get_missing_columns(${relation('wide')}, ${relation('orders')}) | map(attribute='name') | list`,
      `adapter.get_columns_in_relation(${relation('orders')}) | map(attribute='data_type') | list`,
      `adapter.expand_target_column_types(${relation('wide')}, ${relation('orders')})`,
      `adapter.get_columns_in_relation(${relation('orders')}) | map(attribute='data_type') | sort`,
      "adapter.get_columns_in_table('probe', 'wide') | map(attribute='char_size') | list",
    ]),
  ).toEqual([
    "['extra']",
    "['integer', 'character varying(5)', 'numeric(10,2)']",
    'None',
    "['character varying(50)', 'integer', 'numeric(10,2)']",
    '[None, 50, None, None]',
  ])
})

test("a query's columns are named by psycopg2's words, text by dbt's", async () => {
  const query = "select 1 as i, 'x'::text as t, now() as n, 1.5 as d, true as b, '{}'::jsonb as j, array[1] as a"
  expect(await answers([`adapter.get_column_schema_from_query("${query}") | map(attribute='dtype') | list`])).toEqual([
    "['INTEGER', 'TEXT', 'DATETIMETZ', 'DECIMAL', 'BOOLEAN', 'JSONB', 'INTEGERARRAY']",
  ])
})

test('the types of an agate table become types of Postgres', async () => {
  const query =
    "select 1 as i, 2.50 as d, 2.00 as w, null as n, true as b, current_date as a, now()::timestamp as t, 'x' as s"
  const table = `adapter.execute("${query}", fetch=true)[1]`
  const types = await answers(Array.from({ length: 8 }, (_, index) => `adapter.convert_type(${table}, ${index})`))
  const [integer, timestamp] = ['integer', 'timestamp without time zone']
  expect(types).toEqual([integer, 'float8', integer, integer, 'boolean', 'date', timestamp, 'text'])
})

test('another database is refused, with or without quotes around its name', async () => {
  const { database } = db.settings
  expect(
    await answers([`adapter.verify_database('"${database}"')`, `adapter.verify_database('${database}' | upper)`]),
  ).toEqual(['', ''])
  await using project = await runnable(db, {
    'models/a.sql': "{% do adapter.verify_database('other') %}select 1 as id",
  })
  expect((await project.run('run')).problems).toEqual([
    `other-database models/a.sql:1:15 the database 'other' cannot be reached from '${database}': Postgres has no references across databases (leave the database out, or use one target for each)`,
  ])
})

/** What the expressions print in a model. */
async function answers(expressions: readonly string[], settings = ''): Promise<readonly string[]> {
  const logged = expressions.map((expression) => `{% do log(${expression} | string) %}`).join('\n')
  await using project = await runnable(db, {
    'project.yml': `name: shop\n${settings}\n`,
    'models/a.sql': `{% if execute %}${logged}{% endif %}select 1 as id`,
  })
  const { log, problems } = await project.run('run')
  expect(problems).toEqual([])
  return log
}
