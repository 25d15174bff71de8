import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { AssayError, type Diagnostic } from '../base/diagnostic.ts'
import { Float } from '../jinja/values/value.ts'
import { type ProjectFolder, withProject } from '../testing/with-project.ts'
import type { Package, Project } from './project.ts'
import { type ReadProjectOptions, readProject } from './read-project.ts'

const MINIMAL = 'name: shop\n'

/** Without this machine's variables and home folder. */
const BARE: ReadProjectOptions = { environment: {}, home: null }

function read(folder: ProjectFolder, options: Partial<ReadProjectOptions> = {}): Promise<Project> {
  return readProject(folder.path, { ...BARE, ...options })
}

async function errorsOf(reading: Promise<unknown>): Promise<readonly Diagnostic[]> {
  try {
    await reading
  } catch (thrown) {
    if (thrown instanceof AssayError) return thrown.diagnostics
    throw thrown
  }
  return []
}

/** `code file:line:column message` */
function brief({ code, at, message }: Diagnostic): string {
  return `${code} ${at === undefined ? '-' : `${at.file}:${at.line}:${at.column}`} ${message}`
}

function pathsOf({ files }: Package, kind: string): readonly string[] {
  return files.filter((file) => file.kind === kind).map(({ path }) => path)
}

test('a project is found from any folder inside it', async () => {
  await using folder = await withProject({ 'dbt_project.yml': MINIMAL, 'models/deep/a.sql': 'select 1' })
  const project = await readProject(join(folder.path, 'models/deep'), BARE)
  expect(project.root).toBe(folder.path)
  expect(project.settings.name).toBe('shop')
})

test('without a project file anywhere the error says where it looked and what to do', async () => {
  await using folder = await withProject({ 'readme.md': '' })
  expect(await errorsOf(read(folder))).toEqual([
    {
      code: 'no-project',
      severity: 'error',
      message: `there is no project.yml or dbt_project.yml in ${folder.path} or above it`,
      hint: "go to the project's folder, give it with --project-dir, or begin one with 'assay init'",
    },
  ])
  expect((await errorsOf(readProject(join(folder.path, 'nowhere'), BARE))).map(brief)).toEqual([
    `no-folder - there is no folder ${folder.path}/nowhere`,
  ])
})

test('a project file with the wrong ending is named', async () => {
  await using folder = await withProject({ 'dbt_project.yaml': MINIMAL })
  expect(await errorsOf(read(folder))).toMatchObject([
    {
      code: 'no-project',
      message: 'the project file is called dbt_project.yaml',
      hint: 'rename it to dbt_project.yml',
    },
  ])
})

test('two project files in one folder are an error', async () => {
  await using folder = await withProject({ 'project.yml': MINIMAL, 'dbt_project.yml': MINIMAL })
  expect((await errorsOf(read(folder))).map(brief)).toEqual([
    `two-project-files - both project.yml and dbt_project.yml are in ${folder.path}`,
  ])
})

test("defaults are dbt's; project.yml adds Assay's own", async () => {
  await using dbt = await withProject({ 'dbt_project.yml': MINIMAL })
  await using assay = await withProject({ 'project.yml': MINIMAL })
  const settings = (await read(dbt)).settings
  expect(settings).toMatchObject({
    dialect: 'dbt',
    file: 'dbt_project.yml',
    paths: {
      models: ['models'],
      seeds: ['seeds'],
      snapshots: ['snapshots'],
      tests: ['tests'],
      analyses: ['analyses'],
      macros: ['macros'],
      docs: ['models', 'seeds', 'snapshots', 'analyses', 'macros', 'tests', 'functions'],
      assets: [],
      functions: ['functions'],
    },
    targetPath: 'target',
    cleanTargets: ['target'],
    packagesInstallPath: 'dbt_packages',
    queryComment: { kind: 'default', append: false },
    onRunStart: [],
    timezone: null,
    publish: 'after_build',
  })
  expect((await read(assay)).settings).toMatchObject({ dialect: 'assay', timezone: 'UTC', publish: 'after_tests' })
  expect((await read(assay)).connection).toMatchObject({ timezone: 'UTC' })
})

