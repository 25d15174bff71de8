import { afterAll, beforeAll, expect, test } from 'vitest'
import { runnable } from '../../testing/run-project.ts'
import { type TestDatabase, withDatabase } from '../../testing/with-database.ts'

let db: TestDatabase

beforeAll(async () => {
  db = await withDatabase()
})

afterAll(() => db[Symbol.asyncDispose]())

async function problemsOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  await using shop = await runnable(db, files)
  return (await shop.run('build')).problems
}

test('a value its column does not take is told with its line in the file and its column', async () => {
  const problems = await problemsOf({
    'project.yml': 'name: shop\nseeds:\n  shop:\n    +column_types: {amount: integer}\n',
    'seeds/raw.csv': 'id,amount\n1,2\n2,many\n',
  })
  expect(problems).toEqual([
    "wrong-seed-value seeds/raw.csv:3:1 line 3 of seeds/raw.csv, column 'amount' (integer): invalid input syntax for type integer: \"many\" (mend the value, or give 'amount' another type in column_types)",
  ])
})

test('all rows that are too long are told', async () => {
  expect(await problemsOf({ 'seeds/raw.csv': 'id,a\n1,2,3\n1,2\n4,5,6,7\n' })).toEqual([
    'ragged-row seeds/raw.csv:2:1 line 2 of seeds/raw.csv has 3 cells, the header has 2 (a cell that contains the delimiter must stand in double quotes)',
    'ragged-row seeds/raw.csv:4:1 line 4 of seeds/raw.csv has 4 cells, the header has 2 (a cell that contains the delimiter must stand in double quotes)',
  ])
})

test('an empty delimiter fails the seed, not the project', async () => {
  await using shop = await runnable(db, {
    'project.yml': "name: shop\nseeds:\n  shop:\n    +delimiter: ''\n",
    'seeds/raw.csv': 'id\n1\n',
  })
  expect((await shop.run('seed')).lines).toEqual([
    `raw: error Compilation Error in seed raw (seeds/raw.csv)
  the delimiter of seeds/raw.csv is an empty text
  name the character between its cells in the seed's config: delimiter: ';'`,
  ])
})

test('an empty line is a row of nulls, as in dbt, and told', async () => {
  await using shop = await runnable(db, { 'seeds/raw.csv': 'id,a\n1,2\n\n3,4\n\n', 'seeds/one.csv': 'a\n\n1\n' })
  expect((await shop.run('build')).problems.toSorted()).toEqual([
    'short-row seeds/one.csv:2:1 line 2 of seeds/one.csv ends early; what is missing is null',
    'short-row seeds/raw.csv:3:1 2 lines of seeds/raw.csv end early; what is missing is null',
  ])
  expect(await shop.sql('select id, a from analytics.raw order by id')).toEqual([
    ['1', '2'],
    ['3', '4'],
    [null, null],
    [null, null],
  ])
})

test('a column whose name is taken gets the one that dbt gives it, and is told', async () => {
  await using shop = await runnable(db, { 'seeds/twice.csv': 'a,a,,a,a_3\n1,2,3,4,5\n' })
  expect((await shop.run('seed')).problems).toEqual([
    "repeated-column seeds/twice.csv:1:1 seeds/twice.csv has two columns called 'a'; one becomes 'a_2' (rename one of them)",
    "repeated-column seeds/twice.csv:1:1 seeds/twice.csv has two columns called 'a'; one becomes 'a_3' (rename one of them)",
    "repeated-column seeds/twice.csv:1:1 seeds/twice.csv has two columns called 'a_3'; one becomes 'a_3_2' (rename one of them)",
  ])
  expect(await shop.sql('select a, a_2, c, a_3, a_3_2 from analytics.twice')).toEqual([['1', '2', '3', '4', '5']])
})

test('a quote that nothing closes is told where it opens', async () => {
  expect(await problemsOf({ 'seeds/raw.csv': 'id,a\n"x, ""y""",1\n1,"two\n2,three\n' })).toEqual([
    'unreadable-csv seeds/raw.csv:3:3 a quote opens in line 3 of seeds/raw.csv and nothing closes it (close it; a quote that belongs to a value in quotes is written twice)',
  ])
})

test('what a macro of Assay refuses is told of the model', async () => {
  const problems = await problemsOf({
    'models/orders.sql': "{{ config(materialized='table', contract={'enforced': true}) }}\nselect 1 as id",
    'models/m.yml': 'models: [{name: orders, columns: [{name: id, data_type: text}]}]',
  })
  expect(problems.map((problem) => problem.split(' ')[1])).toEqual(['models/orders.sql:1:1'])
})
