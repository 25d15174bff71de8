/** examples/leaky is what its README says. */
import { cp, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { installationFolder } from '../base/installation.ts'
import { callCli } from './call-cli.ts'
import { withDatabase } from './with-database.ts'
import { withProject } from './with-project.ts'

test('the leak in examples/leaky passes every ordinary test, and is found by the experiment', async () => {
  const example = join(installationFolder(), 'examples/leaky')
  await using database = await withDatabase()
  await using folder = await withProject({})
  await cp(example, folder.path, { recursive: true })
  const options = { cwd: folder.path, environment: { DATABASE_URL: database.url } }

  const built = await callCli('build', options)
  expect(built.out).toContain('5 built, 9 passed')
  expect([built.code, built.err]).toEqual([0, ''])

  const { out, code } = await callCli('leakage', options)
  const readme = await readFile(join(example, 'README.md'), 'utf8')
  const lines = (text: string): readonly string[] =>
    text.split('\n').filter((line) => /^(?:leak| +(?:columns|rows|way)) /.test(line))
  expect(lines(out)).toEqual(lines(readme))
  expect(code).toBe(1)
})

test('a config of one line, from its README, makes build fail by it', async () => {
  const example = join(installationFolder(), 'examples/leaky')
  await using database = await withDatabase()
  await using folder = await withProject({})
  await cp(example, folder.path, { recursive: true })
  const readme = await readFile(join(example, 'README.md'), 'utf8')
  const [config = ''] = /^ +leakage: .*$/m.exec(readme) ?? []
  const models = await readFile(join(example, 'models/models.yml'), 'utf8')
  await folder.write('models/models.yml', models.replace(/\n {6}availability_delay: 0\n/, `$&${config}\n`))

  const { code, out } = await callCli('build', { cwd: folder.path, environment: { DATABASE_URL: database.url } })
  expect(code).toBe(1)
  expect(out).toContain('5 built, 9 passed, 1 failed')
  const said = readme.slice(readme.indexOf('fail  test leakage_customer_features')).split('\n').slice(0, 2)
  for (const line of said) expect(out).toContain(line)
})