test('settings are rendered with the environment, --vars and the target, and keep their types', async () => {
  await using folder = await withProject({
    'dbt_project.yml': [
      'name: shop',
      'version: \'{{ env_var("VERSION", "2.0") }}\'',
      'model-paths: ["{{ var(\'folder\') }}"]',
      'vars:',
      '  ratio: 1.0',
      '  raw: "{{ not_rendered }}"',
      '  stripe: {days: 7}',
      'models:',
      '  shop:',
      '    +enabled: "{{ target.name == \'embedded\' }}"',
      '    +schema: "{{ target.schema }}_x"',
      '    +post-hook: "grant select on {{ this }} to bi"',
      'on-run-end: "{{ log(results) }}"',
    ].join('\n'),
  })
  const { settings, commandVars } = await read(folder, {
    environment: { VERSION: '3.1' },
    vars: '{folder: sql, n: 1.0}',
  })
  expect(settings.version).toBe('3.1')
  expect(settings.paths.models).toEqual(['sql'])
  expect(settings.vars).toEqual({ ratio: new Float(1), raw: '{{ not_rendered }}', stripe: { days: 7 } })
  expect(commandVars).toEqual({ folder: 'sql', n: new Float(1) })
  expect(settings.configs.models).toEqual({
    shop: { '+enabled': true, '+schema': 'analytics_x', '+post-hook': 'grant select on {{ this }} to bi' },
  })
  expect(settings.unrenderedConfigs.models).toMatchObject({ shop: { '+enabled': "{{ target.name == 'embedded' }}" } })
  expect(settings.onRunEnd).toEqual(['{{ log(results) }}'])
})

test('hooks, dispatch, quoting, flags and query comments are read in all their forms', async () => {
  await using folder = await withProject({
    'dbt_project.yml': [
      'name: shop',
      'version: 1.0',
      'on-run-start: [select 1, select 2]',
      'dispatch: [{macro_namespace: dbt_utils, search_order: [shop, dbt_utils]}]',
      'quoting: {identifier: false}',
      'flags: {send_anonymous_usage_stats: false}',
      'query-comment: {comment: "run by {{ target.user }}", append: true}',
      'clean-targets: [target, dbt_packages]',
      'require-dbt-version: ">=1.3.0,<2.0.0"',
      'restrict-access: true',
      'tests: {+severity: warn}',
      'timezone: Europe/Zurich',
    ].join('\n'),
  })
  const { settings, connection } = await read(folder)
  expect(settings).toMatchObject({
    version: '1.0',
    onRunStart: ['select 1', 'select 2'],
    dispatch: [{ macroNamespace: 'dbt_utils', searchOrder: ['shop', 'dbt_utils'] }],
    quoting: { identifier: false },
    flags: { send_anonymous_usage_stats: false },
    queryComment: { kind: 'template', template: 'run by {{ target.user }}', append: true },
    cleanTargets: ['target', 'dbt_packages'],
    requireDbtVersion: ['>=1.3.0', '<2.0.0'],
    restrictAccess: true,
    configs: { data_tests: { '+severity': 'warn' } },
  })
  expect(connection.timezone).toBe('Europe/Zurich')
})

test.each([
  ['', { kind: 'default', append: false }],
  ['query-comment:', { kind: 'none' }],
  ["query-comment: ''", { kind: 'none' }],
  ['query-comment: from us', { kind: 'template', template: 'from us', append: false }],
  ['query-comment: {append: true}', { kind: 'default', append: true }],
])('%s is the query comment as dbt understands it', async (line, comment) => {
  await using folder = await withProject({ 'dbt_project.yml': `name: shop\n${line}\n` })
  expect((await read(folder)).settings.queryComment).toEqual(comment)
})

