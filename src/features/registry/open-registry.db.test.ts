import { expect, test } from 'vitest'
import { LENDER, LENDER_DAY, type Lender, withBuiltLender, withLender } from '../../testing/lender-project.ts'

/** A role of its own that may log in and read, for as long as `act` goes on; its connection as environment. */
async function asReader(
  lender: Lender,
  act: (role: string, environment: Readonly<Record<string, string>>) => Promise<void>,
): Promise<void> {
  const url = new URL(lender.database.url)
  const role = `learner_${url.pathname.slice(-12)}`
  await lender.change(`create role ${role} login password 'learns' in role pg_read_all_data`)
  url.username = role
  url.password = 'learns'
  try {
    await act(role, { DATABASE_URL: url.href })
  } finally {
    await lender.change(`drop owned by ${role}; drop role ${role}`)
  }
}

test('a role that may not make the registry is told what an administrator can run, and it helps', async () => {
  await using lender = await withLender()
  await asReader(lender, async (role, environment) => {
    await lender.change(`create schema analytics authorization ${role}`)
    const refused = await lender.call(`run --as-of ${LENDER_DAY}`, { environment })
    expect(refused.code).toBe(1)
    expect(refused.out).toContain(`registered in the schema 'assay', which role '${role}' cannot make`)
    expect(refused.out.replaceAll(/\s+/g, ' ')).toContain(
      `let an administrator run: create schema if not exists assay authorization "${role}"`,
    )
    await lender.change(`create schema if not exists assay authorization "${role}"`)
    const { code } = await lender.call(`run --as-of ${LENDER_DAY}`, { environment })
    expect(code).toBe(0)
    expect(await lender.versions()).toHaveLength(1)
  })
})

test('a role that may not write or read another’s registry is told which grants it lacks, and they help', async () => {
  await using lender = await withBuiltLender()
  await asReader(lender, async (role, environment) => {
    await lender.change(`revoke select on all tables in schema assay from pg_read_all_data`)
    await lender.change(`revoke pg_read_all_data from ${role}; grant usage on schema raw, analytics to ${role}`)
    await lender.change(`grant select on all tables in schema raw, analytics to ${role}`)
    const denied = await lender.call('training-set list', { environment })
    expect(denied.code).toBe(2)
    expect(denied.err).toContain(`role '${role}' may not read the registry of training sets`)
    await lender.change(`grant usage on schema assay to ${role}; grant select on all tables in schema assay to ${role}`)
    const listed = await lender.call('training-set list', { environment })
    expect(listed.out).toContain('shown by loan_training')
    const refused = await lender.call('training-set build', { environment })
    expect(refused.out).toContain(`role '${role}' may not write the registry of training sets`)
    expect(refused.out).toContain(`grant insert, delete on assay.training_sets to "${role}"`)
  })
})

test('a registry that a newer Assay made is left alone', async () => {
  await using lender = await withBuiltLender()
  await lender.change('insert into assay.migrations (version) values (99)')
  const { code, out } = await lender.call(`run --as-of ${LENDER_DAY}`)
  expect(code).toBe(1)
  expect(out).toContain("the schema 'assay' of this database has version 99; this Assay knows it up to 2")
})

test('several sets that are built at once make one registry, and each has its version', async () => {
  const sets = Array.from({ length: 6 }, (_, at) => [`models/set_${at}.sql`, LENDER['models/loan_training.sql'] ?? ''])
  await using lender = await withLender(Object.fromEntries(sets))
  const { code, out } = await lender.call(`run --as-of ${LENDER_DAY} --threads 6`)
  expect({ code, out: code === 0 ? '' : out }).toEqual({ code: 0, out: '' })
  expect(await lender.versions()).toHaveLength(7)
  expect(await lender.rows('select version from assay.migrations')).toEqual([['1'], ['2']])
})

test('two runs that build the same set at once build it once', async () => {
  await using lender = await withLender()
  await lender.call('run --exclude loan_training')
  const build = () => lender.call(`run --select loan_training --as-of ${LENDER_DAY}`)
  const both = await Promise.all([build(), build()])
  expect(both.map(({ code }) => code)).toEqual([0, 0])
  expect(await lender.versions()).toHaveLength(1)
  expect(both.filter(({ out }) => out.includes('already built'))).toHaveLength(1)
})

test('a process killed while it builds leaves neither table, row nor view; the next one builds', async () => {
  await using lender = await withLender()
  await lender.call('run --exclude loan_training')
  // The last step of a build waits here until the session is ended, as it is when its process dies.
  await lender.change(`
    create schema assay;
    create function assay.hold() returns trigger language plpgsql as 'begin perform pg_sleep(60); return new; end'`)
  await lender.call(`run --select loan_training --as-of 2027-12-20`) // makes the registry, and no version
  await lender.change(
    'create trigger hold before insert on assay.training_sets for each row execute function assay.hold()',
  )
  const building = lender.call(`run --select loan_training --as-of ${LENDER_DAY}`)
  const sleeping = "select pid from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'"
  while ((await lender.rows(sleeping)).length === 0) await new Promise((resolve) => setTimeout(resolve, 50))
  await lender.change(`select pg_terminate_backend(pid) from (${sleeping}) as held`)
  expect((await building).code).toBe(1)
  expect(await lender.rows("select relname from pg_class where relname like 'loan_training%'")).toEqual([])
  expect(await lender.versions()).toEqual([])
  await lender.change('drop trigger hold on assay.training_sets')
  const { code } = await lender.call(`run --select loan_training --as-of ${LENDER_DAY}`)
  expect(code).toBe(0)
  expect(await lender.versions()).toHaveLength(1)
})
