/** Packages from git, by the program `git`: nothing is asked on the terminal, and nothing of the remote's is kept. */
import { spawn } from 'node:child_process'
import { mkdirSync, rmSync, statSync } from 'node:fs'
import { join, normalize } from 'node:path'
import type { Surroundings } from '../context/env-var.ts'
import { gitFailed, gitMissing, noSubdirectory, unknownRevision, unsafeText } from './errors.ts'
import type { GitSpec } from './package-spec.ts'
import { withoutAddress } from './secrets.ts'

export interface Checkout {
  /** Where the package lies. */
  readonly folder: string
  /** The commit, 40 digits. */
  readonly commit: string
}

export interface GitOptions {
  readonly environment: Surroundings
  readonly signal: AbortSignal
}

const COMMIT = /^[0-9a-f]{40}$/

/** Fetches one revision (null: what the remote's HEAD is) into `into`, a folder that is not there yet. */
export async function checkOut(
  spec: GitSpec,
  revision: string | null,
  into: string,
  options: GitOptions,
): Promise<Checkout> {
  const { address, at } = spec
  if (address.real.startsWith('-')) throw unsafeText('the address', address.shown, at)
  if (revision?.startsWith('-')) throw unsafeText('the revision', revision, at)
  const git = async (...args: readonly string[]): Promise<string> => {
    const { code, out, said } = await runGit(args, into, options)
    if (code !== 0) throw gitFailed(address.shown, lastWords(withoutAddress(said, address, options.environment)), at)
    return out.trim()
  }
  mkdirSync(into, { recursive: true })
  await git('init', '--quiet')
  const refs = refsOf(await git('ls-remote', '--', address.real))
  const wanted = refOf(refs, revision)
  if (wanted === undefined) {
    const names = [...refs.keys()].map((ref) => ref.replace(/^refs\/(?:tags|heads)\//, ''))
    throw unknownRevision(address.shown, revision ?? 'HEAD', names, at)
  }
  const shallow = await runGit(
    ['fetch', '--quiet', '--depth', '1', '--no-tags', '--', address.real, wanted],
    into,
    options,
  )
  if (shallow.code === 0) await git('checkout', '--quiet', '--detach', 'FETCH_HEAD')
  else {
    // Some hosts give out no commits by their digits: all branches and tags, then.
    await git('fetch', '--quiet', '--tags', '--', address.real, '+refs/heads/*:refs/heads/*')
    if (COMMIT.test(wanted) && (await runGit(['cat-file', '-e', wanted], into, options)).code !== 0)
      throw unknownRevision(address.shown, wanted, [], at)
    await git('checkout', '--quiet', '--detach', wanted)
  }
  const commit = await git('rev-parse', 'HEAD')
  rmSync(join(into, '.git'), { recursive: true, force: true }) // it would keep the address, token and all
  return { folder: subdirectoryOf(spec, into), commit }
}

function subdirectoryOf({ subdirectory, address, at }: GitSpec, top: string): string {
  if (subdirectory === null) return top
  const inside = normalize(subdirectory).replaceAll('\\', '/')
  if (inside.startsWith('/') || inside.split('/').includes('..')) throw unsafeText('the subdirectory', subdirectory, at)
  const folder = join(top, inside)
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw noSubdirectory(address.shown, subdirectory, at)
  return folder
}

/** Names of a remote's refs. */
function refsOf(listed: string): ReadonlySet<string> {
  return new Set(listed.split('\n').flatMap((line) => line.split('\t')[1] ?? []))
}

/** A tag before a branch of the same name, as dbt prefers it. */
function refOf(refs: ReadonlySet<string>, revision: string | null): string | undefined {
  if (revision === null || revision === 'HEAD') return refs.has('HEAD') ? 'HEAD' : undefined
  if (COMMIT.test(revision)) return revision
  return [`refs/tags/${revision}`, `refs/heads/${revision}`].find((ref) => refs.has(ref))
}

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly said: string
}

function runGit(args: readonly string[], cwd: string, { environment, signal }: GitOptions): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['-c', 'core.hooksPath=/dev/null', '-c', 'advice.detachedHead=false', ...args], {
      cwd,
      env: { ...environment, LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_DIR: join(cwd, '.git'), GIT_WORK_TREE: cwd },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
      windowsHide: true,
    })
    let [out, said] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    child.on('error', (cause: NodeJS.ErrnoException) => reject(cause.code === 'ENOENT' ? gitMissing(cause) : cause))
    child.on('close', (code) => resolve({ code, out, said }))
  })
}

/** The lines in which git says what is wrong, without the marks before them. */
function lastWords(said: string): string {
  const lines = said.split(/[\r\n]+/).filter((line) => line.trim() !== '')
  const telling = lines.filter((line) => /^(?:fatal|error|remote): /.test(line))
  return (telling.length > 0 ? telling : lines.slice(-3))
    .map((line) => line.replace(/^(?:fatal|error|remote): /, '').trim())
    .filter((line) => line !== '')
    .join('; ')
}
