/** What only a process of its own shows: signals, exit codes, an output that nobody reads. */
import { closeSync, existsSync, openSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BuiltCli, builtCli, type CliProcess } from '../testing/built-cli.ts'
import { type TestDatabase, withDatabase } from '../testing/with-database.ts'
import { type ProjectFolder, withProject } from '../testing/with-project.ts'

const SLOW = 'select 1 as id, pg_sleep(600)::text as slept'

let cli: BuiltCli
let database: TestDatabase
let folder: ProjectFolder

beforeAll(async () => {
  cli = await builtCli()
  database = await withDatabase()
  folder = await withProject({
    'project.yml': 'name: shop\nmodels: {shop: {+materialized: table}}\n',
    'models/first.sql': 'select 1 as id',
    'models/slow.sql': `-- depends_on: {{ ref('first') }}\n${SLOW}`,
    'models/after.sql': "select * from {{ ref('slow') }}",
    'models/last.sql': "select * from {{ ref('after') }}",
    'macros/stubborn.sql': `{% macro stubborn() %}{% do run_query("do $$ begin perform pg_sleep(600);
      exception when query_canceled then perform pg_sleep(600); end $$") %}{% endmacro %}`,
  })
})

afterAll(async () => {
  await folder?.[Symbol.asyncDispose]()
  await database?.[Symbol.asyncDispose]()
  await cli?.[Symbol.asyncDispose]()
})

function start(...args: readonly string[]): CliProcess {
  return cli.start(args, folder.path, { DATABASE_URL: database.url })
}

/** How many statements sleep on the server. */
async function sleeping(): Promise<number> {
  await using session = await database.warehouse.open()
  const { rows } = await session.query(
    `select count(*) from pg_stat_activity
     where datname = current_database() and state = 'active' and pid <> pg_backend_pid() and query like '%pg_sleep(600)%'`,
    [],
  )
  return Number(rows[0]?.[0])
}

async function until(what: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await what())) await new Promise((resolve) => setTimeout(resolve, 20))
}

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)(
  '%s cancels what runs on the server, says what was done and what not, and ends with %i',
  async (signal, code) => {
    const { process, ended, out, err } = start('build')
    await until(async () => (await sleeping()) === 1)
    process.kill(signal)
    expect(await ended).toBe(code)
    expect(await sleeping()).toBe(0)
    expect(out().replace(/\d+\.\d\ds/g, '0.00s')).toContain(`stopping; once more ends it at once
2/4  stop   table  analytics.slow         cancelled    0.00s
3/4  skip   table  analytics.after   needs slow
4/4  skip   table  analytics.last    needs slow

cancelled  table slow, after 0.00s
not begun  after and last

Interrupted after 0.00s: 1 built, 1 cancelled, 2 not begun
→ go on with: assay retry
`)
    expect(err()).toBe('')
  },
)

test('what was interrupted is taken up by retry', async () => {
  await folder.write('models/slow.sql', "select 1 as id, '' as slept from {{ ref('first') }}")
  const { ended, out } = start('retry')
  expect(await ended).toBe(0)
  expect(out()).toContain('3 models')
})

test('a second Ctrl-C does not wait for a server that does not let go', async () => {
  const { process, ended, out } = start('run-operation', 'stubborn')
  await until(async () => (await sleeping()) === 1)
  process.kill('SIGINT')
  await until(() => out().includes('once more ends it at once'))
  process.kill('SIGINT')
  expect(await ended).toBe(130)
})

test('watch builds what was saved and what reads it, waits out a mistake, and ends with Ctrl-C', async () => {
  const { process, ended, out, err } = start('watch', '--threads', '1')
  await until(() => out().includes('watching'))
  await folder.write('models/slow.sql', "select 2 as id, '' as slept from {{ ref('first') }}")
  await until(() => out().includes('waiting for changes'))
  expect(out().replace(/\d+\.\d\ds/g, '0.00s')).toContain(`
models/slow.sql changed
shop → environment: ${new URL(database.url).pathname.slice(1)} at ${new URL(database.url).host}, schema analytics
3 models, 1 thread

1/3  ok     table  analytics.slow             1 row    0.00s
2/3  ok     table  analytics.after            1 row    0.00s
3/3  ok     table  analytics.last             1 row    0.00s

Done in 0.00s: 3 built
`)
  const before = out().length
  await folder.write('models/last.sql', "select * from {{ ref('aftre') }}")
  await until(() => out().slice(before).includes('waiting for changes'))
  expect(err()).toContain("error[unknown-ref] ref('aftre') finds no model, seed or snapshot\n  models/last.sql:1:18\n")
  const again = out().length
  await folder.write('models/last.sql', "select *, true as more from {{ ref('after') }}")
  await until(() => out().slice(again).includes('waiting for changes'))
  expect(out().slice(again)).toContain('Done in')
  process.kill('SIGINT')
  expect(await ended).toBe(130)
})

test('an output that nobody reads any more ends the command without a complaint', async () => {
  const { process, ended, err } = start('ls')
  process.stdout?.destroy()
  expect(await ended).not.toBeNull()
  expect(err()).toBe('')
})

test.skipIf(!existsSync('/dev/full'))('an output that could not be written is told, and never a success', async () => {
  const full = openSync('/dev/full', 'w')
  const { ended, err } = cli.start(['ls'], folder.path, { DATABASE_URL: database.url }, full)
  expect(await ended).toBe(2)
  expect(err()).toMatch(/^error\[cannot-write\] the output was lost: ENOSPC.*\n$/)
  closeSync(full)
})

test.each([
  [['--version'], 0],
  [['build', '--select', 'first'], 0],
  [['run-operation', 'nothing_so_called'], 2],
  [['run-operation', '--sql', 'select nothing_so_called'], 1],
  [['bild'], 2],
  [['build', '--target', 'nowhere', '--profiles-dir', '.'], 2],
])('%s ends the process with %i', async (args, code) => {
  expect(await start(...args).ended).toBe(code)
})
