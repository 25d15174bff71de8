import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { brief, errorsOf, MINIMAL, pathsOf, read } from '../testing/reading-projects.ts'
import { withProject } from '../testing/with-project.ts'

test.each([
  ['[1, 2]', 'wrong-type --vars:1:1 --vars must be a mapping in YAML or JSON, not a list'],
  ['start', "wrong-type --vars:1:1 --vars must be a mapping in YAML or JSON, not the text 'start'"],
  ['{a: 1', 'yaml-syntax --vars:1:1 the { that opens here is not closed'],
])('--vars %s is refused', async (vars, error) => {
  await using folder = await withProject({ 'dbt_project.yml': MINIMAL })
  expect((await errorsOf(read(folder, { vars }))).map(brief)).toEqual([error])
})

test('files are sorted by what they are for, hidden ones, leftovers and output left out', async () => {
  await using folder = await withProject({
    'dbt_project.yml': MINIMAL,
    'models/b.sql': 'select 1',
    'models/a.SQL': 'select 1',
    'models/staging/c.sql': 'select 1',
    'models/staging/_props.yml': 'version: 2',
    'models/overview.md': '{% docs a %}{% enddocs %}',
    'models/.hidden.sql': 'x',
    'models/.ipynb_checkpoints/b.sql': 'x',
    'models/~b.sql': 'x',
    'models/#b.sql': 'x',
    'models/notes.txt': 'x',
    'seeds/s.csv': 'a\n1\n',
    'seeds/s.yaml': 'version: 2',
    'snapshots/sn.sql': 'x',
    'analyses/an.sql': 'x',
    'macros/m.sql': 'x',
    'tests/t.sql': 'x',
    'tests/generic/g.sql': 'x',
    'tests/fixtures/f.csv': 'x',
    'tests/deep/generic/t2.sql': 'x',
    'functions/f.sql': 'x',
    'sources.yml': 'sources:\n  - name: raw\n',
  })
  const [root] = (await read(folder)).packages
  if (root === undefined) throw new Error('no root package')
  expect(Object.fromEntries(KINDS.map((kind) => [kind, pathsOf(root, kind)]))).toEqual({
    model: ['models/a.SQL', 'models/b.sql', 'models/staging/c.sql'],
    properties: ['models/staging/_props.yml', 'seeds/s.yaml'],
    docs: ['models/overview.md'],
    seed: ['seeds/s.csv'],
    snapshot: ['snapshots/sn.sql'],
    analysis: ['analyses/an.sql'],
    macro: ['macros/m.sql'],
    'data-test': ['tests/deep/generic/t2.sql', 'tests/t.sql'],
    'generic-test': ['tests/generic/g.sql'],
    fixture: ['tests/fixtures/f.csv'],
    function: ['functions/f.sql'],
  })
  const generic = root.files.find(({ kind }) => kind === 'generic-test')
  expect(generic).toMatchObject({ searchPath: 'tests/generic', relativePath: 'g.sql', label: 'tests/generic/g.sql' })
})

const KINDS = [
  'model',
  'properties',
  'docs',
  'seed',
  'snapshot',
  'analysis',
  'macro',
  'data-test',
  'generic-test',
  'fixture',
  'function',
]

test('with `.` as a path, build output, installed packages and node_modules are left out', async () => {
  await using folder = await withProject({
    'dbt_project.yml': 'name: shop\nmodel-paths: [.]\ntarget-path: out\nmacro-paths: []\n',
    'a.sql': 'x',
    'sub/b.sql': 'x',
    'out/compiled/a.sql': 'x',
    'dbt_packages/other/models/c.sql': 'x',
    'dbt_packages/other/dbt_project.yml': 'name: other\n',
    'node_modules/x/d.sql': 'x',
    'logs/e.sql': 'x',
    'sub/target/f.sql': 'x',
  })
  const [root] = (await read(folder)).packages
  expect(root && pathsOf(root, 'model')).toEqual(['a.sql', 'sub/b.sql', 'sub/target/f.sql'])
})

test('a file is found once, though two resource folders hold it', async () => {
  await using folder = await withProject({
    'dbt_project.yml': 'name: shop\nmodel-paths: [models/, ./models/sub, models]\n',
    'models/sub/a.sql': 'x',
    'models/sub/a.yml': 'x: 1',
  })
  const [root] = (await read(folder)).packages
  expect(root && pathsOf(root, 'model')).toEqual(['models/sub/a.sql'])
  expect(root && pathsOf(root, 'properties')).toEqual(['models/sub/a.yml'])
  expect(root?.files.map(({ searchPath }) => searchPath)).toEqual(['models', 'models'])
})

