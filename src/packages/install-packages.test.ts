import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { AssayError } from '../base/diagnostic.ts'
import { packageHub } from '../testing/package-hub.ts'
import { tarGz } from '../testing/tar-writer.ts'
import { withProject } from '../testing/with-project.ts'
import { type InstallOptions, installPackages } from './install-packages.ts'

const PROJECT = { 'dbt_project.yml': 'name: p1\nprofile: none\n' }
const PATH = process.env.PATH ?? ''

function install(dir: string, options: Partial<InstallOptions> = {}) {
  return installPackages(dir, {
    environment: { PATH },
    commandVars: {},
    versionCheck: true,
    upgrade: false,
    lockOnly: false,
    dryRun: false,
    add: null,
    signal: new AbortController().signal,
    pauses: [],
    ...options,
  })
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const thrown: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(thrown instanceof AssayError)) throw new Error(`not refused: ${String(thrown)}`)
  const { code, message, hint, at } = thrown.diagnostics[0]
  return `${code} ${at === undefined ? '' : `${at.file}:${at.line} `}${message} | ${hint}`
}

const read = (...path: readonly string[]): string => readFileSync(join(...path), 'utf8')

test('folders, and folders that these want, are linked; the lock file is the one dbt writes', async () => {
  await using folder = await withProject({
    'p1/dbt_project.yml': 'name: p1\n',
    'p1/packages.yml':
      "packages:\n  - local: ../pk_a\n  - local: \"{{ env_var('PKB', '../pk_b') }}\"\n    name: schoen_ü\n",
    'pk_a/dbt_project.yml': 'name: pk_a\n',
    'pk_a/packages.yml': 'packages:\n  - local: ../pk_b\n',
    'pk_b/dbt_project.yml': 'name: pk_b\n',
    'pk_b/macros/b.sql': '-- b',
  })
  const root = join(folder.path, 'p1')
  await install(root)
  expect(read(root, 'package-lock.yml')).toBe(
    'packages:\n  - local: ../pk_a\n    name: pk_a\n  - local: ../pk_b\n    name: pk_b\nsha1_hash: b3558f8ab52b974111cba6ccfc3ec3b7187c5c7a\n',
  )
  expect(readdirSync(root).sort()).toEqual(['dbt_packages', 'dbt_project.yml', 'package-lock.yml', 'packages.yml'])
  expect(readdirSync(join(root, 'dbt_packages')).sort()).toEqual(['pk_a', 'pk_b'])
  expect(read(root, 'dbt_packages', 'pk_b', 'macros', 'b.sql')).toBe('-- b')
})

const VERSIONS = {
  'acme/base': { '1.0.0': {}, '1.1.0': {}, '1.2.0': {}, '1.3.0-rc1': {}, '2.0.0': { requires: ['>=2.0.0'] } },
  'acme/mid': { '1.0.0': { packages: [{ package: 'acme/base', version: ['>=1.0.0', '<1.2.0'] }] } },
}

test('what a package wants narrows what the project wants of the same package', async () => {
  await using hub = await packageHub(VERSIONS)
  await using folder = await withProject({
    ...PROJECT,
    'packages.yml': "packages:\n- {package: acme/mid, version: 1.0.0}\n- {package: acme/base, version: '>=1.0.0'}\n",
  })
  const environment = { PATH, DBT_PACKAGE_HUB_URL: hub.url }
  const { packages } = await install(folder.path, { environment })
  expect(packages).toEqual([
    { name: 'mid', from: 'acme/mid', kind: 'hub', version: '1.0.0', newer: null },
    { name: 'base', from: 'acme/base', kind: 'hub', version: '1.1.0', newer: '1.2.0' },
  ])
  expect(read(folder.path, 'dbt_packages', 'base', 'macros', 'version.sql')).toContain('1.1.0')
})

