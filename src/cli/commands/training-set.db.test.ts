import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LENDER, LENDER_DAY, withBuiltLender, withLender } from '../../testing/lender-project.ts'

test('list names every version, the newest first, and which one readers see', async () => {
  await using lender = await withLender()
  const before = await lender.call('training-set list')
  expect(before.out).toBe(`training set   version  as of  rows  built
─────────────  ───────  ─────  ────  ───────────
loan_training  –                     never built
`)
  await lender.call(`run --as-of ${LENDER_DAY}`)
  await lender.call('training-set build --as-of 2026-01-15')
  await lender.call(`training-set build --as-of-knowledge ${LENDER_DAY}`)
  const [first, second, rewound] = await lender.versions()
  const { out } = await lender.call('training-set list')
  expect(
    out.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d UTC(?= {2}|\n)/g, (time) => (time.startsWith(LENDER_DAY) ? time : 'NOW')),
  ).toBe(
    `training set   version       as of       rows  built
─────────────  ────────────  ──────────  ────  ────────────────────  ────────────────────────────────
loan_training  ${rewound}  ${LENDER_DAY}    51  NOW  as known at 2025-12-20 00:00 UTC
loan_training  ${second}  2026-01-15    51  NOW  shown by loan_training
loan_training  ${first}  ${LENDER_DAY}    51  NOW
`,
  )
})

test('show tells what is known of a version, in words and as JSON; an older one by the beginning of its name', async () => {
  await using lender = await withBuiltLender()
  const [version = ''] = await lender.versions()
  const { out } = await lender.call('training-set show loan_training')
  expect(out).toContain(`version     ${version}, shown by analytics.loan_training`)
  expect(out).toContain(`split        from        up to       rows  defaulted
───────────  ──────────  ──────────  ────  ─────────
train        2024-01-01  2025-01-01    36     0.3333
validation   2025-01-01  2025-03-01     6     0.3333
test         2025-03-01  2025-05-01     6     0.3333
out_of_time  2025-05-01  2025-06-01     3     0.3333
`)
  expect(out).toContain(`read          kind    rows  last event              last known
────────────  ──────  ────  ──────────────────────  ──────────────────────
raw.loans     source    72  2025-12-10 00:00:00+00  2025-12-10 01:00:00+00
`)
  const json = JSON.parse(
    (await lender.call(`training-set show loan_training ${version.slice(0, 6)} --output json`)).out,
  )
  expect(json).toMatchObject({ version, shown: true, row_count: 51, as_of: LENDER_DAY, as_of_knowledge: null })
})

test('diff tells what changed in code, inputs, columns, splits and rows, with a row as an example', async () => {
  await using lender = await withBuiltLender()
  await lender.change('update raw.payments set amount = 0 where loan_id = 11')
  await lender.change(
    "insert into raw.loans select 999, 7, timestamptz '2024-05-01', true, timestamptz '2024-11-01', timestamptz '2024-05-01'",
  )
  await lender.folder.write(
    'models/spine.sql',
    `${LENDER['models/spine.sql']?.replace('defaulted,', 'defaulted, 1 as weight,')}`,
  )
  await lender.call(`run --as-of ${LENDER_DAY}`)
  const [before, after] = await lender.versions()
  const { out, code } = await lender.call('training-set diff loan_training')
  expect(code).toBe(0)
  const [, hash] = /code {6}(\S+ → \S+)/.exec(out) ?? []
  expect(out).toBe(`loan_training: ${before} → ${after}

as of     2025-12-20, both
code      ${hash}
inputs    2 changes
rows      51 → 52; 2 rows differ: amount, rows that come or go
example   loan_id 11, prediction_time 2024-02-10 00:00:00+00: amount 16.5 → 0

split  before                                               after
─────  ───────────────────────────────────────────────────  ───────────────────────────────────────────────────
train  2024-01-01 to 2025-01-01, 36 rows, defaulted 0.3333  2024-01-01 to 2025-01-01, 37 rows, defaulted 0.3514

input      before                                 after
─────────  ─────────────────────────────────────  ─────────────────────────────────────
raw.loans  72 rows, up to 2025-12-10 01:00:00+00  73 rows, up to 2025-12-10 01:00:00+00
spine      72 rows, up to 2025-12-10 01:00:00+00  73 rows, up to 2025-12-10 01:00:00+00

column  before  after
──────  ──────  ───────
weight  –       integer
`)
  const json = JSON.parse((await lender.call(`training-set diff loan_training ${before} ${after} --output json`)).out)
  expect(json).toMatchObject({
    name: 'loan_training',
    before,
    after,
    code_changed: true,
    columns: [{ name: 'weight', before: null, after: 'integer' }],
    rows: { before: 51, after: 52, differing: 2, columns: ['amount', '*'] },
  })
})

