import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AssayError, type Diagnostic } from '../../base/diagnostic.ts'
import type { PostgresSettings } from '../../resources/connection.ts'
import { withProject } from '../../testing/with-project.ts'
import { type ReadProjectOptions, readProject } from '../read-project.ts'

const PROJECT = 'name: shop\nprofile: shop\n'

const PROFILE = [
  'shop:',
  '  target: dev',
  '  outputs:',
  '    dev:',
  '      type: postgres',
  '      host: db.example',
  '      port: 6543',
  '      user: alice',
  '      pass: "{{ env_var(\'DBT_ENV_SECRET_PW\') }}"',
  '      dbname: analytics',
  '      schema: dbt_alice',
  '      threads: 8',
  '    prod: {type: postgres, host: "{{ env_var(\'PROD_HOST\') }}", port: 5432, user: bot, password: x, dbname: analytics, schema: gold}',
].join('\n')

async function read(files: Readonly<Record<string, string>>, options: Partial<ReadProjectOptions> = {}) {
  await using folder = await withProject({ 'dbt_project.yml': PROJECT, ...files })
  const located = Object.fromEntries(
    Object.entries(options).map(([key, value]) => [
      key,
      typeof value === 'string' ? value.replace('<folder>', folder.path) : value,
    ]),
  )
  return await readProject(folder.path, { environment: {}, home: null, ...located })
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

function brief({ code, at, message }: Diagnostic): string {
  return `${code} ${at === undefined ? '-' : `${at.file}:${at.line}:${at.column}`} ${message}`
}

test('a profile gives connection and target: all of it to the one, no secret to the other', async () => {
  const { connection, target } = await read(
    { 'profiles.yml': PROFILE },
    { environment: { DBT_ENV_SECRET_PW: 'hunter2' } },
  )
  expect(connection).toEqual({
    kind: 'postgres',
    origin: { kind: 'profile', description: 'profiles.yml, profile shop, target dev' },
    host: 'db.example',
    port: 6543,
    user: 'alice',
    password: 'hunter2',
    database: 'analytics',
    threads: 8,
    sslmode: 'prefer',
    sslrootcert: null,
    sslcert: null,
    sslkey: null,
    sslpassword: null,
    role: null,
    searchPath: null,
    keepalivesIdle: 0,
    connectTimeout: 10,
    retries: 1,
    applicationName: 'assay',
    statementTimeout: null,
    options: null,
    timezone: null,
  })
  expect(target).toEqual({
    name: 'dev',
    profileName: 'shop',
    type: 'postgres',
    database: 'analytics',
    schema: 'dbt_alice',
    threads: 8,
    host: 'db.example',
    port: 6543,
    user: 'alice',
    extra: {
      connect_timeout: 10,
      role: null,
      search_path: null,
      keepalives_idle: 0,
      sslmode: null,
      sslcert: null,
      sslkey: null,
      sslrootcert: null,
      application_name: 'assay',
      autocommit: false,
      retries: 1,
    },
  })
})

test('all keys of a profile are read, and of unknown ones templates see those that are no secrets', async () => {
  const { connection, target } = await read({
    'profiles.yml': [
      'shop:',
      '  outputs:',
      '    default:',
      '      type: postgres',
      '      host: /var/run/postgresql',
      '      user: alice',
      '      database: analytics',
      '      schema: s',
      '      role: transformer',
      '      search_path: a, b',
      '      sslmode: verify-full',
      '      sslrootcert: /ca.pem',
      '      sslcert: /c.pem',
      '      sslkey: /k.pem',
      '      sslpassword: hunter2',
      '      keepalives_idle: 60',
      '      connect_timeout: 3',
      '      retries: 5',
      '      application_name: nightly',
      '      statement_timeout: 60000',
      '      options: -c geqo=off',
      '      team: growth',
      '      api_token: hunter2',
      '      nested: {password: hunter2}',
    ].join('\n'),
  })
  expect(connection).toMatchObject({
    host: '/var/run/postgresql',
    port: 5432,
    password: null,
    threads: 1,
    role: 'transformer',
    searchPath: 'a, b',
    sslmode: 'verify-full',
    sslrootcert: '/ca.pem',
    sslcert: '/c.pem',
    sslkey: '/k.pem',
    sslpassword: 'hunter2',
    keepalivesIdle: 60,
    connectTimeout: 3,
    retries: 5,
    applicationName: 'nightly',
    statementTimeout: 60000,
    options: '-c geqo=off',
  } satisfies Partial<PostgresSettings>)
  expect(target.extra).toMatchObject({ role: 'transformer', sslmode: 'verify-full', retries: 5, team: 'growth' })
  expect(JSON.stringify(target)).not.toContain('hunter2')
})

test('a secret variable under a key that nobody knows stays out of templates', async () => {
  const profile = PROFILE.replace(
    'threads: 8',
    'threads: 8\n      note: "{{ env_var(\'DBT_ENV_SECRET_PW\') }}"\n      team: growth',
  )
  const { target } = await read({ 'profiles.yml': profile }, { environment: { DBT_ENV_SECRET_PW: 'hunter2' } })
  expect(target.extra).toMatchObject({ team: 'growth' })
  expect(JSON.stringify(target)).not.toContain('hunter2')
})

test("the target is --target's, else DBT_TARGET's, else the profile's; other targets are not rendered", async () => {
  const files = { 'profiles.yml': PROFILE }
  const environment = { DBT_ENV_SECRET_PW: 'x', PROD_HOST: 'prod.example' }
  expect((await read(files, { environment: { DBT_ENV_SECRET_PW: 'x' } })).target.name).toBe('dev')
  expect((await read(files, { environment, target: 'prod' })).target).toMatchObject({
    name: 'prod',
    host: 'prod.example',
  })
  expect((await read(files, { environment: { ...environment, DBT_TARGET: 'prod' } })).target.name).toBe('prod')
  const chosen = { 'profiles.yml': PROFILE.replace('target: dev', 'target: "{{ env_var(\'WHICH\') }}"') }
  expect((await read(chosen, { environment: { ...environment, WHICH: 'prod' } })).target.name).toBe('prod')
})

test('--profile and --threads win over the files', async () => {
  const files = { 'profiles.yml': `${PROFILE.replace('shop:', 'other:')}\n` }
  const { connection, target } = await read(files, {
    environment: { DBT_ENV_SECRET_PW: 'x' },
    profile: 'other',
    threads: 3,
  })
  expect(target).toMatchObject({ profileName: 'other', threads: 3 })
  expect(connection).toMatchObject({ threads: 3 })
})

test('the first folder with a profiles.yml counts: --profiles-dir, DBT_PROFILES_DIR, the project, the home folder', async () => {
  const at = (host: string): string =>
    `shop:\n  outputs:\n    default: {type: postgres, host: ${host}, user: u, dbname: d, schema: s}\n`
  const files = {
    'profiles.yml': at('project'),
    'option/profiles.yml': at('option'),
    'variable/profiles.yml': at('variable'),
    'home/.dbt/profiles.yml': at('home'),
  }
  const host = async (options: Partial<ReadProjectOptions>, without?: string): Promise<string> => {
    const some = Object.fromEntries(Object.entries(files).filter(([name]) => name !== without))
    await using folder = await withProject({ 'dbt_project.yml': PROJECT, ...some })
    const { target } = await readProject(folder.path, {
      environment: {},
      home: `${folder.path}/home`,
      ...options,
      workingDirectory: `${folder.path}/${options.workingDirectory ?? ''}`,
      ...(options.environment?.DBT_PROFILES_DIR === undefined
        ? {}
        : { environment: { DBT_PROFILES_DIR: `${folder.path}/variable` } }),
    })
    return target.host
  }
  expect(await host({ profilesDir: 'option', environment: { DBT_PROFILES_DIR: 'variable' } })).toBe('option')
  expect(await host({ environment: { DBT_PROFILES_DIR: 'variable' } })).toBe('variable')
  expect(await host({})).toBe('project')
  expect(await host({}, 'profiles.yml')).toBe('home')
  expect(await host({ workingDirectory: 'option' })).toBe('option')
})

test('a profile that no profiles.yml has is an error with what is there', async () => {
  expect(await errorsOf(read({ 'profiles.yml': PROFILE.replace('shop:', 'shp:') }))).toEqual([
    {
      code: 'missing-profile',
      severity: 'error',
      message: "there is no profile 'shop': profiles.yml has 'shp'",
      hint: "did you mean 'shp'?",
      at: { file: 'dbt_project.yml', line: 2, column: 10, source: PROJECT.trimEnd() },
    },
  ])
  expect((await errorsOf(read({ 'profiles.yml': '' }))).map(brief)).toEqual([
    "missing-profile dbt_project.yml:2:10 there is no profile 'shop': profiles.yml has none",
  ])
})

test('a folder given for profiles that has none is an error', async () => {
  expect((await errorsOf(read({ 'empty/x': '' }, { profilesDir: '<folder>/empty' }))).map(brief)).toEqual([
    "missing-profile dbt_project.yml:2:10 there is no profile 'shop', because there is no profiles.yml in empty",
  ])
})

test('a profiles.yml without the profile does not stand in the way of DATABASE_URL, unless it was asked for', async () => {
  const files = { 'profiles.yml': PROFILE.replace('shop:', 'other:') }
  const environment = { DATABASE_URL: 'postgres://u:p@db.example/d', DBT_ENV_SECRET_PW: 'x' }
  expect((await read(files, { environment })).connection.origin).toEqual({
    kind: 'environment',
    description: 'DATABASE_URL',
  })
  expect((await read({ 'profiles.yml': PROFILE }, { environment })).connection.origin.kind).toBe('profile')
  expect((await errorsOf(read(files, { environment, profilesDir: '<folder>' }))).map(brief)).toEqual([
    "missing-profile dbt_project.yml:2:10 there is no profile 'shop': profiles.yml has 'other'",
  ])
  expect((await errorsOf(read(files, { environment, profile: 'shop' }))).map(brief)).toEqual([
    "missing-profile dbt_project.yml:2:10 there is no profile 'shop': profiles.yml has 'other'",
  ])
})

test('the profile is looked for in all places, and all are named when none has it', async () => {
  const output = '{outputs: {default: {type: postgres, host: h, user: u, dbname: d, schema: s}}}'
  const files = { 'profiles.yml': `a: ${output}\n`, 'home/.dbt/profiles.yml': `shop: ${output}\n` }
  expect((await read(files, { home: '<folder>/home' })).connection.origin).toMatchObject({
    description: 'home/.dbt/profiles.yml, profile shop, target default',
  })
  const none = { ...files, 'home/.dbt/profiles.yml': `b: ${output}\n` }
  expect((await errorsOf(read(none, { home: '<folder>/home' }))).map(brief)).toEqual([
    "missing-profile dbt_project.yml:2:10 there is no profile 'shop': profiles.yml and home/.dbt/profiles.yml have 'a' and 'b'",
  ])
})

test('without any profiles.yml a project with a profile runs on the embedded database, and says so', async () => {
  const { connection, target, diagnostics } = await read({})
  expect(connection).toMatchObject({ kind: 'embedded', folder: expect.stringMatching(/[\\/]\.assay$/) })
  expect(target).toMatchObject({ name: 'embedded', database: 'postgres', schema: 'analytics', threads: 1 })
  expect(diagnostics).toMatchObject([
    {
      code: 'profile-not-used',
      severity: 'warning',
      at: { file: 'dbt_project.yml', line: 2, column: 10 },
      message:
        "no profiles.yml gives the profile 'shop' (looked in the project folder): running on the embedded database",
    },
  ])
})

test('without a profile and a server the embedded database is what runs, and why is said', async () => {
  const { connection, diagnostics } = await read({ 'dbt_project.yml': 'name: shop\n' })
  expect(connection.origin).toEqual({
    kind: 'embedded',
    description: 'neither a profile nor DATABASE_URL nor PGHOST and the like are set',
  })
  expect(diagnostics).toEqual([])
})

test('--target embedded takes the embedded database though the environment has a server', async () => {
  const environment = { DATABASE_URL: 'postgres://u:p@db.example/d' }
  const { connection } = await read({ 'dbt_project.yml': 'name: shop\n' }, { environment, target: 'embedded' })
  expect(connection).toMatchObject({ kind: 'embedded', origin: { description: 'the target embedded' } })
})

test('a target that does not exist is an error with the ones that do', async () => {
  expect(await errorsOf(read({ 'profiles.yml': PROFILE }, { target: 'prd' }))).toEqual([
    {
      code: 'missing-target',
      severity: 'error',
      message: "the profile 'shop' has no target 'prd'; it has 'dev' and 'prod'",
      hint: "did you mean 'prod'?",
      at: { file: 'profiles.yml', line: 3, column: 3 },
    },
  ])
  expect((await errorsOf(read({}, { target: 'prod' }))).map(brief)).toEqual([
    "missing-target - there is no target 'prod': the connection is the embedded database, not a profile",
  ])
})

test('other databases are refused by name', async () => {
  const profile = 'shop:\n  outputs:\n    default:\n      type: snowflake\n      account: "{{ env_var(\'NONE\') }}"\n'
  expect(await errorsOf(read({ 'profiles.yml': profile }))).toEqual([
    {
      code: 'unsupported-adapter',
      severity: 'error',
      message: "the target 'default' of profile 'shop' is of type 'snowflake'; Assay runs on Postgres",
      hint: "write 'type: postgres', or choose another target with --target",
      at: { file: 'profiles.yml', line: 4, column: 13 },
    },
  ])
})

test('what is wrong in an output is told at once, at its place, without the text around it', async () => {
  const profile = [
    'shop:',
    '  outputs:',
    '    default:',
    '      type: postgres',
    '      host: a,b',
    '      port: 70000',
    '      threads: many',
    '      user: 5',
    '      pass: 12345678',
    '      password: again',
    '      sslmode: verify_full',
  ].join('\n')
  const errors = await errorsOf(read({ 'profiles.yml': profile }))
  expect(errors.map(brief)).toEqual([
    "both-keys profiles.yml:10:7 'pass' and 'password' mean the same, and both are there",
    "missing-key profiles.yml:4:7 the target 'default' of profile 'shop' lacks 'dbname' and 'schema'",
    "wrong-type profiles.yml:8:13 'user' must be text, not the number 5",
    "wrong-type profiles.yml:6:13 'port' must be a port number from 1 to 65535, not the number 70000",
    "wrong-type profiles.yml:7:16 'threads' must be a whole number from 1 on, not the text 'many'",
    "wrong-type profiles.yml:11:16 there is no sslmode 'verify_full'",
  ])
  expect(errors.filter(({ at }) => at?.source !== undefined)).toEqual([])
})

test('a password that is no text is refused without being shown', async () => {
  const number = PROFILE.replace(/pass: .*/, 'pass: 87654321')
  expect((await errorsOf(read({ 'profiles.yml': number }))).map(brief)).toEqual([
    "wrong-type profiles.yml:9:13 'pass' must be text",
  ])
})

test.each(['{{ not_jinja', 'a{#b', '{% x', 'p{{w}}d', '{{ 1 + }}', "{{ 'a' }}"])(
  'a password that looks like Jinja is taken literally: %s',
  async (password) => {
    const profile = PROFILE.replace(/pass: .*/, `pass: ${JSON.stringify(password)}`)
    expect((await read({ 'profiles.yml': profile })).connection).toMatchObject({ password })
  },
)

test('a password from a variable that is not set names the variable', async () => {
  expect((await errorsOf(read({ 'profiles.yml': PROFILE }))).map(brief)).toEqual([
    "missing-env-var profiles.yml:9:17 the environment variable 'DBT_ENV_SECRET_PW' is not set",
  ])
})

test('a password that cannot be rendered is not shown', async () => {
  const profile = PROFILE.replace(/pass: .*/, `pass: "hunter2{{ env_var('A') | hunter3 }}"`)
  const errors = await errorsOf(read({ 'profiles.yml': profile }, { environment: { A: 'hunter4' } }))
  expect(errors.map(({ code }) => code)).toEqual(['unrenderable-secret'])
  expect(JSON.stringify(errors)).not.toContain('hunter')
})

test('whatever is wrong with profiles.yml, no part of it is shown', async () => {
  const special = fc.constantFrom(
    '*',
    '&',
    '!',
    '@',
    '%',
    '"',
    "'",
    '{{',
    '{',
    '[',
    ': ',
    ' #',
    '\\d',
    '\t',
    '|',
    '`',
    '- ',
    '?',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(special, { minLength: 1, maxLength: 3 }), fc.nat(2), async (parts, spot) => {
      const signs = parts.join('')
      const password = [`${signs}hunter2`, `hun${signs}ter2`, `hunter2${signs}`][spot] ?? ''
      const profile = PROFILE.replace(/pass: .*/, () => `pass: ${password}\n      hunter2`)
      const errors = await errorsOf(read({ 'profiles.yml': profile }))
      expect(errors.length).toBeGreaterThan(0)
      // Keys and codes are ours; of the file's text nothing but the keys of profiles may appear.
      expect(JSON.stringify(errors).replaceAll(/"file":"[^"]*"/g, '')).not.toMatch(/hunter2|hun|ter2/)
    }),
    { numRuns: 300 },
  )
})

test('commands that need no connection go on without one, and say what is wrong with it', async () => {
  const { connection, diagnostics } = await read({ 'profiles.yml': PROFILE }, { target: 'nowhere', lenient: true })
  expect(connection.kind).toBe('embedded')
  expect(diagnostics).toMatchObject([{ code: 'missing-target', severity: 'warning' }])
})

test('the profile of a project file may be rendered', async () => {
  const files = { 'dbt_project.yml': "name: shop\nprofile: \"{{ env_var('P', 'shop') }}\"\n", 'profiles.yml': PROFILE }
  expect((await read(files, { environment: { DBT_ENV_SECRET_PW: 'x' } })).target.profileName).toBe('shop')
})