test('the lock file holds until what is wanted changes, or --upgrade is said', async () => {
  const wanted = "packages:\n- {package: acme/base, version: '>=1.0.0'}\n"
  await using folder = await withProject({ ...PROJECT, 'packages.yml': wanted })
  const version = async (url: string, upgrade = false): Promise<string | null | undefined> => {
    const environment = { PATH, DBT_PACKAGE_HUB_URL: url }
    return (await install(folder.path, { environment, upgrade })).packages[0]?.version
  }
  await using old = await packageHub({ 'acme/base': { '1.0.0': {} } })
  await using hub = await packageHub(VERSIONS)
  expect(await version(old.url)).toBe('1.0.0')
  expect(await version(hub.url)).toBe('1.0.0')
  expect(await version(hub.url, true)).toBe('1.2.0')
  await folder.write('packages.yml', "packages:\n- {package: acme/base, version: '<1.2.0'}\n")
  expect(await version(hub.url)).toBe('1.1.0')
})

test.each<[string, string, Partial<InstallOptions>, string]>([
  ['previews come only when asked for', "{package: acme/base, version: '>=1.0.0'}", {}, '1.2.0'],
  ['asked for so', "{package: acme/base, version: '>=1.0.0', install_prerelease: true}", {}, '1.3.0-rc1'],
  ['or so', "{package: acme/base, version: '>=1.3.0-rc1'}", {}, '1.3.0-rc1'],
  [
    'what wants another dbt comes with --no-version-check',
    "{package: acme/base, version: '>=1.0.0'}",
    { versionCheck: false },
    '2.0.0',
  ],
])('%s', async (_what, entry, options, version) => {
  await using hub = await packageHub(VERSIONS)
  await using folder = await withProject({ ...PROJECT, 'packages.yml': `packages:\n- ${entry}\n` })
  const environment = { PATH, DBT_PACKAGE_HUB_URL: hub.url }
  const { packages } = await install(folder.path, { environment, ...options, dryRun: true })
  expect(packages[0]?.version).toBe(version)
  expect(readdirSync(folder.path).sort()).toEqual(['dbt_project.yml', 'packages.yml'])
})

test.each([
  [
    '{package: acme/bas, version: 1.0.0}',
    "unknown-package packages.yml:2 there is no package 'acme/bas' at HUB | did you mean 'acme/base'?",
  ],
  [
    "{package: acme/base, version: ['>1.2.0', '<=2.0.0']}",
    "no-version packages.yml:2 no version of 'acme/base' fits >1.2.0 <=2.0.0 (packages.yml): there are 1.0.0, 1.1.0, 1.2.0 | previews would fit (1.3.0-rc1): say install_prerelease: true",
  ],
  [
    "{package: acme/base, version: '>=2.0.0'}",
    "no-version packages.yml:2 no version of 'acme/base' fits >=2.0.0 (packages.yml): there are 1.0.0, 1.1.0, 1.2.0 | 2.0.0 would fit, but not dbt 1.12.6, as which Assay behaves; --no-version-check takes it all the same",
  ],
  [
    "{package: acme/mid, version: 1.0.0}\n- {package: acme/base, version: '>=1.2.0'}",
    "package-conflict packages.yml:3 no version of 'acme/base' can be all that is wanted: >=1.2.0 (packages.yml), >=1.0.0 <1.2.0 (package 'mid') | widen one of the bounds, or use versions of the packages that agree",
  ],
  [
    "{package: acme/base, version: '>=1.0.0,<2.0.0'}",
    "wrong-type packages.yml:2 '>=1.0.0,<2.0.0' is no bound on the version of 'acme/base' | write a list: version: ['>=1.0.0', '<2.0.0']",
  ],
  [
    '{package: acme/base}',
    "missing-key packages.yml:2 package 'acme/base' lacks 'version' | add a version or bounds: version: ['>=1.0.0', '<2.0.0']",
  ],
  [
    '{package: base, version: 1.0.0}',
    "unknown-package packages.yml:2 'base' is no name of a package: it has an owner and a name | write it as dbt-labs/dbt_utils",
  ],
  [
    '{private: acme/secret}',
    "private-package packages.yml:2 private package 'acme/secret' cannot be installed: dbt's platform knows where it is, Assay does not | write its address instead: 'git: git@github.com:…' or 'git: https://…' with a token from env_var('DBT_ENV_SECRET_…')",
  ],
  [
    '{local: a, git: b}',
    'both-keys packages.yml:2 a package comes from one place, and this one has local and git | keep one of them, or make two entries',
  ],
  ['{local: a, path: b}', "unknown-key packages.yml:2 packages.yml does not know the key 'path' | remove it"],
  [
    '{local: nowhere}',
    'no-project packages.yml:2 nowhere is no package: there is no such folder | local paths count from the folder of the project',
  ],
  [
    "{local: \"{{ env_var('UNSET', '') }}\"}",
    "missing-key packages.yml:2 'local' is empty | a variable that is not set may have made it so",
  ],
])('%s is refused', async (entry, expected) => {
  await using hub = await packageHub(VERSIONS)
  await using folder = await withProject({ ...PROJECT, 'packages.yml': `packages:\n- ${entry}\n` })
  const environment = { PATH, DBT_PACKAGE_HUB_URL: hub.url }
  const said = await refusal(install(folder.path, { environment }))
  expect(said.replace(hub.url, 'HUB')).toBe(expected)
})

