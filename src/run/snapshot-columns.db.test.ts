/** The columns that a snapshot adds to those of its query. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runnable } from '../testing/run-project.ts'
import { type TestDatabase, withDatabase } from '../testing/with-database.ts'

let db: TestDatabase

beforeAll(async () => {
  db = await withDatabase()
})

afterAll(() => db[Symbol.asyncDispose]())

const snapshot = (names: string): string => `{% snapshot s %}{{ config(
  target_schema='analytics', unique_key='id', strategy='timestamp', updated_at='at', snapshot_meta_column_names=${names}
) }}select 1 as id, now()::timestamp as at{% endsnapshot %}`

test('are called what snapshot_meta_column_names says, and a snapshot that has others is refused', async () => {
  await using shop = await runnable(db, {
    'snapshots/s.sql': snapshot("{'dbt_valid_from': 'since', 'dbt_valid_to': 'until', 'dbt_scd_id': 'row_id'}"),
  })
  await shop.run('snapshot')
  await shop.run('snapshot')
  expect(await shop.sql('select id, until is null, since = dbt_updated_at, row_id is null from analytics.s')).toEqual([
    ['1', 'f', 't', 'f'],
    ['1', 't', 't', 'f'],
  ])
  await shop.folder.write('snapshots/s.sql', snapshot("{'dbt_valid_from': 'since', 'dbt_valid_to': 'until'}"))
  const { lines } = await shop.run('snapshot')
  expect(lines.map((line) => line.split('\n')[0])).toEqual([
    's: error Compilation Error in snapshot s (snapshots/s.sql)',
  ])
})