test('.dbtignore leaves files out', async () => {
  await using folder = await withProject({
    'dbt_project.yml': MINIMAL,
    '.dbtignore': '# not these\nmodels/old/\n*.tmp.sql\n!models/old/keep.sql\n',
    'models/a.sql': 'x',
    'models/a.tmp.sql': 'x',
    'models/old/b.sql': 'x',
    'models/old/keep.sql': 'x',
    'models/old/b.yml': 'models: {wrong',
  })
  const [root] = (await read(folder)).packages
  expect(root?.files.map(({ path }) => path)).toEqual(['models/a.sql', 'models/old/keep.sql'])
})

test('links to files are followed, links to folders are not', async () => {
  await using folder = await withProject({ 'dbt_project.yml': MINIMAL, 'elsewhere/a.sql': 'select 1' })
  await mkdir(join(folder.path, 'models'))
  await symlink(join(folder.path, 'elsewhere/a.sql'), join(folder.path, 'models/linked.sql'))
  await symlink(join(folder.path, 'models'), join(folder.path, 'models/loop'))
  const [root] = (await read(folder)).packages
  expect(root?.files.map(({ path, text }) => `${path} ${text}`)).toEqual(['models/linked.sql select 1'])
  await symlink(join(folder.path, 'nowhere.sql'), join(folder.path, 'models/broken.sql'))
  expect((await errorsOf(read(folder))).map(brief)).toEqual([
    'unreadable-file models/broken.sql:1:1 cannot read models/broken.sql: there is no such file',
  ])
})

test('property files at the root are read in a project.yml, if they have lists of resources', async () => {
  const files = {
    'sources.yml': '# ours\nversion: 2\nsources:\n\n  - name: raw\n',
    'exposures.yaml': 'exposures: [{name: a}]\n',
    'packages.yml': 'packages: []\n',
    'docker-compose.yml': 'services: {}\n',
    'deploy.yml': 'services:\n  models:\n    - a\n',
    'chart.yml': '{{ if helm }}\nnot: [yaml\n',
    'other.yml': 'models: {a: 1}\n',
    '.hidden.yml': 'models:\n  - name: a\n',
  }
  await using assay = await withProject({ 'project.yml': MINIMAL, ...files })
  const [ours] = (await read(assay)).packages
  expect(ours?.files.map(({ path, searchPath, relativePath }) => [path, searchPath, relativePath])).toEqual([
    ['exposures.yaml', '.', 'exposures.yaml'],
    ['sources.yml', '.', 'sources.yml'],
  ])
  await using dbt = await withProject({ 'dbt_project.yml': MINIMAL, ...files })
  expect((await read(dbt)).packages[0]?.files).toEqual([])
})

test('texts are UTF-8, their byte order mark gone, and seeds are not kept', async () => {
  await using folder = await withProject({
    'dbt_project.yml': MINIMAL,
    'models/a.sql': '\ufeffselect  1\r\n\r\n',
    'seeds/s.csv': '\n a\r\n1 \n',
  })
  const [root] = (await read(folder)).packages
  const model = root?.files.find(({ kind }) => kind === 'model')
  expect(model?.text).toBe('select  1\r\n\r\n')
  expect(root?.files.find(({ kind }) => kind === 'seed')?.text).toBe('')
})

test('files that are not UTF-8 are errors with the byte, all of them at once', async () => {
  await using folder = await withProject({
    'dbt_project.yml': MINIMAL,
    'models/a.sql': Buffer.from('select 1\nas caf\xe9', 'latin1'),
    'models/b.sql': Buffer.from('\ufeffselect 1', 'utf16le'),
    'seeds/s.csv': Buffer.from([0x61, 0x0a, 0xc3, 0xa9, 0xc3]),
  })
  const errors = await errorsOf(read(folder))
  expect(errors.map(brief)).toEqual([
    'not-utf8 models/a.sql:2:7 models/a.sql is not UTF-8: byte 15 is 0xE9',
    'not-utf8 models/b.sql:1:1 models/b.sql is not UTF-8: byte 0 is 0xFF',
    'not-utf8 seeds/s.csv:2:2 seeds/s.csv is not UTF-8: byte 4 is 0xC3',
  ])
  expect(errors[1]?.hint).toBe('it looks like UTF-16: save it as UTF-8')
})

test('models in other languages are left out with a warning', async () => {
  await using folder = await withProject({
    'dbt_project.yml': MINIMAL,
    'models/a.py': 'def model(dbt, session): ...',
    'models/b.sql': 'select 1',
  })
  const { diagnostics, packages } = await read(folder)
  expect(diagnostics.map(brief)).toEqual([
    'foreign-language models/a.py:1:1 models/a.py is left out: Postgres runs no Python models or functions',
  ])
  expect(packages[0]?.files.map(({ path }) => path)).toEqual(['models/b.sql'])
})
