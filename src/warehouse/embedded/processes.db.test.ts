/** What only shows between processes. They run the code as it is built, for which it is compiled here. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '../../testing/temporary-folder.ts'
import { TEST_CACHE, withEmbedded } from '../../testing/with-embedded.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
/** Below `node_modules`, or the code would not find its packages. */
const BUILT = join(TEST_CACHE, `built-${randomBytes(4).toString('hex')}`)

beforeAll(async () => {
  await mkdir(BUILT, { recursive: true })
  await build({
    input: join(ROOT, 'src/warehouse/embedded/open.ts'),
    platform: 'node',
    external: /^[^./]/,
    transform: { target: 'node20.19' },
    output: { dir: BUILT },
    logLevel: 'silent',
  })
  await writeFile(join(BUILT, 'package.json'), '{"type": "module"}')
  await writeFile(join(BUILT, 'child.js'), CHILD)
})
afterAll(() => rm(BUILT, { recursive: true, force: true }))

/** Opens the folder it is told, runs what it is told, says so, and waits to be killed. */
const CHILD = `
import { openEmbedded } from './open.js'
const [folder, cacheFolder, ...messages] = process.argv.slice(2)
const warehouse = openEmbedded({ kind: 'embedded', origin: {}, folder, timezone: null }, { cacheFolder })
const session = await warehouse.open()
for (const sql of messages) await session.statements(sql)
console.log('ready')
setInterval(() => undefined, 1000)
`

function child(folder: string, ...messages: readonly string[]): ChildProcess {
  return spawn(process.execPath, [join(BUILT, 'child.js'), folder, TEST_CACHE, ...messages], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

async function ready(process: ChildProcess): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    process.stdout?.once('data', () => resolve())
    process.once('exit', () => reject(new Error('the process ended')))
  })
}

async function kill(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null) return
  const gone = new Promise((resolve) => process.once('exit', resolve))
  process.kill('SIGKILL')
  await gone
}

test('a folder is one process at a time, and free again when that is killed, with what it had committed', async () => {
  await using folder = await temporaryFolder()
  const other = child(folder.path, 'create table kept as select 1 as i', 'begin', 'insert into kept values (2)')
  await ready(other)
  await using warehouse = withEmbedded(folder.path)
  await expect(warehouse.open()).rejects.toMatchObject({
    code: '55006',
    message: `the database in ${folder.path} is in use by process ${other.pid}`,
    hint: 'the embedded database serves one process at a time: wait for the other to end, or end it',
  })
  await kill(other)
  await using session = await warehouse.open()
  expect((await session.statements('select i from kept'))[0]?.rows).toEqual([['1']])
})

test('a first start that is killed at any moment leaves nothing half done', async () => {
  await using folder = await temporaryFolder()
  for (const delay of [150, 300, 450, 600, 900]) {
    const starting = child(folder.path, 'create table if not exists started (i int)')
    await new Promise((resolve) => setTimeout(resolve, delay))
    await kill(starting)
  }
  await using warehouse = withEmbedded(folder.path)
  await using session = await warehouse.open()
  await session.statements('create table if not exists started (i int); insert into started values (1)')
  expect((await session.statements('select i from started'))[0]?.rows).toEqual([['1']])
  expect((await readdir(folder.path)).sort()).toEqual(['.gitignore', 'data', 'version'])
})
