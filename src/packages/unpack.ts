/** Unpacks a package's archive into a folder, and nowhere else: an archive is written by strangers. */
import { mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, posix, sep } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { readTar, type TarEntry, TarFault } from './tar.ts'

export interface UnpackLimits {
  readonly bytes: number
  readonly entries: number
}

const LIMITS: UnpackLimits = { bytes: 512 * 1024 * 1024, entries: 100_000 }

/**
 * Writes what lies in the one top folder of a .tar.gz into `folder`, which is new afterwards. Throws a TarFault for
 * archives that are damaged, too large, or lead out of their folder; nothing is left of those.
 */
export async function unpack(archive: Buffer, folder: string, limits: UnpackLimits = LIMITS): Promise<void> {
  const bytes = await unzipped(archive, limits)
  const entries = entriesOf(bytes, limits)
  const top = topOf(entries)
  try {
    writeEntries(entries, top, folder)
  } catch (thrown) {
    rmSync(folder, { recursive: true, force: true })
    throw thrown
  }
}

async function unzipped(archive: Buffer, { bytes }: UnpackLimits): Promise<Buffer> {
  try {
    return await promisify(gunzip)(archive, { maxOutputLength: bytes })
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code
    if (code === 'ERR_BUFFER_TOO_LARGE' || cause instanceof RangeError)
      throw new TarFault(`unpacked it would be larger than ${Math.round(bytes / 1024 / 1024)} MB`)
    throw new TarFault(code === 'Z_BUF_ERROR' ? 'it is cut short' : 'it is no .tar.gz')
  }
}

function entriesOf(bytes: Buffer, limits: UnpackLimits): readonly TarEntry[] {
  const entries: TarEntry[] = []
  for (const entry of readTar(bytes)) {
    if (entries.length >= limits.entries) throw new TarFault(`it has more than ${limits.entries} files`)
    entries.push({ ...entry, path: safePath(entry.path) })
  }
  return entries.filter(({ path }) => path !== '.')
}

/** The folder in which everything lies. */
function topOf(entries: readonly TarEntry[]): string {
  const [top = ''] = (entries[0]?.path ?? '').split('/')
  const alone = entries.every(({ path, kind }) => path.startsWith(`${top}/`) || (path === top && kind === 'folder'))
  if (top === '' || !alone) throw new TarFault('its files do not all lie in one folder')
  return top
}

function writeEntries(entries: readonly TarEntry[], top: string, folder: string): void {
  const inside = (path: string): string => path.slice(top.length + 1)
  const links = new Map<string, TarEntry>()
  const contents = new Map<string, Buffer>()
  mkdirSync(folder, { recursive: true })
  for (const entry of entries) if (entry.kind === 'symlink') links.set(entry.path, entry)
  for (const entry of entries) {
    // Folders that are links could lead anywhere by the time something is written into them.
    if (ancestors(entry.path).some((path) => links.has(path))) throw new TarFault(`'${entry.path}' lies behind a link`)
    const path = join(folder, inside(entry.path))
    switch (entry.kind) {
      case 'folder':
        mkdirSync(path, { recursive: true })
        break
      case 'file':
        contents.set(entry.path, entry.content)
        write(path, entry.content)
        break
      case 'hardlink': {
        const content = contents.get(safePath(entry.target))
        if (content === undefined) throw new TarFault(`'${entry.path}' is a link to what is not in it`)
        write(path, content)
        break
      }
      case 'symlink':
      case 'other': // devices and pipes are no part of a package
        break
    }
  }
  for (const [path, { target }] of links) {
    const leads = posix.normalize(posix.join(posix.dirname(path), target))
    if (target.startsWith('/') || /[\\:\0]/.test(target) || !(leads === top || leads.startsWith(`${top}/`)))
      throw new TarFault(`'${path}' is a link that leads out of it`)
    mkdirSync(dirname(join(folder, inside(path))), { recursive: true })
    symlinkSync(target, join(folder, inside(path)))
  }
  checkLinks(
    [...links.keys()].map((path) => ({ path, at: join(folder, inside(path)) })),
    folder,
  )
}

function write(path: string, content: Buffer): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}

/** Links to links may lead out though none does by itself. */
function checkLinks(links: readonly { readonly path: string; readonly at: string }[], folder: string): void {
  const root = realpathSync.native(folder)
  for (const { path, at } of links) {
    let real: string
    try {
      real = realpathSync.native(at) // the other one takes `link/..` for the link's own folder
    } catch {
      continue // it leads nowhere
    }
    if (real !== root && !real.startsWith(root + sep)) throw new TarFault(`'${path}' is a link that leads out of it`)
  }
}

/** A path without `.` parts; what leads upwards, begins at a root or would be one on Windows is refused. */
function safePath(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  if (path.startsWith('/') || /[\\\0]|^[A-Za-z]:/.test(path) || parts.includes('..'))
    throw new TarFault(`'${path}' leads out of it`)
  return parts.length === 0 ? '.' : parts.join('/')
}

function ancestors(path: string): readonly string[] {
  const parts = path.split('/')
  return parts.slice(0, -1).map((_part, i) => parts.slice(0, i + 1).join('/'))
}
