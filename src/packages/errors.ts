/** What can go wrong while packages are fetched. */
import { AssayError, type Diagnostic } from '../base/diagnostic.ts'
import { didYouMean } from '../base/near-miss.ts'
import type { Location } from '../base/position.ts'
import type { Wish } from './package-spec.ts'

function place(at: Location | null | undefined): { readonly at?: Location } {
  return at === null || at === undefined ? {} : { at }
}

export function severalSources(kinds: readonly string[], at: Location | undefined): Diagnostic {
  return {
    code: 'both-keys',
    severity: 'error',
    message: `a package comes from one place, and this one has ${kinds.join(' and ')}`,
    hint: 'keep one of them, or make two entries',
    ...place(at),
  }
}

export function emptySource(kind: string, at: Location | undefined): Diagnostic {
  return {
    code: 'missing-key',
    severity: 'error',
    message: `'${kind}' is empty`,
    hint: 'a variable that is not set may have made it so',
    ...place(at),
  }
}

export function privatePackage(name: string, at: Location | undefined): Diagnostic {
  return {
    code: 'private-package',
    severity: 'error',
    message: `private package '${name}' cannot be installed: dbt's platform knows where it is, Assay does not`,
    hint: "write its address instead: 'git: git@github.com:…' or 'git: https://…' with a token from env_var('DBT_ENV_SECRET_…')",
    ...place(at),
  }
}

export function unpinnedHubPackage(name: string, at: Location | undefined): Diagnostic {
  return {
    code: 'missing-key',
    severity: 'error',
    message: `package '${name}' lacks 'version'`,
    hint: "add a version or bounds: version: ['>=1.0.0', '<2.0.0']",
    ...place(at),
  }
}

export function withoutNamespace(name: string, at: Location | undefined): Diagnostic {
  return {
    code: 'unknown-package',
    severity: 'error',
    message: `'${name}' is no name of a package: it has an owner and a name`,
    hint: 'write it as dbt-labs/dbt_utils',
    ...place(at),
  }
}

export function badVersion(name: string, bound: string, at: Location | undefined): Diagnostic {
  return {
    code: 'wrong-type',
    severity: 'error',
    message: `'${bound}' is no bound on the version of '${name}'`,
    hint: bound.includes(',')
      ? "write a list: version: ['>=1.0.0', '<2.0.0']"
      : "write three numbers with a sign before them, or without one for just that version: '>=1.3.0'",
    ...place(at),
  }
}

export function differentSources(name: string, one: string, other: string, at: Location | null): AssayError {
  return new AssayError({
    code: 'package-conflict',
    severity: 'error',
    message: `'${name}' is wanted from two kinds of places: ${one} and ${other}`,
    hint: 'make all who want it agree on one',
    ...place(at),
  })
}

export function severalRevisions(name: string, revisions: readonly string[], at: Location | null): AssayError {
  return new AssayError({
    code: 'package-conflict',
    severity: 'error',
    message: `${name} is wanted in several revisions: ${revisions.join(', ')}`,
    hint: 'make all who want it agree on one revision',
    ...place(at),
  })
}

export function contradiction(name: string, wishes: readonly Wish[], at: Location | null): AssayError {
  return new AssayError({
    code: 'package-conflict',
    severity: 'error',
    message: `no version of '${name}' can be all that is wanted: ${listWishes(wishes)}`,
    hint: 'widen one of the bounds, or use versions of the packages that agree',
    ...place(at),
  })
}

export interface NoVersion {
  readonly name: string
  readonly wishes: readonly Wish[]
  /** Of the versions there are, those that could be installed; the newest last. */
  readonly installable: readonly string[]
  /** Left out because they want another dbt version. */
  readonly incompatible: readonly string[]
  readonly prereleases: readonly string[]
  readonly dbtVersion: string
}

