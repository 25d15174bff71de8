import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Warehouse } from '../../assay.ts'
import { type TestDatabase, withDatabase } from '../with-database.ts'
import { withEmbedded } from '../with-embedded.ts'
import {
  answerTo,
  callOf,
  casesOf,
  compileModel,
  type MacroCase,
  refusal,
  setupFor,
  sorted,
  squeezed,
  textOf,
} from './cases.ts'

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

const MACROS = ['as_of_join', 'rolling_features', 'rolling', 'surrogate_key', 'missing_flag', 'impute']

describe.each(MACROS)('%s', (macro) => {
  const cases = casesOf<MacroCase>(macro)

  for (const given of cases) {
    if (given.error === undefined)
      test(given.name, async () => {
        const sql = await compileModel(callOf(macro, given))
        expect(squeezed(sql)).toBe(squeezed(textOf(`${macro}/${given.file}.expected.sql`)))
        const expected = { columns: given.columns, rows: sorted(given.rows ?? []) }
        expect(await answerTo(sql, given, db.warehouse)).toEqual(expected)
        expect(await answerTo(sql, given, embedded)).toEqual(expected)
      })
    else
      test(given.name, async () => {
        const { error, at } = given
        expect(await refusal(compileModel(callOf(macro, given)))).toEqual({ error, at })
      })
  }
})
