import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../testing/temporary-folder.ts'
import { withEmbedded } from '../../testing/with-embedded.ts'
import type { Warehouse } from '../warehouse.ts'
import { EMBEDDED_POSTGRES } from './folder.ts'
import { openEmbedded } from './open.ts'

const asked = async (warehouse: Warehouse, sql: string) => {
  await using session = await warehouse.open()
  return (await session.statements(sql)).at(-1)?.rows
}

test('the embedded database is the PostgreSQL it says it is', async () => {
  await using warehouse = withEmbedded()
  expect(await asked(warehouse, 'show server_version')).toEqual([[expect.stringMatching(`^${EMBEDDED_POSTGRES}\\.`)]])
  expect(await asked(warehouse, 'select current_database(), pg_backend_pid() > 0')).toEqual([[warehouse.database, 't']])
  expect(warehouse).toMatchObject({ maxSessions: 1, pooled: false, description: 'embedded PostgreSQL in memory' })
})

test('a database in memory is empty after a statement was cancelled', async () => {
  await using warehouse = withEmbedded()
  await using session = await warehouse.open()
  await session.statements('create table lost (i int)')
  await expect(session.statements('select pg_sleep(60)', AbortSignal.timeout(50))).rejects.toMatchObject({
    code: '57014',
  })
  await expect(session.statements('select * from lost')).rejects.toMatchObject({ code: '42P01' })
})

describe('a database in a folder', () => {
  test('keeps what was committed when it is closed, and when a statement is cancelled', async () => {
    await using folder = await temporaryFolder()
    const path = join(folder.path, 'new', '.assay')
    {
      await using warehouse = withEmbedded(path)
      await using session = await warehouse.open()
      await session.statements('create table kept as select generate_series(1, 1000) as i')
      await session.statements('begin')
      await session.statements('delete from kept')
      await expect(session.statements('select pg_sleep(60)', AbortSignal.timeout(50))).rejects.toMatchObject({
        code: '57014',
      })
      await session.statements('rollback')
      expect((await session.statements('select count(*) from kept'))[0]?.rows).toEqual([['1000']])
      await session.statements('insert into kept values (1001)')
    }
    await using warehouse = withEmbedded(path)
    expect(await asked(warehouse, 'select count(*) from kept')).toEqual([['1001']])
    expect(warehouse.description).toBe(`embedded PostgreSQL in ${path}`)
    expect((await readdir(path)).sort()).toEqual(['.gitignore', 'data', 'version'])
    expect(await readFile(join(path, '.gitignore'), 'utf8')).toBe('*\n')
  })

  test('is open once, whatever path leads to it, until it is closed', async () => {
    await using folder = await temporaryFolder()
    const path = join(folder.path, '.assay')
    const first = withEmbedded(path)
    await asked(first, 'select 1')
    await symlink(folder.path, join(folder.path, 'link'), 'junction')
    const detour = join(folder.path, 'link', '.assay')
    await using second = withEmbedded(detour)
    await expect(second.open()).rejects.toMatchObject({
      code: '55006',
      message: `the database in ${detour} is in use by this process, which opened it before`,
      hint: 'the embedded database allows one connection: close the first one',
    })
    await first.close()
    expect(await asked(second, 'select 1')).toEqual([['1']])
  })

  test('begins anew where a first start was interrupted', async () => {
    await using folder = await temporaryFolder()
    await mkdir(join(folder.path, 'data.new-0123'))
    await writeFile(join(folder.path, 'data.new-0123', 'PG_VERSION'), '18\n')
    await using warehouse = withEmbedded(folder.path)
    expect(await asked(warehouse, 'select 1')).toEqual([['1']])
    expect((await readdir(folder.path)).sort()).toEqual(['.gitignore', 'data', 'version'])
  })

  test('of a newer Assay is left alone', async () => {
    await using folder = await temporaryFolder()
    await writeFile(join(folder.path, 'version'), '2\n')
    await using warehouse = withEmbedded(folder.path)
    await expect(warehouse.open()).rejects.toMatchObject({
      code: '55000',
      message: `the database in ${folder.path} was written by a newer version of Assay (layout 2, this one knows 1)`,
      hint: 'use that version, or remove the folder and build again',
    })
    expect(await readdir(folder.path)).toEqual(['version'])
  })

  test('whose version cannot be read is left alone', async () => {
    await using folder = await temporaryFolder()
    await writeFile(join(folder.path, 'version'), 'something else\n')
    await using warehouse = withEmbedded(folder.path)
    await expect(warehouse.open()).rejects.toMatchObject({
      message: `the file 'version' in ${folder.path} does not hold a version: 'something else'`,
    })
  })

  test('of another PostgreSQL is left alone', async () => {
    await using folder = await temporaryFolder()
    await mkdir(join(folder.path, 'data'))
    await writeFile(join(folder.path, 'data', 'PG_VERSION'), '17\n')
    await using warehouse = withEmbedded(folder.path)
    await expect(warehouse.open()).rejects.toMatchObject({
      code: '55000',
      message: `the database in ${folder.path} was written by PostgreSQL 17, and this version of Assay embeds PostgreSQL ${EMBEDDED_POSTGRES}`,
    })
  })

  test('that is damaged says so, with what PostgreSQL wrote', async () => {
    await using folder = await temporaryFolder()
    await mkdir(join(folder.path, 'data'))
    await writeFile(join(folder.path, 'data', 'PG_VERSION'), `${EMBEDDED_POSTGRES}\n`)
    await using warehouse = withEmbedded(folder.path)
    await expect(warehouse.open()).rejects.toMatchObject({
      code: '08001',
      message: expect.stringContaining('the embedded database did not start'),
      detail: expect.stringContaining('postgresql.conf'),
      hint: 'if its files were damaged, remove the folder and build again',
    })
  })

  test('that cannot be written names the folder and the reason', async () => {
    await using folder = await temporaryFolder()
    await writeFile(join(folder.path, 'file'), '')
    const path = join(folder.path, 'file', '.assay')
    await using warehouse = withEmbedded(path)
    await expect(warehouse.open()).rejects.toMatchObject({
      code: 'ENOTDIR',
      message: expect.stringContaining(`the database folder ${path} cannot be used: ENOTDIR`),
    })
  })
})

describe('an empty database kept for later', () => {
  const memory = {
    kind: 'embedded',
    origin: { kind: 'embedded', description: '' },
    folder: null,
    timezone: null,
  } as const

  test('is made where there is none, and made again where it is damaged', async () => {
    await using folder = await temporaryFolder()
    const cacheFolder = join(folder.path, 'cache')
    {
      await using warehouse = openEmbedded(memory, { cacheFolder })
      expect(await asked(warehouse, 'select 1')).toEqual([['1']])
    }
    const [image = '', ...others] = await readdir(cacheFolder)
    expect(others).toEqual([])
    expect(image).toMatch(/^empty-pglite-[\d.]+\.tar\.gz$/)
    await writeFile(join(cacheFolder, image), 'damaged')
    await using warehouse = openEmbedded(memory, { cacheFolder })
    expect(await asked(warehouse, 'select 1')).toEqual([['1']])
    expect((await readFile(join(cacheFolder, image))).length).toBeGreaterThan(1_000_000)
  })

  test('is not needed', async () => {
    await using warehouse = openEmbedded(memory)
    expect(await asked(warehouse, 'select 1')).toEqual([['1']])
  })
})