test('a package that cannot be had leaves all that was installed as it was', async () => {
  await using hub = await packageHub({
    'acme/base': { '1.0.0': {} },
    'acme/evil': { '1.0.0': { archive: tarGz([{ path: 'evil/../../x', content: 'x' }]) } },
  })
  const base = 'packages:\n- {package: acme/base, version: 1.0.0}\n'
  await using folder = await withProject({ ...PROJECT, 'packages.yml': base })
  const environment = { PATH, DBT_PACKAGE_HUB_URL: hub.url }
  await install(folder.path, { environment })
  const lock = read(folder.path, 'package-lock.yml')
  await folder.write('packages.yml', `${base}- {package: acme/evil, version: 1.0.0}\n`)
  expect(await refusal(install(folder.path, { environment }))).toContain("'evil/../../x' leads out of it")
  expect(read(folder.path, 'package-lock.yml')).toBe(lock)
  expect(readdirSync(join(folder.path, 'dbt_packages'))).toEqual(['base'])
  expect(readdirSync(folder.path).sort()).toEqual([
    'dbt_packages',
    'dbt_project.yml',
    'package-lock.yml',
    'packages.yml',
  ])
})

test('an archive brings what it wants from the hub', async () => {
  await using hub = await packageHub(VERSIONS)
  await using folder = await withProject({
    ...PROJECT,
    'packages.yml': `packages:\n- {tarball: '${hub.url}tar/acme/mid/1.0.0.tar.gz', name: middle}\n`,
  })
  await install(folder.path, { environment: { PATH, DBT_PACKAGE_HUB_URL: hub.url } })
  expect(readdirSync(join(folder.path, 'dbt_packages'))).toEqual(['middle'])
  expect(read(folder.path, 'package-lock.yml')).toContain(
    `  - name: middle\n    tarball: ${hub.url}tar/acme/mid/1.0.0.tar.gz\n`,
  )
})

test('without a network it is said what was asked where', async () => {
  await using folder = await withProject({
    ...PROJECT,
    'packages.yml': 'packages:\n- {package: acme/base, version: 1.0.0}\n',
  })
  const environment = { PATH, DBT_PACKAGE_HUB_URL: 'http://127.0.0.1:1/' }
  const said = await refusal(install(folder.path, { environment }))
  expect(said).toContain("unreachable cannot fetch package 'acme/base' from http://127.0.0.1:1/api/v1/acme/base.json: ")
  expect(said).toContain('or name another hub with DBT_PACKAGE_HUB_URL')
})

function repository(folder: string): string {
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
      cwd: folder,
      encoding: 'utf8',
    }).trim()
  git('init', '--quiet', '-b', 'main')
  git('add', '.')
  git('commit', '--quiet', '-m', 'first')
  git('tag', 'v1')
  execFileSync('git', ['mv', 'later.yml', 'deep/dbt_project.yml'], { cwd: folder })
  git('commit', '--quiet', '-m', 'second')
  git('branch', 'next')
  return git('rev-parse', 'v1')
}

