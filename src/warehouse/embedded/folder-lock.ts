/**
 * One process at a time in a folder, by something the operating system takes back when the process dies, however it
 * dies: a name somebody listens under. Linux has names without files, Windows has pipes; elsewhere it is a socket file,
 * and one that nobody answers is left over from a dead process. Who listens tells its process id.
 */
import { mkdir, realpath, rm, rmdir, stat } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { platform, tmpdir } from 'node:os'
import { join } from 'node:path'
import { pid } from 'node:process'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { sha256 } from '../../base/digest.ts'
import { databaseInUse } from './errors.ts'

/** A live process answers at once unless it is busy computing; its id is only for the message. */
const ANSWER_MS = 1000
/** Taking over a dead process' socket file takes a few milliseconds; a mutex older than this is a leftover itself. */
const TAKEOVER_MS = 5000

export interface FolderLock {
  release(): Promise<void>
}

/** Takes the lock of an existing folder or says who has it. `system` is Node's name of the operating system. */
export async function lockFolder(folder: string, system: string = platform()): Promise<FolderLock> {
  const path = lockName(sha256(await realpath(folder)).slice(0, 24), system)
  const server = (await listen(path)) ?? (await takeOver(path))
  if (server === undefined) {
    const owner = await askOwner(path)
    throw databaseInUse(folder, owner, owner === pid)
  }
  server.unref()
  return { release: () => new Promise((resolve) => server.close(() => resolve())) }
}

export function lockName(id: string, system: string): string {
  if (system === 'linux') return `\0assay-${id}`
  if (system === 'win32') return `\\\\.\\pipe\\assay-${id}`
  return join(tmpdir(), `assay-${id}.sock`)
}

/** Undefined when somebody has that name. */
function listen(path: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined) // who asked has gone: nothing of ours
      socket.end(String(pid))
    })
    server.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined)
      else reject(error)
    })
    server.listen(path, () => resolve(server))
  })
}

/** Listens in place of a socket file that nobody answers behind. Two at once must not remove each other's. */
async function takeOver(path: string): Promise<Server | undefined> {
  if (!path.endsWith('.sock')) return undefined
  const mutex = `${path}.lock`
  while (!(await makeFolder(mutex))) {
    const age = await stat(mutex).then(
      ({ mtimeMs, ctimeMs }) => performance.timeOrigin + performance.now() - Math.max(mtimeMs, ctimeMs),
      () => 0,
    )
    if (age > TAKEOVER_MS) await rmdir(mutex).catch(() => undefined)
    else await wait(10)
  }
  try {
    if (await isAnswered(path)) return undefined
    await rm(path, { force: true })
    return await listen(path)
  } finally {
    await rmdir(mutex).catch(() => undefined)
  }
}

/** False when it is there already. */
function makeFolder(path: string): Promise<boolean> {
  return mkdir(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false
      throw error
    },
  )
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}

async function askOwner(path: string): Promise<number | null> {
  const socket = connect(path)
  const patience = setTimeout(() => socket.destroy(), ANSWER_MS)
  try {
    return Number(await text(socket)) || null
  } catch {
    return null // too busy to answer, or just gone
  } finally {
    clearTimeout(patience)
    socket.destroy()
  }
}
