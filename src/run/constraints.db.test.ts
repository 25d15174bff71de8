import { afterAll, beforeAll, expect, test } from 'vitest'
import { problems } from '../testing/load-project.ts'
import { type RunnableProject, runnable } from '../testing/run-project.ts'
import { type TestDatabase, withDatabase } from '../testing/with-database.ts'

const KEYS = (to: string): string => `seeds:
  - {name: days, config: {indexes: [{columns: [d], unique: true}]}}
models:
  - name: parent
    config: {materialized: table, contract: {enforced: true}}
    columns: [{name: id, data_type: int, constraints: [{type: primary_key}]}]
  - name: child
    config: {materialized: table, contract: {enforced: true}}
    columns:
      - {name: id, data_type: int}
      - {name: pid, data_type: int, constraints: [{type: foreign_key, to: "${to}", to_columns: [id]}]}
`
const FILES = {
  'seeds/days.csv': 'd\n1\n',
  'models/parent.sql': 'select 1 as id',
  'models/child.sql': 'select 1 as id, 1 as pid',
}

let database: TestDatabase
let project: RunnableProject
beforeAll(async () => {
  database = await withDatabase()
  project = await runnable(database, { ...FILES, 'models/m.yml': KEYS("ref('parent')") })
})
afterAll(async () => {
  await project[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

test('a foreign key that points to a ref makes the model depend on it, and leads to its relation, again and again', async () => {
  for (const _ of ['built', 'built over what is there']) {
    const { lines, problems: found } = await project.run('build', { select: ['+child'] })
    expect(lines).toEqual(['parent: success INSERT 0 1', 'child: success INSERT 0 1'])
    expect(found).toEqual([])
    expect(
      await project.sql(
        "select pg_get_constraintdef(oid) from pg_constraint where conrelid = 'analytics.child'::regclass and contype = 'f'",
      ),
    ).toEqual([['FOREIGN KEY (pid) REFERENCES analytics.parent(id)']])
  }
})

test('a foreign key to neither a ref nor a source is refused where it is written', async () => {
  expect(await problems({ ...FILES, 'models/m.yml': KEYS('parent') })).toEqual([
    "bad-foreign-key models/m.yml:11:75 a foreign key of model 'child' points to 'parent', which is neither a ref nor a source (write to: ref('orders') or to: source('raw', 'orders'); or leave 'to' out and write expression: schema.orders (id))",
  ])
})

test('a seed gets the indexes that its config asks for', async () => {
  await project.run('seed')
  expect(
    await project.sql("select count(*) from pg_indexes where tablename = 'days' and indexdef like '%UNIQUE%(d)'"),
  ).toEqual([['1']])
})