test('what is wrong in a project file is told at once, each with path, expectation, finding and place', async () => {
  await using folder = await withProject({
    'dbt_project.yml': [
      'name: 1st shop',
      'config-version: 1',
      'version: latest',
      'dbt-cloud: ours',
      'model-paths: models',
      'seed-paths: [seeds, 3]',
      'quoting: {schema: maybe}',
      'models: []',
      'dispatch: [{macro_namespace: dbt_utils}]',
      'require-dbt-version: [">=1.0", "<2.0.0"]',
      'publish: never',
      'restrict-access: "yes"',
    ].join('\n'),
  })
  expect((await errorsOf(read(folder))).map(brief)).toEqual([
    "bad-project-name dbt_project.yml:1:7 '1st shop' cannot be the name of a project",
    "wrong-type dbt_project.yml:2:17 'config-version' must be 2, the only version there is, not the number 1",
    "wrong-type dbt_project.yml:3:10 'version' must be a version such as '1.0.0', not the text 'latest'",
    "wrong-type dbt_project.yml:5:14 'model-paths' must be a list of texts, not the text 'models'",
    "wrong-type dbt_project.yml:6:21 'seed-paths[1]' must be text, not the number 3",
    "wrong-type dbt_project.yml:7:19 'quoting.schema' must be true or false, not the text 'maybe'",
    "missing-key dbt_project.yml:9:12 dbt_project.yml lacks 'dispatch[0].search_order'",
    "wrong-type dbt_project.yml:12:18 'restrict-access' must be true or false, not the text 'yes'",
    "wrong-type dbt_project.yml:8:9 'models' must be a mapping, not a list",
    "wrong-type dbt_project.yml:4:12 'dbt-cloud' must be a mapping, not the text 'ours'",
    "wrong-type dbt_project.yml:11:10 'publish' must be after_build or after_tests, not the text 'never'",
  ])
})

test('a project without a name is told what to add', async () => {
  await using folder = await withProject({ 'dbt_project.yml': 'version: 1\n' })
  expect(await errorsOf(read(folder))).toMatchObject([
    { code: 'missing-key', message: "dbt_project.yml lacks 'name'", hint: "add 'name': text" },
  ])
})

test('names that templates or packages of ours use are refused', async () => {
  await using reserved = await withProject({ 'dbt_project.yml': 'name: target\n' })
  expect((await errorsOf(read(reserved))).map(brief)).toEqual([
    "wrong-type dbt_project.yml:1:7 'name' must be a name that templates do not use for something else, not the text 'target'",
  ])
  await using ours = await withProject({ 'dbt_project.yml': 'name: assay\n' })
  expect((await errorsOf(read(ours))).map(brief)).toEqual([
    "duplicate-name dbt_project.yml:1:7 'assay' is the name of a package that comes with Assay",
  ])
})

test('unknown and old keys are warnings with what was meant', async () => {
  await using folder = await withProject({
    'dbt_project.yml': 'name: shop\nmodel_paths: [models]\nsource-paths: [sql]\ndata-paths: [data]\nname: shop\n',
  })
  const { diagnostics, settings } = await read(folder)
  expect(
    diagnostics.map(({ severity, hint, ...rest }) => `${severity} ${brief({ severity, ...rest })}: ${hint}`),
  ).toEqual([
    "warning duplicate-yaml-key dbt_project.yml:5:1 the key 'name' stands twice in one mapping; the last one counts: remove one of the two",
    "warning unknown-key dbt_project.yml:2:1 dbt_project.yml does not know the key 'model_paths': did you mean 'model-paths'?",
    "warning deprecated-key dbt_project.yml:3:1 'source-paths' is the old name of 'model-paths': write 'model-paths'",
    "warning deprecated-key dbt_project.yml:4:1 'data-paths' is the old name of 'seed-paths': write 'seed-paths'",
  ])
  expect(settings.paths).toMatchObject({ models: ['sql'], seeds: ['data'] })
})

