import { readFile, stat } from 'node:fs/promises'
import { homedir, platform } from 'node:os'
import { join } from 'node:path'
import type { PostgresSettings } from '../../resources/connection.ts'

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>

/**
 * The password in libpq's order: the settings', `PGPASSWORD`, the password file (`PGPASSFILE` or `~/.pgpass`).
 * Asked for only when the server asks. Null when there is none.
 */
export async function findPassword(settings: PostgresSettings, env: Environment): Promise<string | null> {
  const given = settings.password ?? env.PGPASSWORD
  if (given !== undefined && given !== '') return given
  const path = env.PGPASSFILE || defaultPasswordFile(env)
  try {
    // As libpq, a file that others could read is not used.
    const { mode } = await stat(path)
    if (platform() !== 'win32' && (mode & 0o077) !== 0) return null
    return matchingPassword(await readFile(path, 'utf8'), settings)
  } catch {
    return null // no such file, or not ours to read: the same to libpq
  }
}

function defaultPasswordFile(env: Environment): string {
  if (platform() === 'win32') return join(env.APPDATA ?? homedir(), 'postgresql', 'pgpass.conf')
  return join(env.HOME || homedir(), '.pgpass')
}

/** The first line `host:port:database:user:password` that fits, `*` fits all; `\` keeps a colon or a backslash. */
export function matchingPassword(
  text: string,
  wanted: Pick<PostgresSettings, 'host' | 'port' | 'database' | 'user'>,
): string | null {
  // Unix sockets in the usual folders go by the name of localhost.
  const host = /^(\/tmp|\/(var\/)?run\/postgresql)\/?$/.test(wanted.host) ? 'localhost' : wanted.host
  const fields = [host, String(wanted.port), wanted.database, wanted.user]
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('#')) continue
    const parts = line.match(/(?:^|:)(?:\\.|[^:\\])*/g)?.map((part, i) => (i === 0 ? part : part.slice(1))) ?? []
    const [password] = parts.splice(4)
    if (password === undefined || password === '') continue
    if (parts.every((part, i) => part === '*' || unescaped(part) === fields[i])) return unescaped(password)
  }
  return null
}

function unescaped(part: string): string {
  return part.replace(/\\(.)/g, '$1')
}
