/** `sql_header` in the config of data tests: statements before theirs, where the project's flags let them have it. */
import { expect, test } from 'vitest'
import type { Files } from '../../testing/load-project.ts'
import { runnable } from '../../testing/run-project.ts'
import { withDatabase } from '../../testing/with-database.ts'

const HEADED = "{{ config(sql_header=\"set local my.bound = '2';\", store_failures=var('store', false)) }}"
const FILES: Files = {
  'tests/below.sql': `${HEADED} select n from generate_series(1, 5) as n where n <= coalesce(current_setting('my.bound', true), '0')::int`,
}
const flags = (said: string): Files => ({ 'dbt_project.yml': `name: shop\nflags: {${said}}\n` })

test('without the flag it is not sent', async () => {
  await using database = await withDatabase()
  await using project = await runnable(database, { ...FILES, ...flags('') })
  expect((await project.run('test')).lines).toEqual(['below: pass'])
})

test('with it the test sees what it set, whether its rows are kept or not', async () => {
  await using database = await withDatabase()
  await using project = await runnable(database, { ...FILES, ...flags('require_sql_header_in_test_configs: true') })
  const lines = ['below: fail Got 2 results, configured to fail if != 0']
  expect((await project.run('test')).lines).toEqual(lines)
  expect((await project.run('test', { vars: { store: true } })).lines).toEqual(lines)
})