test('an old and a new key for the same thing are an error', async () => {
  await using folder = await withProject({
    'dbt_project.yml': 'name: shop\nsource-paths: [a]\nmodel-paths: [b]\ntests: {+severity: warn}\ndata_tests: {}\n',
  })
  expect((await errorsOf(read(folder))).map(brief)).toEqual([
    "both-keys dbt_project.yml:2:1 'source-paths' and 'model-paths' mean the same, and both are there",
    "both-keys dbt_project.yml:4:1 'tests' and 'data_tests' mean the same, and both are there",
  ])
})

test('Jinja that fails in a project file is told at its place, before types are judged', async () => {
  await using folder = await withProject({
    'dbt_project.yml': [
      'name: shop',
      'models:',
      '  shop:',
      '    +schema: "{{ env_var(\'NO_SUCH_VARIABLE\') }}"',
      '    +tags: ["{{ var(\'nope\') }}", "{{ 1 +* 2 }}"]',
      '    +meta: {secret: "{{ env_var(\'DBT_ENV_SECRET_X\') }}"}',
      'restrict-access: "{{ env_var(\'NEITHER\') }}"',
    ].join('\n'),
  })
  expect((await errorsOf(read(folder, { environment: { DBT_ENV_SECRET_X: 'hunter2' } }))).map(brief)).toEqual([
    "missing-env-var dbt_project.yml:4:18 the environment variable 'NO_SUCH_VARIABLE' is not set",
    "unknown-var dbt_project.yml:5:17 the variable 'nope' is not set for dbt_project.yml",
    expect.stringMatching(/^jinja-syntax dbt_project.yml:5:4\d /),
    "secret-env-var dbt_project.yml:6:25 'DBT_ENV_SECRET_X' is a secret by its name and may be used only in profiles.yml and packages.yml",
    "missing-env-var dbt_project.yml:7:22 the environment variable 'NEITHER' is not set",
  ])
})

test('a dbt version that does not fit is an error, unless the check is switched off', async () => {
  await using folder = await withProject({
    'dbt_project.yml': 'name: shop\nrequire-dbt-version: [">=1.0.0", "<1.5.0"]\n',
  })
  expect(await errorsOf(read(folder))).toMatchObject([
    {
      code: 'unsuitable-version',
      message: expect.stringMatching(
        /^shop wants a dbt version of >=1\.0\.0, <1\.5\.0; Assay behaves as dbt 1\.12\.\d+$/,
      ),
      at: { file: 'dbt_project.yml', line: 2, column: 22 },
    },
  ])
  expect((await read(folder, { versionCheck: false })).settings.name).toBe('shop')
})

test('vars may stand in vars.yml instead, but not in both', async () => {
  await using folder = await withProject({
    'dbt_project.yml': 'name: shop\nmodels: {+schema: "{{ var(\'layer\') }}"}\n',
    'vars.yml': 'vars:\n  layer: gold\n',
  })
  const { settings } = await read(folder)
  expect(settings.vars).toEqual({ layer: 'gold' })
  expect(settings.configs.models).toEqual({ '+schema': 'gold' })
  expect((await read(folder, { vars: { layer: 'bronze' } })).settings.configs.models).toEqual({ '+schema': 'bronze' })
  await folder.write('dbt_project.yml', 'name: shop\nvars: {a: 1}\n')
  expect((await errorsOf(read(folder))).map(brief)).toEqual([
    'both-keys dbt_project.yml:2:1 variables stand both in vars.yml and in dbt_project.yml',
  ])
})

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

