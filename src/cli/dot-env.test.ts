import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { callCli } from '../testing/call-cli.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { withProject } from '../testing/with-project.ts'
import { readDotEnv, withDotEnv } from './dot-env.ts'
import recorded from './testdata/dot-env.json' with { type: 'json' }

test.each(recorded.map(({ text, values }) => [text, values] as const))(
  'reads %j as python-dotenv does',
  (text, values) => {
    // A name without `=` is null there, and never becomes a variable.
    const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
    expect(readDotEnv(text, { HOME_OF: 'home' })).toEqual(given)
  },
)

test('the nearest .env counts, from this folder up; what is in the environment already wins', async () => {
  await using folder = await temporaryFolder()
  const below = join(folder.path, 'project/models')
  mkdirSync(below, { recursive: true })
  writeFileSync(join(folder.path, '.env'), 'A=above\n')
  expect(withDotEnv({}, below)).toEqual({ A: 'above' })
  writeFileSync(join(folder.path, 'project/.env'), 'B=here\nC=here')
  expect(withDotEnv({ C: 'set' }, below)).toEqual({ B: 'here', C: 'set' })
  expect(withDotEnv({ PYTHON_DOTENV_DISABLED: '1' }, below)).toEqual({ PYTHON_DOTENV_DISABLED: '1' })
})

test('templates and options see what .env says', async () => {
  await using shop = await withProject({
    'project.yml': 'name: shop\n',
    'models/a.sql': "{{ config(tags=env_var('KIND')) }} select 1 as a",
    'models/b.sql': 'select 1 as b',
    '.env': 'KIND=daily\nDBT_QUIET=true\n',
  })
  const { out, code } = await callCli('ls --select tag:daily --output name', { cwd: shop.path })
  expect([out, code]).toEqual(['a\n', 0])
})