export function noVersion(what: NoVersion, at: Location | null): AssayError {
  const { name, wishes, installable, incompatible, prereleases, dbtVersion } = what
  const there = installable.length === 0 ? 'none can be installed' : `there are ${some(installable)}`
  const hint =
    prereleases.length > 0
      ? `previews would fit (${some(prereleases)}): say install_prerelease: true`
      : incompatible.length > 0
        ? `${some(incompatible)} would fit, but not dbt ${dbtVersion}, as which Assay behaves; --no-version-check takes it all the same`
        : 'choose bounds that one of them fits'
  return new AssayError({
    code: 'no-version',
    severity: 'error',
    message: `no version of '${name}' fits ${listWishes(wishes)}: ${there}`,
    hint,
    ...place(at),
  })
}

function some(versions: readonly string[]): string {
  return versions.length <= 5
    ? versions.join(', ')
    : `${versions.slice(-5).join(', ')} and ${versions.length - 5} older`
}

function listWishes(wishes: readonly Wish[]): string {
  const by = new Map<string, string[]>()
  for (const { bound, askedBy } of wishes) by.set(askedBy, [...(by.get(askedBy) ?? []), bound])
  return [...by].map(([who, bounds]) => `${bounds.join(' ')} (${who})`).join(', ')
}

export function unknownPackage(name: string, hub: string, known: readonly string[], at: Location | null): AssayError {
  return new AssayError({
    code: 'unknown-package',
    severity: 'error',
    message: `there is no package '${name}' at ${hub}`,
    hint:
      didYouMean(name, known) ?? 'look for its name there; packages elsewhere are wanted with git, tarball or local',
    ...place(at),
  })
}

export function movedPackage(name: string, successor: string, at: Location | null): Diagnostic {
  return {
    code: 'moved-package',
    severity: 'warning',
    message: `package '${name}' is now called '${successor}'`,
    hint: `write 'package: ${successor}'`,
    ...place(at),
  }
}

export function strangeAnswer(url: string, what: string): AssayError {
  return new AssayError({
    code: 'strange-answer',
    severity: 'error',
    message: `${url} answered ${what}`,
    hint: 'it may be down, or something between may have answered in its place: look at the address in a browser',
  })
}

/** `reason` tells what the network said. */
export function unreachable(what: string, url: string, reason: string, cause: unknown): AssayError {
  return new AssayError({
    code: 'unreachable',
    severity: 'error',
    message: `cannot fetch ${what} from ${url}: ${reason}`,
    hint: 'without that host, put the package into the package folder by hand, want it with local or git from where it can be had, or name another hub with DBT_PACKAGE_HUB_URL',
    cause,
  })
}

export function badArchive(url: string, reason: string, cause?: unknown): AssayError {
  return new AssayError({
    code: 'bad-archive',
    severity: 'error',
    message: `the archive from ${url} is not unpacked: ${reason}`,
    hint: 'nothing was installed; if it was cut short on its way, try again; else ask whoever made it',
    ...(cause === undefined ? {} : { cause }),
  })
}

export function gitMissing(cause: unknown): AssayError {
  return new AssayError({
    code: 'git-missing',
    severity: 'error',
    message: 'a package is wanted with git, and there is no program git',
    hint: 'install git and see that it is found on the PATH',
    cause,
  })
}

export function gitFailed(address: string, said: string, at: Location | null): AssayError {
  const hint = /could not resolve host|unable to access|connection|timed out|network/i.test(said)
    ? 'the host cannot be reached from here: check the network, a proxy (git config http.proxy), or the address'
    : /authentication|permission denied|could not read (?:username|password)|terminal prompts disabled|403/i.test(said)
      ? "it wants to know who asks: use an ssh address with a key, or a token from env_var('DBT_ENV_SECRET_…') in the address"
      : /not found|does not exist|does not appear to be a git repository|no such/i.test(said)
        ? 'check the address; a private repository looks like none to strangers'
        : "try 'git ls-remote' with the address"
  return new AssayError({
    code: 'git-failed',
    severity: 'error',
    message: `git could not fetch ${address}: ${said}`,
    hint,
    ...place(at),
  })
}