test('build takes names, or a selection with what they read; what it left unfinished is retried as it was called', async () => {
  await using lender = await withLender()
  expect((await lender.call(`training-set build +loan_training --as-of ${LENDER_DAY}`)).out).toContain('3 built')
  const failed = await lender.call('training-set build loan_training --as-of 2027-12-20')
  expect(failed.code).toBe(1)
  expect((await lender.call('retry')).out).toContain("cannot fill the splits of 'loan_training' as of 2027-12-20")
})

test('what is no training set, no version, no split or no day is told, with what was meant', async () => {
  await using lender = await withBuiltLender()
  const refused = async (line: string): Promise<string> => {
    const { code, err, out } = await lender.call(line)
    expect({ line, code, out }).toEqual({ line, code: 2, out: '' })
    return err
  }
  expect(await refused('training-set build lone_training')).toContain("did you mean 'loan_training'?")
  expect(await refused('training-set show spine')).toContain("there is no training set 'spine'")
  expect(await refused('training-set show loan_training zzz')).toContain("has no version 'zzz', or several")
  expect(await refused('training-set diff loan_training')).toContain('there is nothing to compare version')
  expect(await refused('training-set export loan_training --split trian')).toContain("did you mean 'train'?")
  expect(await refused('training-set export loan_training --format parquet')).toContain('Parquet is written to a file')
  expect(await refused('training-set build --as-of 2025-02-30')).toContain("--as-of '2025-02-30' is not a date")
  expect(await refused('training-set show')).toContain("missing required argument 'name'")
})

test('without any training set it is said how one comes about; without a version, how to build one', async () => {
  await using none = await withLender({ 'models/loan_training.sql': 'select 1 as one', 'models/models.yml': '' })
  expect((await none.call('training-set list')).err).toContain('the project has no training sets')
  await using unbuilt = await withLender()
  expect((await unbuilt.call('training-set show loan_training')).err).toContain(
    'assay training-set build loan_training',
  )
})

test('csv goes to standard output unless a file is named, which gets its name when it is whole', async () => {
  await using lender = await withBuiltLender()
  const { out } = await lender.call('training-set export loan_training --split out_of_time')
  expect(out).toBe(`loan_id,customer_id,prediction_time,defaulted,label_observed_at,loaded_at,amount,split
161,17,2025-05-10 00:00:00+00,t,2025-11-10 00:00:00+00,2025-05-10 01:00:00+00,241.5,out_of_time
162,18,2025-05-10 00:00:00+00,f,2025-11-10 00:00:00+00,2025-05-10 01:00:00+00,243.0,out_of_time
163,19,2025-05-10 00:00:00+00,f,2025-11-10 00:00:00+00,2025-05-10 01:00:00+00,244.5,out_of_time
`)
  await lender.call('training-set export loan_training --split out_of_time -o last.csv')
  expect(lender.read('last.csv')).toBe(out)
  expect(existsSync(join(lender.folder.path, 'last.csv.part'))).toBe(false)
})
