import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { withDatabase } from '../../with-database.ts'
import { compiledCalls } from './compiled.ts'

type Row = readonly [at: string, a: number, b: string]

/** As record.py writes them. */
interface Case {
  readonly by: readonly string[]
  readonly exact: boolean
  readonly ttl: string | null
  readonly asked: readonly Row[]
  readonly told: readonly Row[]
  readonly answer: readonly (number | null)[]
}

const CASES: readonly Case[] = JSON.parse(readFileSync(new URL('merge_asof.json', import.meta.url), 'utf8'))

test("as_of_join answers as pandas' merge_asof does, looking up and carrying forward", async () => {
  const calls = CASES.flatMap(({ by, exact, ttl }, i) =>
    ['lateral', 'carry_forward'].map((strategy) => [
      `case_${i}_${strategy}`,
      `as_of_join(source('made', 'asked'), source('made', 'told'), columns=['seq'], entity=${JSON.stringify(by)}, ` +
        `availability_delay=0, tie_break='seq', strategy='${strategy}', allow_exact_matches=${exact}, ` +
        `ttl=${ttl === null ? 'none' : `'${ttl}'`})`,
    ]),
  )
  const compiled = await compiledCalls(Object.fromEntries(calls))
  await using db = await withDatabase()
  await using session = await db.warehouse.open()
  for (const [i, { asked, told, answer }] of CASES.entries()) {
    const tables = `asked as (${table(asked, 'id', 'asked')}), told as (${table(told, 'seq', 'happened')})`
    for (const strategy of ['lateral', 'carry_forward']) {
      const sql = compiled.get(`case_${i}_${strategy}`)
      const { rows } = await session.query(`with ${tables} select seq from (${sql}) as joined order by id`, [])
      expect(
        rows.map(([seq]) => (seq == null ? null : Number(seq))),
        `case ${i}, ${strategy}`,
      ).toEqual(answer)
    }
  }
  // Most questions have an answer: the cases are worth something.
  expect(CASES.flatMap(({ answer }) => answer.filter((seq) => seq !== null)).length).toBeGreaterThan(100)
})

function table(rows: readonly Row[], number: string, time: string): string {
  const values = [['null', 'null', 'null', 'null'], ...rows.map(([at, a, b], i) => [i, `'${at}'`, a, `'${b}'`])]
  return (
    `select ${number}::int, ${time}::timestamptz, a::int, b::text ` +
    `from (values ${values.map((row) => `(${row.join(', ')})`).join(', ')}) as v (${number}, ${time}, a, b) where ${number} is not null`
  )
}
