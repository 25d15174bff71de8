import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Float } from '../jinja/values/value.ts'
import { BARE, brief, errorsOf, MINIMAL, read } from '../testing/reading-projects.ts'
import { withProject } from '../testing/with-project.ts'
import { readProject } from './read-project.ts'

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
