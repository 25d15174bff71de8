/** `grants` on relations that are not made anew by a run. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runnable } from '../../testing/run-project.ts'
import { type TestDatabase, withDatabase } from '../../testing/with-database.ts'

let db: TestDatabase

beforeAll(async () => {
  db = await withDatabase()
})

afterAll(() => db[Symbol.asyncDispose]())

const model = (materialized: string, role: string): string =>
  `{{ config(materialized='${materialized}', grants={'select': ['${role}']}) }}select 1 as id`

async function granted(): Promise<unknown> {
  await using session = await db.warehouse.open()
  const found = await session.query(
    "select grantee from information_schema.role_table_grants where table_name = 'm' and grantee <> current_user",
    [],
  )
  return found.rows
}

test.for(['view', 'incremental'])(
  'whom the config of a %s that stays no longer names may no longer read it',
  async (kind) => {
    await using shop = await runnable(db, { [`models/${kind}/m.sql`]: model(kind, 'pg_monitor') })
    await shop.run('run', { fullRefresh: true })
    expect(await granted()).toEqual([['pg_monitor']])
    await shop.folder.write(`models/${kind}/m.sql`, model(kind, 'pg_read_all_stats'))
    await shop.run('run')
    expect(await granted()).toEqual([['pg_read_all_stats']])
  },
)
