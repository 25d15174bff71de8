import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { AssayError } from '../base/diagnostic.ts'
import { load } from '../testing/load-project.ts'
import { withProject } from '../testing/with-project.ts'

interface Case {
  readonly claim: string
  readonly files: Readonly<Record<string, string>>
  readonly refused: boolean
}

/** As in testdata/record-access.py, which asked dbt. */
const DEFAULTS = {
  'dbt_project.yml': 'name: shop\nprofile: shop\n',
  'profiles.yml':
    'shop: {target: dev, outputs: {dev: {type: postgres, host: localhost, port: 5432, user: shop, password: shop, ' +
    'dbname: shop, schema: dev, threads: 1}}}\n',
}

const cases = JSON.parse(readFileSync(new URL('testdata/access.json', import.meta.url), 'utf8')) as readonly Case[]

/** The codes of what is wrong with a project. */
async function faults(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  await using folder = await withProject({ ...DEFAULTS, ...files })
  try {
    await load(folder)
    return []
  } catch (error) {
    if (error instanceof AssayError) return error.diagnostics.map(({ code }) => code)
    throw error
  }
}

test.each(cases.map(({ claim, files, refused }) => [claim, refused ? 'refused' : 'fine', files, refused] as const))(
  '%s: %s, as in dbt-core',
  async (_claim, _answer, files, refused) => {
    const found = await faults(files)
    expect(found.length > 0, found.join(', ')).toBe(refused)
  },
)

test('what is refused is told by what it is, where it is written', async () => {
  const codes = new Map<string, number>()
  for (const { files, refused } of cases) {
    if (!refused) continue
    for (const code of await faults(files)) codes.set(code, (codes.get(code) ?? 0) + 1)
  }
  expect([...codes.keys()].sort()).toEqual([
    'configured-twice',
    'duplicate-name',
    'invalid-property',
    'missing-property',
    'nameless-owner',
    'private-ref',
    'protected-ref',
    'public-ephemeral',
    'unknown-group',
  ])
})