const REPOSITORY = {
  'repo/dbt_project.yml': 'name: from_git\n',
  'repo/later.yml': 'name: from_deep\n',
  'repo/deep/macros/m.sql': '-- m',
}

test('tags, branches, commits and folders of a repository are fetched, without what git keeps', async () => {
  await using folder = await withProject({ ...PROJECT, ...REPOSITORY })
  const commit = repository(join(folder.path, 'repo'))
  const address = `file://${folder.path}/repo`
  await folder.write(
    'packages.yml',
    `packages:\n- {git: '${address}', revision: v1}\n- {git: '${address}', revision: next, subdirectory: deep}\n`,
  )
  const { packages, warnings } = await install(folder.path)
  expect(warnings).toEqual([])
  expect(packages.map(({ name }) => name)).toEqual(['from_git', 'from_deep'])
  expect(packages[0]?.version).toBe(commit)
  expect(readdirSync(join(folder.path, 'dbt_packages', 'from_git')).sort()).toEqual([
    'dbt_project.yml',
    'deep',
    'later.yml',
  ])
  expect(read(folder.path, 'package-lock.yml')).toContain(
    `  - git: ${address}\n    name: from_git\n    revision: ${commit}\n`,
  )
  // From the lock file, which names the commits.
  expect((await install(folder.path)).packages).toEqual(packages)
})

test.each([
  ['revision: v2', "unknown-revision packages.yml:2 ADDRESS has no tag, branch or commit 'v2' | did you mean 'v1'?"],
  [
    'revision: --upload-pack=x',
    "unsafe-package packages.yml:2 the revision '--upload-pack=x' is refused | it must not begin with - nor lead out of its folder",
  ],
  [
    'subdirectory: ../x',
    "unsafe-package packages.yml:2 the subdirectory '../x' is refused | it must not begin with - nor lead out of its folder",
  ],
  [
    'subdirectory: none',
    "no-project packages.yml:2 ADDRESS has no folder 'none' | subdirectory counts from the top of the repository",
  ],
])('a repository with %s is refused', async (more, expected) => {
  await using folder = await withProject({ ...PROJECT, ...REPOSITORY })
  repository(join(folder.path, 'repo'))
  const address = `file://${folder.path}/repo`
  await folder.write('packages.yml', `packages:\n- {git: '${address}', ${more}}\n`)
  expect((await refusal(install(folder.path))).replace(address, 'ADDRESS')).toBe(expected)
})

test('a repository without a revision is told to be unpinned', async () => {
  await using folder = await withProject({ ...PROJECT, ...REPOSITORY })
  repository(join(folder.path, 'repo'))
  await folder.write('packages.yml', `packages:\n- git: file://${folder.path}/repo\n  subdirectory: deep\n`)
  expect((await install(folder.path)).warnings.map(({ code }) => code)).toEqual(['unpinned-package'])
})

test('a secret in an address is neither told nor written', async () => {
  const secret = 'gh0-S3cret/Token'
  await using folder = await withProject({
    ...PROJECT,
    'packages.yml': "packages:\n- git: http://{{ env_var('DBT_ENV_SECRET_T') }}@127.0.0.1:1/x.git\n  revision: v1\n",
  })
  const environment = { PATH, DBT_ENV_SECRET_T: secret }
  const said = await refusal(install(folder.path, { environment }))
  expect(said).toContain('git-failed packages.yml:2 git could not fetch http://127.0.0.1:1/x.git: ')
  expect(said).not.toContain(secret)
  expect(said).not.toContain('S3cret')
})

test('the lock file has the template of an address, not the secret', async () => {
  await using folder = await withProject({ ...PROJECT, ...REPOSITORY })
  repository(join(folder.path, 'repo'))
  await folder.write(
    'packages.yml',
    `packages:\n- {git: "file://{{ env_var('DBT_ENV_SECRET_T') }}/repo", revision: v1}\n`,
  )
  const environment = { PATH, DBT_ENV_SECRET_T: folder.path }
  await install(folder.path, { environment })
  expect(read(folder.path, 'package-lock.yml')).toContain("git: file://{{ env_var('DBT_ENV_SECRET_T') }}/repo\n")
  expect((await install(folder.path, { environment })).locked).toBe(false)
  const files = readdirSync(join(folder.path, 'dbt_packages'), { recursive: true, withFileTypes: true })
  for (const file of files.filter((entry) => entry.isFile()))
    expect(read(file.parentPath, file.name)).not.toContain(folder.path)
})

