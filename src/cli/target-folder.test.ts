import { readdirSync, readFileSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { serialize } from 'node:v8'
import { expect, test } from 'vitest'
import { withProject } from '../testing/with-project.ts'
import { redactSecrets } from './redact.ts'
import { TargetFolder } from './target-folder.ts'

test('SQL is written over what was there before, and nothing of it is left', async () => {
  await using folder = await withProject({})
  const target = new TargetFolder(folder.path, 'target', 'mark', (text) => text.replaceAll('secret', '***'))
  const label = 'target/compiled/shop/models/orders.sql'
  const read = (): string => readFileSync(join(folder.path, label), 'utf8')
  target.writeSql(label, 'select 1 as the_first_and_longest')
  expect(read()).toBe('select 1 as the_first_and_longest')
  target.writeSql(label, "select 'é secret'")
  expect(read()).toBe("select 'é ***'")
  target.writeSql(label, '')
  expect(read()).toBe('')
})

test('SQL that cannot be written says where', async () => {
  await using folder = await withProject({ target: 'a file' })
  const target = new TargetFolder(folder.path, 'target', 'mark', (text) => text)
  expect(() => target.writeSql('target/compiled/orders.sql', 'select 1')).toThrow('target/compiled/orders.sql')
})

test('what a killed process left half written is gone an hour later, and nothing else', async () => {
  await using folder = await withProject({
    'target/partial_parse.bin.0a1b2c3d.tmp': 'half',
    'target/manifest.json.ffffffff.tmp': 'being written',
    'target/of_a_user.tmp': 'theirs',
  })
  const before = new Date(Date.now() - 61 * 60 * 1000)
  for (const name of ['partial_parse.bin.0a1b2c3d.tmp', 'of_a_user.tmp'])
    utimesSync(join(folder.path, 'target', name), before, before)
  const target = new TargetFolder(folder.path, 'target', '12345678', (text) => text)
  target.keep('partial_parse.bin', new Uint8Array([1]))
  expect(readdirSync(join(folder.path, 'target')).sort()).toEqual([
    'manifest.json.ffffffff.tmp',
    'of_a_user.tmp',
    'partial_parse.bin',
  ])
})

test.each([
  ['of one byte a character', ['select 1', { user: 'hunter22' }], []],
  ['of two bytes a character', ["select 'ž', 'hunter22'"], []],
  ['none', ['select 1'], ['kept.bin']],
])('what holds a secret is not kept for the next command: %s', async (_what, value, names) => {
  await using folder = await withProject({ 'target/.keep': '' })
  const redact = redactSecrets({ DBT_ENV_SECRET_USER: 'hunter22' })
  new TargetFolder(folder.path, 'target', '12345678', redact).keep('kept.bin', serialize(value))
  expect(readdirSync(join(folder.path, 'target')).filter((name) => name !== '.keep')).toEqual(names)
})
