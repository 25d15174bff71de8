import { readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withProject } from '../testing/with-project.ts'
import { placePackages } from './place-packages.ts'

test('what a killed deps left beside the package folder is gone an hour later', async () => {
  await using folder = await withProject({
    '.dbt_packages-aB3xYz/new/half/macros/m.sql': '',
    '.dbt_packages-young1/new/half/macros/m.sql': '',
    '.dbt_packages-of-a-user/notes.md': '',
  })
  const before = new Date(Date.now() - 61 * 60 * 1000)
  for (const name of ['.dbt_packages-aB3xYz', '.dbt_packages-of-a-user'])
    utimesSync(join(folder.path, name), before, before)
  await placePackages([], join(folder.path, 'dbt_packages'), 'dbt_packages')
  expect(readdirSync(folder.path).filter((name) => name.includes('dbt_packages'))).toEqual([
    '.dbt_packages-of-a-user',
    '.dbt_packages-young1',
    'dbt_packages',
  ])
})
