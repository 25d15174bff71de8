import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Warehouse } from '../../assay.ts'
import { type TestDatabase, withDatabase } from '../with-database.ts'
import { withEmbedded } from '../with-embedded.ts'
import { answerTo, casesOf, compileTest, refusal, setupFor, sorted, squeezed, type TestCase, textOf } from './cases.ts'

let db: TestDatabase
let embedded: Warehouse

beforeAll(async () => {
  db = await withDatabase()
  embedded = withEmbedded()
  for (const warehouse of [db.warehouse, embedded]) {
    await using session = await warehouse.open()
    await session.statements(setupFor(warehouse))
  }
})

afterAll(async () => {
  await embedded.close()
  await db[Symbol.asyncDispose]()
})

for (const given of casesOf<TestCase>('generic_tests')) {
  if (given.error === undefined)
    test(`${given.test}: ${given.name}`, async () => {
      const sql = await compileTest(given)
      expect(squeezed(sql)).toBe(squeezed(textOf(`generic_tests/${given.file}.expected.sql`)))
      const expected = sorted(given.rows ?? [])
      expect((await answerTo(sql, given, db.warehouse)).rows).toEqual(expected)
      expect((await answerTo(sql, given, embedded)).rows).toEqual(expected)
    })
  else
    test(`${given.test}: ${given.name}`, async () => {
      const { error, at } = given
      expect(await refusal(compileTest(given))).toEqual({ error, at })
    })
}
