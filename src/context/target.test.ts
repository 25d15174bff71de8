import { expect, test } from 'vitest'
import { print } from '../jinja/values/print.ts'
import { targetValue } from './target.ts'

test("target has dbt's names in dbt's order, and no password", () => {
  const target = targetValue({
    name: 'dev',
    profileName: 'shop',
    type: 'postgres',
    database: 'analytics',
    schema: 'dbt_alice',
    threads: 4,
    host: 'db.example',
    port: 5432,
    user: 'alice',
    extra: { connect_timeout: 10, role: null },
  })
  expect(print(target)).toBe(
    "{'host': 'db.example', 'port': 5432, 'user': 'alice', 'database': 'analytics', 'schema': 'dbt_alice', " +
      "'connect_timeout': 10, 'role': None, 'dbname': 'analytics', 'type': 'postgres', 'threads': 4, 'name': 'dev', " +
      "'target_name': 'dev', 'profile_name': 'shop'}",
  )
})
