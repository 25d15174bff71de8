/**
 * What lies in `.assay/`: `version` (of this layout), `data/` (PostgreSQL's own files), `.gitignore`. `data/` is made
 * under another name and renamed when it is complete, so that a start that was killed leaves nothing half done.
 */
import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { removeLeftovers } from '../../base/leftovers.ts'
import { Engine } from './engine.ts'
import { folderUnusable, layoutTooNew, layoutUnreadable, otherPostgres } from './errors.ts'

const LAYOUT = 1
/** The major version PGlite is built from; data of another cannot be opened. */
export const EMBEDDED_POSTGRES = '18'
const UNFINISHED = 'data.new-'

/** Makes sure the folder is there, so that it can be locked. */
export async function createFolder(folder: string): Promise<void> {
  await onDisk(folder, () => mkdir(folder, { recursive: true }))
}

/** The path of the database's files, made if there are none. Only for who holds the folder's lock. */
export async function preparedData(folder: string, image: string | null, signal: AbortSignal): Promise<string> {
  const data = join(folder, 'data')
  await checkLayout(folder)
  const entries = await onDisk(folder, () => readdir(folder))
  for (const entry of entries.filter((name) => name.startsWith(UNFINISHED)))
    await onDisk(folder, () => rm(join(folder, entry), { recursive: true, force: true }))
  if (entries.includes('data')) {
    await checkPostgres(folder, data)
    return data
  }
  const unfinished = join(folder, UNFINISHED + randomBytes(4).toString('hex'))
  const engine = await Engine.start({ folder: unfinished, image, signal })
  await engine.close()
  if (image !== null) removeLeftovers(image, (name) => name.startsWith(`${basename(image)}.`))
  await onDisk(folder, () => rename(unfinished, data))
  return data
}

async function checkLayout(folder: string): Promise<void> {
  const path = join(folder, 'version')
  const text = await onDisk(folder, () => readIfThere(path))
  if (text === null) {
    await onDisk(folder, () => writeFile(join(folder, '.gitignore'), '*\n'))
    // Whole or not at all: a start killed while it writes would leave an empty file, which the next could not read.
    const unfinished = join(folder, `${UNFINISHED}version`)
    await onDisk(folder, () => writeFile(unfinished, `${LAYOUT}\n`))
    await onDisk(folder, () => rename(unfinished, path))
    return
  }
  const layout = Number(text)
  if (!Number.isInteger(layout) || layout < 1) throw layoutUnreadable(folder, text.trim())
  if (layout > LAYOUT) throw layoutTooNew(folder, layout, LAYOUT)
}

async function checkPostgres(folder: string, data: string): Promise<void> {
  const found = (await onDisk(folder, () => readFile(join(data, 'PG_VERSION'), 'utf8'))).trim()
  if (found !== EMBEDDED_POSTGRES) throw otherPostgres(folder, found, EMBEDDED_POSTGRES)
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

async function onDisk<T>(folder: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action()
  } catch (error) {
    throw folderUnusable(folder, error)
  }
}