test.each(['.', '..', 'models', 'models/..'])('packages do not go to %s, where people write', async (path) => {
  await using folder = await withProject({
    'project/dbt_project.yml': `name: p1\npackages-install-path: ${path}\n`,
    'project/packages.yml': 'packages: []\n',
    'project/models/a.sql': 'select 1',
  })
  expect(await refusal(install(join(folder.path, 'project')))).toContain('unsafe-folder')
  expect(existsSync(join(folder.path, 'project', 'models', 'a.sql'))).toBe(true)
})

test('the package folder may be another, and links in it are replaced, not followed', async () => {
  await using folder = await withProject({
    'p/dbt_project.yml': 'name: p1\npackages-install-path: vendor/dbt\n',
    'p/packages.yml': 'packages:\n- local: ../lib\n',
    'lib/dbt_project.yml': 'name: lib\n',
  })
  const root = join(folder.path, 'p')
  await install(root)
  await install(root, { upgrade: true })
  expect(read(root, 'vendor', 'dbt', 'lib', 'dbt_project.yml')).toBe('name: lib\n')
  expect(read(folder.path, 'lib', 'dbt_project.yml')).toBe('name: lib\n')
  await folder.write('p/packages.yml', 'packages: []\n')
  await install(root)
  expect(readdirSync(join(root, 'vendor', 'dbt'))).toEqual([])
})

test('a package is added to the file only once it is there', async () => {
  await using hub = await packageHub(VERSIONS)
  await using folder = await withProject({ ...PROJECT, 'packages.yml': 'packages: []\n' })
  const environment = { PATH, DBT_PACKAGE_HUB_URL: hub.url }
  const add = (version: string) => ({ name: 'acme/base', version, source: 'hub' as const })
  expect(await refusal(install(folder.path, { environment, add: add('9.9.9') }))).toContain('no-version')
  expect(read(folder.path, 'packages.yml')).toBe('packages: []\n')
  await install(folder.path, { environment, add: add('1.0.0'), lockOnly: true })
  expect(read(folder.path, 'packages.yml')).toBe('packages:\n  - package: acme/base\n    version: 1.0.0\n')
  expect(read(folder.path, 'package-lock.yml')).toContain('    version: 1.0.0\n')
  expect(existsSync(join(folder.path, 'dbt_packages'))).toBe(false)
})

test.each([
  [
    'name: p1',
    "duplicate-name package ../lib has the name of the project itself, 'p1' | give the project another name, or do not want it from itself",
  ],
  [
    "name: '../x'",
    "bad-project-name ../lib calls itself '../x', which cannot be the name of a package | letters, digits and _ make a name, and no digit begins it: change name in its project file",
  ],
])('a package with %s is refused', async (name, expected) => {
  await using folder = await withProject({
    'p/dbt_project.yml': 'name: p1\n',
    'p/packages.yml': 'packages:\n- local: ../lib\n',
    'lib/dbt_project.yml': `${name}\n`,
  })
  expect(await refusal(install(join(folder.path, 'p')))).toBe(expected)
})

test('packages that want each other in a circle are installed once each', async () => {
  await using folder = await withProject({
    'p/dbt_project.yml': 'name: p1\n',
    'p/packages.yml': 'packages:\n- local: ../a\n',
    'a/dbt_project.yml': 'name: a\n',
    'a/packages.yml': 'packages:\n- local: ../b\n',
    'b/dbt_project.yml': 'name: b\n',
    'b/packages.yml': 'packages:\n- local: ../a\n',
  })
  expect((await install(join(folder.path, 'p'))).packages.map(({ name }) => name)).toEqual(['a', 'b'])
})
