import { expect, test } from 'vitest'
import { LENDER_DAY, type Lender, withLender } from '../../testing/lender-project.ts'

/** Three versions, the newest first; their code differs. */
async function withVersions(): Promise<{ readonly lender: Lender; readonly versions: readonly string[] }> {
  const lender = await withLender()
  for (const [at, columns] of [
    "['amount']",
    "['amount', 'paid_at']",
    "['amount', 'loaded_at'], prefix='p_'",
  ].entries()) {
    await lender.folder.write(
      'models/loan_training.sql',
      `{{ config(materialized='training_set') }}\n{{ assay.as_of_join(ref('spine'), ref('paid'), columns=${columns}) }}\n`,
    )
    const { code, out } = await lender.call(`run --as-of ${LENDER_DAY}${at === 2 ? ' --full-refresh' : ''}`)
    expect({ code, out: code === 0 ? '' : out }).toEqual({ code: 0, out: '' })
  }
  const rows = await lender.rows('select version from assay.training_sets order by generated_at desc')
  return { lender, versions: rows.map(([version]) => version ?? '') }
}

const tables = (lender: Lender) =>
  lender
    .rows("select relname from pg_class where relkind = 'r' and relname like 'loan_training\\_\\_%' order by 1")
    .then((rows) => rows.map(([name]) => name?.replace('loan_training__', '')))

test('drop says which versions go, and does it with --yes; the registry still has what they were', async () => {
  const { lender, versions } = await withVersions()
  await using _ = lender
  const [newest = '', middle = '', oldest = ''] = versions
  const asked = await lender.call(['training-set', 'drop', 'loan_training', oldest.slice(0, 6), middle])
  expect(asked.code).toBe(0)
  expect(asked.out).toContain('2 versions would be dropped. Nothing was done: say --yes')
  expect((await tables(lender)).length).toBe(3)

  const done = await lender.call(['training-set', 'drop', 'loan_training', oldest, '--yes', '--output', 'json'])
  expect(JSON.parse(done.out)).toMatchObject({
    dropped: true,
    versions: [{ version: oldest, dropped_by: 'postgres', dropped_at: expect.stringMatching(/Z$/) }],
  })
  expect(await tables(lender)).toEqual([newest, middle].sort())
  const listed = await lender.call('training-set list')
  expect(listed.out).toMatch(new RegExp(`${oldest} .*dropped \\d{4}-\\d\\d-\\d\\d`))
  const shown = await lender.call(['training-set', 'show', 'loan_training', oldest])
  expect(shown.out).toMatch(/dropped +\d{4}-\d\d-\d\d \d\d:\d\d UTC by postgres/)
  expect(shown.out).toContain('train ')
  const exported = await lender.call(['training-set', 'export', 'loan_training', oldest])
  expect([exported.code, exported.err]).toEqual([2, expect.stringContaining(`${oldest} (dropped)`)])
})

test('the version that is shown stays unless it is asked for; then the newest that is left is shown', async () => {
  const { lender, versions } = await withVersions()
  await using _ = lender
  const [newest = '', middle = ''] = versions
  const refused = await lender.call(['training-set', 'drop', 'loan_training', newest, '--yes'])
  expect(refused.code).toBe(2)
  expect(refused.err).toContain(`version ${newest} is the one that the view of 'loan_training' shows`)
  const done = await lender.call(['training-set', 'drop', 'loan_training', newest, '--yes', '--current'])
  expect([done.code, (await tables(lender)).length]).toEqual([0, 2])
  expect(await lender.rows('select count(*) from analytics.loan_training')).toEqual(
    await lender.rows(`select count(*) from analytics.loan_training__${middle}`),
  )
})

test('what something reads is not dropped, and nothing else with it', async () => {
  const { lender, versions } = await withVersions()
  await using _ = lender
  const [, middle = '', oldest = ''] = versions
  await lender.change(`create view report as select loan_id from analytics.loan_training__${oldest}`)
  const { code, err } = await lender.call(['training-set', 'drop', 'loan_training', middle, oldest, '--yes'])
  expect([code, (await tables(lender)).length]).toEqual([2, 3])
  expect(err).toContain('view report depends on table')
})

test('prune keeps the newest, and the one that is shown in any case', async () => {
  const { lender, versions } = await withVersions()
  await using _ = lender
  const [newest = '', middle = '', oldest = ''] = versions
  const asked = await lender.call('training-set prune --keep 2 --output json')
  const { dropped, versions: found } = JSON.parse(asked.out) as { dropped: boolean; versions: { version: string }[] }
  expect([dropped, found.map(({ version }) => version)]).toEqual([false, [oldest]])
  const { out } = await lender.call('training-set prune loan_training --keep 0 --yes')
  expect(out).toContain(`${middle} `)
  expect(await tables(lender)).toEqual([newest])
  expect((await lender.call('training-set prune --keep 1')).out).toContain('nothing to drop')
})

test('a version that was dropped is built again from the same code and inputs', async () => {
  const { lender, versions } = await withVersions()
  await using _ = lender
  const [newest = ''] = versions
  const rebuilt = () => lender.call(`run --as-of ${LENDER_DAY}`)
  await rebuilt()
  const [current = ''] =
    (await lender.rows('select version from assay.training_sets order by generated_at desc'))[0] ?? []
  expect(current).not.toBe(newest)
  await lender.call(['training-set', 'drop', 'loan_training', current ?? '', '--yes', '--current'])
  await rebuilt()
  expect(await lender.rows(`select dropped_at from assay.training_sets where version = '${current}'`)).toEqual([[null]])
})