test('installed packages are read with the target but without --vars, then the built-in ones', async () => {
  await using folder = await withProject({
    'dbt_project.yml': 'name: shop\npackages-install-path: libs\n',
    'packages.yml':
      'packages:\n  - package: acme/zebra\n    version: 1.0.0\n  - git: https://example.com/acme/utils.git\n',
    'libs/zebra/dbt_project.yml':
      "name: zebra\nmacro-paths: [m]\nmodels: {+schema: \"{{ target.schema }}{{ var('x', '') }}\"}\n",
    'libs/zebra/m/z.sql': 'x',
    'libs/zebra/dbt_packages/nested/macros/n.sql': 'x',
    'libs/utils/dbt_project.yml': 'name: acme_utils\n',
    'libs/utils/macros/u.sql': 'x',
    'libs/.cache/x': '',
    'libs/__pycache__/x': '',
    'libs/readme.md': '',
  })
  const project = await read(folder, { vars: { x: '_from_command' } })
  expect(project.packages.map(({ name, origin }) => `${name} ${origin}`)).toEqual([
    'shop root',
    'acme_utils installed',
    'zebra installed',
    'dbt builtin',
    'dbt_postgres builtin',
    'assay builtin',
  ])
  const zebra = project.packages[2]
  expect(zebra?.settings.configs.models).toEqual({ '+schema': 'analytics' })
  expect(zebra?.files).toMatchObject([{ path: 'm/z.sql', label: 'libs/zebra/m/z.sql', kind: 'macro' }])
})

test('the built-in packages hold macros and generic tests, and nothing of the example', async () => {
  await using folder = await withProject({ 'dbt_project.yml': MINIMAL })
  const { packages } = await read(folder)
  const [, dbt, postgres, assay] = packages
  expect(dbt?.files.length).toBeGreaterThan(20)
  expect(postgres?.files.length).toBeGreaterThan(5)
  expect(assay?.files.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['macros/as_of_join.sql', 'tests/generic/accepted_range.sql']),
  )
  const strays = packages.slice(1).flatMap(({ name, files }) =>
    files.filter(({ path, kind }) => {
      if (!['macro', 'generic-test', 'properties'].includes(kind)) return true
      const folders =
        name === 'assay'
          ? /^(?:macros\/(?!dbt\/|dbt_postgres\/|example\/)|tests\/generic\/)/
          : new RegExp(`^macros/${name}/`)
      return !folders.test(path)
    }),
  )
  expect(strays).toEqual([])
})

test("Assay's own project is its library: nothing is loaded twice", async () => {
  const { packages } = await readProject(new URL('.', import.meta.url).pathname, BARE)
  expect(packages.map(({ name, origin }) => `${name} ${origin}`)).toEqual([
    'assay root',
    'dbt builtin',
    'dbt_postgres builtin',
  ])
  const own = packages[0]?.files.map(({ path }) => path) ?? []
  expect(own).toContain('macros/as_of_join.sql')
  expect(own.filter((path) => path.startsWith('macros/dbt'))).toEqual([])
})

test('packages that are asked for and not installed are named', async () => {
  await using folder = await withProject({
    'dbt_project.yml': MINIMAL,
    'packages.yml': 'packages:\n  - package: dbt-labs/dbt_utils\n    version: 1.1.1\n  - local: ../shared/tools\n',
    'dbt_packages/dbt_utils/dbt_project.yml': 'name: dbt_utils\n',
  })
  expect(await errorsOf(read(folder))).toMatchObject([
    {
      code: 'missing-package',
      message: 'a package is not installed in dbt_packages: ../shared/tools',
      hint: "run 'assay deps'",
      at: { file: 'packages.yml', line: 4, column: 5 },
    },
  ])
})