export function unknownRevision(
  address: string,
  revision: string,
  known: readonly string[],
  at: Location | null,
): AssayError {
  return new AssayError({
    code: 'unknown-revision',
    severity: 'error',
    message: `${address} has no tag, branch or commit '${revision}'`,
    hint:
      didYouMean(revision, known) ??
      (/^[0-9a-f]{4,39}$/.test(revision)
        ? 'write all 40 digits of a commit'
        : "'git ls-remote' with the address lists them"),
    ...place(at),
  })
}

export function unsafeText(what: string, text: string, at: Location | null): AssayError {
  return new AssayError({
    code: 'unsafe-package',
    severity: 'error',
    message: `${what} '${text}' is refused`,
    hint: 'it must not begin with - nor lead out of its folder',
    ...place(at),
  })
}

export function unpinnedRevision(address: string, revision: string | null, at: Location | null): Diagnostic {
  return {
    code: 'unpinned-package',
    severity: 'warning',
    message: `${address} is taken as ${revision === null ? 'it is now' : `'${revision}' is now`}: it may change under you`,
    hint: "name a tag or a commit as revision, or say 'warn-unpinned: false'",
    ...place(at),
  }
}

export function noSubdirectory(address: string, folder: string, at: Location | null): AssayError {
  return new AssayError({
    code: 'no-project',
    severity: 'error',
    message: `${address} has no folder '${folder}'`,
    hint: 'subdirectory counts from the top of the repository',
    ...place(at),
  })
}

export function noProjectIn(name: string, folder: string | null, at: Location | null): AssayError {
  return new AssayError({
    code: 'no-project',
    severity: 'error',
    message: `${name} is no package: ${folder === null ? 'there is no such folder' : 'it has no dbt_project.yml'}`,
    hint:
      folder === null
        ? 'local paths count from the folder of the project'
        : "a package that lies deeper in a repository is wanted with 'subdirectory'",
    ...place(at),
  })
}

export function badPackageName(name: string, from: string): AssayError {
  return new AssayError({
    code: 'bad-project-name',
    severity: 'error',
    message: `${from} calls itself '${name}', which cannot be the name of a package`,
    hint: 'letters, digits and _ make a name, and no digit begins it: change name in its project file',
  })
}

export function sameNameTwice(name: string, first: string, second: string): AssayError {
  return new AssayError({
    code: 'duplicate-name',
    severity: 'error',
    message: `two packages are named '${name}': ${first} and ${second}`,
    hint: 'they may be one package wanted from two places: keep one of them',
  })
}

export function nameOfProject(name: string, from: string): AssayError {
  return new AssayError({
    code: 'duplicate-name',
    severity: 'error',
    message: `package ${from} has the name of the project itself, '${name}'`,
    hint: 'give the project another name, or do not want it from itself',
  })
}

export function unsafeFolder(folder: string, why: string): AssayError {
  return new AssayError({
    code: 'unsafe-folder',
    severity: 'error',
    message: `packages-install-path is '${folder}', ${why}`,
    hint: 'everything in it is replaced: name a folder that holds nothing else',
  })
}

export function cannotInstall(folder: string, cause: unknown): AssayError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new AssayError({
    code: 'cannot-write',
    severity: 'error',
    message: `cannot write packages to ${folder}: ${reason}`,
    hint: 'what was installed before is as it was',
    cause,
  })
}

export function versionNeeded(name: string, source: string): AssayError {
  return new AssayError({
    code: 'usage',
    severity: 'error',
    message: `--add-package ${name} lacks a version`,
    hint: `write --add-package ${name}@${source === 'git' ? 'v1.0.0' : '1.0.0'}, or more than one bound between commas: @'>=1.0.0,<2.0.0'`,
  })
}
