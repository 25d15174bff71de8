import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withProject } from '../../testing/with-project.ts'
import { LogFile } from './log-file.ts'

test('lines wait for a project, and are added to its log', async () => {
  await using folder = await withProject({})
  const path = join(folder.path, 'logs', 'assay.log')
  for (const line of ['first\n', 'second\n']) {
    const file = new LogFile(null, folder.path, 0)
    file.write(line)
    file.flush()
    file.placeIn(folder.path)
    file.flush()
  }
  expect(readFileSync(path, 'utf8')).toBe('first\nsecond\n')
})

test('a path that was given is kept', async () => {
  await using folder = await withProject({})
  const file = new LogFile(join(folder.path, 'here'), folder.path, 0)
  file.placeIn(join(folder.path, 'project'))
  file.write('line\n')
  file.flush()
  expect(readFileSync(join(folder.path, 'here', 'assay.log'), 'utf8')).toBe('line\n')
})

test('without a line there is no file', async () => {
  await using folder = await withProject({})
  const file = new LogFile(join(folder.path, 'logs'), folder.path, 0)
  file.flush()
  expect(existsSync(join(folder.path, 'logs'))).toBe(false)
})

test('a log that has grown too long is begun anew, and the old one kept', async () => {
  await using folder = await withProject({ 'assay.log': 'x'.repeat(11), 'assay.log.1': 'older' })
  const path = join(folder.path, 'assay.log')
  const file = new LogFile(folder.path, folder.path, 10)
  file.write('new\n')
  file.flush()
  file.write('more\n')
  file.flush()
  expect(readFileSync(path, 'utf8')).toBe('new\nmore\n')
  expect(readFileSync(`${path}.1`, 'utf8')).toBe('x'.repeat(11))
})

test('a log that cannot be written stops nothing', async () => {
  await using folder = await withProject({})
  writeFileSync(join(folder.path, 'logs'), 'a file where a folder should be')
  const file = new LogFile(null, folder.path, 0)
  file.placeIn(folder.path)
  file.write('line\n')
  expect(() => file.flush()).not.toThrow()
  expect(readFileSync(join(folder.path, 'logs'), 'utf8')).toBe('a file where a folder should be')
})

test("beside a dbt_project.yml it has dbt's name", async () => {
  await using folder = await withProject({ 'dbt_project.yml': 'name: shop', 'models/marts/orders.sql': 'select 1' })
  const file = new LogFile(null, join(folder.path, 'models', 'marts'), 0)
  file.write('line\n')
  file.placeIn(folder.path)
  file.flush()
  expect(readFileSync(join(folder.path, 'logs', 'dbt.log'), 'utf8')).toBe('line\n')
  const chosen = new LogFile(join(folder.path, 'elsewhere'), folder.path, 0)
  chosen.write('line\n')
  chosen.flush()
  expect(readFileSync(join(folder.path, 'elsewhere', 'dbt.log'), 'utf8')).toBe('line\n')
})