test('what is wrong with packages is told together', async () => {
  await using folder = await withProject({
    'dbt_project.yml': MINIMAL,
    'packages.yml': 'packages:\n  - {version: 1}\n',
    'dependencies.yml': 'packages: []\n',
    'dbt_packages/a/dbt_project.yml': 'name: twin\n',
    'dbt_packages/b/dbt_project.yml': 'name: twin\n',
    'dbt_packages/c/readme.md': '',
    'dbt_packages/d/dbt_project.yml': 'name: [d]\n',
    'dbt_packages/e/dbt_project.yml': 'name: dbt\n',
    'dbt_packages/f/dbt_project.yml': 'name: f\nmodels: {a: b: c}\n',
  })
  expect((await errorsOf(read(folder))).map(brief)).toEqual([
    "both-keys dependencies.yml:1:1 'packages' stands both in packages.yml and in dependencies.yml",
    "wrong-type packages.yml:2:5 'packages[0]' must be a mapping with package, git, local, private or tarball, not a mapping",
    'no-project dbt_packages/c/dbt_project.yml:1:1 dbt_packages/c is no package: it has no dbt_project.yml',
    "wrong-type dbt_packages/d/dbt_project.yml:1:7 'name' must be text, not a list",
    expect.stringMatching(/^yaml-syntax dbt_packages\/f\/dbt_project.yml:2:1\d /),
    "duplicate-name dbt_packages/b/dbt_project.yml:1:1 two packages are named 'twin': dbt_packages/a/dbt_project.yml and dbt_packages/b/dbt_project.yml",
    "duplicate-name dbt_packages/e/dbt_project.yml:1:7 'dbt' is the name of a package that comes with Assay",
  ])
})

test('selectors are read with their Jinja rendered; wrong ones are told', async () => {
  await using folder = await withProject({
    'dbt_project.yml': MINIMAL,
    'selectors.yml': [
      'selectors:',
      '  - name: nightly',
      '    description: Every night',
      '    default: "{{ target.name == \'embedded\' | as_bool }}"',
      '    definition: {union: [{method: tag, value: nightly}, "{{ target.schema }}"]}',
      '  - name: all',
      '    definition: "*"',
    ].join('\n'),
  })
  expect((await read(folder)).selectors).toEqual([
    {
      name: 'nightly',
      description: 'Every night',
      default: true,
      definition: { union: [{ method: 'tag', value: 'nightly' }, 'analytics'] },
      at: expect.objectContaining({ file: 'selectors.yml', line: 2, column: 11 }),
    },
    {
      name: 'all',
      description: null,
      default: false,
      definition: '*',
      at: expect.objectContaining({ file: 'selectors.yml', line: 6, column: 11 }),
    },
  ])
  await folder.write(
    'selectors.yml',
    'selectors:\n  - {name: a, default: true, definition: x}\n  - {name: a, default: true, definition: y}\n',
  )
  expect((await errorsOf(read(folder))).map(brief)).toEqual([
    "duplicate-name selectors.yml:3:12 two selectors are named 'a'",
    "several-defaults selectors.yml:3:12 'a' and 'a' are both the default selector",
  ])
  await folder.write('selectors.yml', 'selectors:\n  - {name: a}\n  - b\n')
  expect((await errorsOf(read(folder))).map(brief)).toEqual([
    "missing-key selectors.yml:2:5 selectors.yml lacks 'selectors[0].definition'",
    "wrong-type selectors.yml:3:5 'selectors[1]' must be a mapping with name and definition, not the text 'b'",
  ])
})

test('the target path may come from the command line or the environment', async () => {
  await using folder = await withProject({ 'dbt_project.yml': MINIMAL })
  expect((await read(folder, { targetPath: '/tmp/out' })).settings.targetPath).toBe('/tmp/out')
  expect((await read(folder, { environment: { DBT_TARGET_PATH: 'env_out' } })).settings.targetPath).toBe('env_out')
})

test('reading twice gives the same project', async () => {
  await using folder = await withProject({
    'dbt_project.yml': MINIMAL,
    'models/b.sql': 'select 1',
    'models/a/c.sql': 'select 1',
    'models/a.yml': 'version: 2',
  })
  expect(await read(folder)).toEqual(await read(folder))
})
