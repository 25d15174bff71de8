import { expect, test } from 'vitest'
import { withProject } from '../testing/with-project.ts'
import { addPackage, type NewPackage, parseNewPackage } from './add-package.ts'

const UTILS: NewPackage = { name: 'dbt-labs/dbt_utils', version: '1.3.0', source: 'hub' }

test.each<[string, NewPackage['source'], NewPackage]>([
  ['dbt-labs/dbt_utils@1.3.0', 'hub', UTILS],
  ['git@github.com:a/b.git@v1', 'git', { name: 'git@github.com:a/b.git', version: 'v1', source: 'git' }],
  ['https://me@host/a/b@v1', 'git', { name: 'https://me@host/a/b', version: 'v1', source: 'git' }],
  ['../mine', 'local', { name: '../mine', version: null, source: 'local' }],
])('%s from %s', (written, source, expected) => {
  expect(parseNewPackage(written, source)).toEqual(expected)
})

test.each(['dbt-labs/dbt_utils', 'git@github.com:a/b.git'])('%s lacks a version', (written) => {
  expect(() => parseNewPackage(written, 'git')).toThrow(/lacks a version/)
})

test('a list keeps its comments; the same package in other spellings gives way', async () => {
  await using folder = await withProject({
    'packages.yml': `# ours
packages:
  - package: acme/base # pinned
    version: 1.0.0

  # soon from the hub
  - git: https://github.com/dbt-labs/dbt-utils.git
    revision: 1.0.0
  - local: ../dbt_utils_more
# the end
`,
  })
  expect(addPackage(folder.path, UTILS)).toEqual({
    file: 'packages.yml',
    removed: ['https://github.com/dbt-labs/dbt-utils.git'],
    text: `# ours
packages:
  - package: acme/base # pinned
    version: 1.0.0

  # soon from the hub
  - local: ../dbt_utils_more
  - package: dbt-labs/dbt_utils
    version: 1.3.0
# the end
`,
  })
})

test.each([
  ['no file', {}, 'packages.yml', "packages:\n  - package: acme/base\n    version:\n    - '>=1.0.0'\n    - <2.0.0\n"],
  [
    'an empty list',
    { 'packages.yml': '# none yet\npackages: []\n' },
    'packages.yml',
    "# none yet\npackages:\n  - package: acme/base\n    version:\n    - '>=1.0.0'\n    - <2.0.0\n",
  ],
  [
    'a list in dependencies.yml, without a margin',
    { 'dependencies.yml': 'packages:\n- local: a\nprojects:\n- name: b\n' },
    'dependencies.yml',
    "packages:\n- local: a\n- package: acme/base\n  version:\n  - '>=1.0.0'\n  - <2.0.0\nprojects:\n- name: b\n",
  ],
  [
    'a list on one line, which is written anew',
    { 'packages.yml': 'packages: [{local: a}]\n' },
    'packages.yml',
    "packages:\n- local: a\n- package: acme/base\n  version:\n  - '>=1.0.0'\n  - <2.0.0\n",
  ],
])('%s', async (_what, files: Readonly<Record<string, string>>, file, text) => {
  await using folder = await withProject(files)
  const added = addPackage(folder.path, { name: 'acme/base', version: '>=1.0.0,<2.0.0', source: 'hub' })
  expect(added).toEqual({ file, text, removed: [] })
})
