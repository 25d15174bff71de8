/** What the pages say, held against the files. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { documentation, installationFolder } from '../base/installation.ts'
import { load, withFiles } from './load-project.ts'

const ROOT = installationFolder()
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

test('docs/built-in-macros.md lists every macro of dbt and dbt_postgres, with its arguments and implementations', async () => {
  await using folder = await withFiles({})
  const { manifest } = await load(folder)
  const macros = [...manifest.macros.values()].filter(
    ({ package: owner }) => owner === 'dbt' || owner === 'dbt_postgres',
  )
  const names = new Set(macros.map(({ name }) => name))
  const implementations = (name: string): string =>
    ['default', 'postgres'].filter((by) => names.has(`${by}__${name}`) || names.has(`${by}__test_${name}`)).join(', ')

  const page = read('docs/built-in-macros.md')
  const rows = [...page.matchAll(/^\| `(\w+\(.*?\))` \| ([^|]*?) \|/gm)].map(
    ([, call, by]) => `${plain(call ?? '')}: ${by}`,
  )
  const written = macros
    .filter(({ name }) => !/^(?:default|postgres)__/.test(name))
    .filter(({ form }) => form !== 'materialization')
    .map((macro) => `${plain(signatureOf(macro))}: ${implementations(macro.name.replace(/^test_/, ''))}`)
  expect(rows.sort()).toEqual(written.sort())

  const listed = new Set(rows.map((row) => row.replace(/\(.*/, '')))
  const loose = [...names].filter(
    (name) =>
      /^(?:default|postgres)__/.test(name) && !listed.has(name.replace(/^(?:default|postgres)__(?:test_)?/, '')),
  )
  expect(loose.filter((name) => !page.includes(`\`${name}(`))).toEqual([])
})

/** `name(argument, other=default)` as it is written in the macro's file. */
function signatureOf({ code, name }: { readonly code: string; readonly name: string }): string {
  const own = name.replace(/^test_/, '')
  const written = new RegExp(`\\{%-?\\s*(?:macro|test|data_test)\\s+${own}\\s*\\(([\\s\\S]*?)\\)\\s*-?%\\}`).exec(code)
  return `${own}(${written?.[1] ?? '?'})`
}

function plain(text: string): string {
  return text.replace(/\s+/g, '').replaceAll('"', "'").toLowerCase()
}

test('the pages that hints and help name are installed with the program', () => {
  const naming = ['src/cli/errors.ts', 'src/cli/help.ts', 'src/features/errors.ts']
  const pages = naming.flatMap((path) =>
    Array.from(read(path).matchAll(/documentation\('([^']+)'\)/g), ([, page = '']) => page),
  )
  expect(pages.sort()).toEqual(['README.md', 'features.md', 'time.md', 'training-sets.md'])
  for (const page of pages) expect(readFileSync(documentation(page), 'utf8')).toMatch(/^# /)
  expect((JSON.parse(read('package.json')) as { files: string[] }).files).toContain('docs')
})
