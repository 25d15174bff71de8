import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withProject } from '../testing/with-project.ts'
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
