import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, withDatabase } from '../with-database.ts'
import { compileTest } from './cases.ts'

interface Row {
  readonly feature: number | null
  readonly label: boolean | null
}

const rows: fc.Arbitrary<readonly Row[]> = fc.array(
  fc.record({
    feature: fc.option(fc.integer({ min: -3, max: 3 })),
    label: fc.option(fc.boolean(), { freq: 9 }),
  }),
  { minLength: 1, maxLength: 25 },
)

let db: TestDatabase
let sql: string
beforeAll(async () => {
  db = await withDatabase()
  sql = await compileTest({
    name: '',
    source: 'labels',
    test: 'single_feature_auc',
    column: 'feature',
    arguments: { label: 'label', max: 0.5 },
  })
})
afterAll(() => db[Symbol.asyncDispose]())

/** The share of pairs of both classes that the feature puts in the right order, ties counted half; by looking at them all. */
function auc(given: readonly Row[]): number | null {
  const rankOf = ({ feature }: Row): number => feature ?? Number.NEGATIVE_INFINITY
  const positives = given.filter(({ label }) => label === true).map(rankOf)
  const negatives = given.filter(({ label }) => label === false).map(rankOf)
  if (positives.length * negatives.length === 0) return null
  const won = positives.flatMap((p) => negatives.map((n) => (p > n ? 1 : p === n ? 0.5 : 0) as number))
  const share = won.reduce((sum, one) => sum + one, 0) / won.length
  return Math.max(share, 1 - share)
}

test('ranks give what comparing all pairs gives, ties and missing values included', async () => {
  await using session = await db.warehouse.open()
  const check = fc.asyncProperty(rows, async (given) => {
    const values = given.map(({ feature, label }) => `(${feature ?? 'null'}::int, ${label ?? 'null'}::boolean)`)
    const table = `(values ${values.join(', ')}) as written (feature, label)`
    const found = await session.query(sql.replace('"db"."library"."labels"', table), [])
    const expected = auc(given)
    const labelled = given.some(({ label }) => label !== null)
    const said = found.rows.map(([value]) => (value == null ? null : Number(value)))
    if (!labelled || expected === 0.5) expect(said).toEqual([])
    else if (expected === null) expect(said).toEqual([null])
    else expect(said[0]).toBeCloseTo(expected, 3)
  })
  await fc.assert(check, { numRuns: 200 })
})
