import { afterAll, beforeAll, expect, test } from 'vitest'
import { runnable } from '../../testing/run-project.ts'
import { type TestDatabase, withDatabase } from '../../testing/with-database.ts'

let db: TestDatabase

beforeAll(async () => {
  db = await withDatabase()
})

afterAll(() => db[Symbol.asyncDispose]())

test('a test keeps no more failing rows than its limit says', async () => {
  await using shop = await runnable(db, {
    'tests/many.sql': '{{ config(limit=2, store_failures=true) }}select * from generate_series(1, 9) as id',
  })
  const { lines } = await shop.run('test')
  expect(lines).toEqual(['many: fail Got 2 results, configured to fail if != 0'])
  await using session = await db.warehouse.open()
  const kept = await session.query('select count(*) from analytics_dbt_test__audit.many', [])
  expect(kept.rows).toEqual([['2']])
})
