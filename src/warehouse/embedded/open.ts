/**
 * PostgreSQL inside this process: PGlite, in a thread. `openEmbedded` → lock of the folder (`folder-lock.ts`) → its
 * files (`folder.ts`) → `EmbeddedChannel`, which speaks PostgreSQL's protocol with the thread (`engine.ts`).
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EmbeddedSettings } from '../../resources/connection.ts'
import { quoteLiteral } from '../literal.ts'
import { SessionPool } from '../session-pool.ts'
import type { Session, Warehouse } from '../warehouse.ts'
import { EmbeddedChannel } from './embedded-channel.ts'
import { createFolder, preparedData } from './folder.ts'
import { type FolderLock, lockFolder } from './folder-lock.ts'

export interface EmbeddedOptions {
  /**
   * A folder of the user's, shared by all projects (`userCacheFolder`), that keeps an empty database to start new ones
   * from: they begin in one second instead of three. Without it every new database is made afresh.
   */
  readonly cacheFolder?: string | null
}

/**
 * A warehouse in this process. Nothing is started before the first `open()`.
 *
 * A statement that is cancelled takes the engine down with it. Where the data live in a folder, what was committed is
 * there again for the next statement; in memory everything is gone, and the next statement finds an empty database.
 * `statement_timeout` has no effect: nothing interrupts PGlite from within.
 */
export function openEmbedded(settings: EmbeddedSettings, options: EmbeddedOptions = {}): Warehouse {
  const { folder } = settings
  const description = folder === null ? 'embedded PostgreSQL in memory' : `embedded PostgreSQL in ${folder}`
  const image = options.cacheFolder ? join(options.cacheFolder, `empty-${pgliteVersion()}.tar.gz`) : null
  const restoreSettings = settingsQuery(settings)
  let lock: FolderLock | undefined
  let pooled: boolean | null = null

  const pool = new SessionPool({
    size: 1,
    description,
    restoreSettings,
    async connect(signal) {
      const where = folder === null ? { folder, image } : { folder: await dataIn(folder, signal), image: null }
      const channel = await EmbeddedChannel.open({ ...where, signal }, description, restoreSettings)
      pooled = false
      return channel
    },
  })

  async function dataIn(path: string, signal: AbortSignal): Promise<string> {
    await createFolder(path)
    lock ??= await lockFolder(path)
    return preparedData(path, image, signal)
  }

  async function close(): Promise<void> {
    try {
      await pool.close()
    } finally {
      await lock?.release()
      lock = undefined
    }
  }

  return {
    kind: 'embedded',
    description,
    database: 'postgres',
    maxSessions: 1,
    get pooled(): boolean | null {
      return pooled
    },
    open(): Promise<Session> {
      return pool.open()
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

function settingsQuery(settings: EmbeddedSettings): string {
  return settings.timezone === null
    ? ''
    : `select pg_catalog.set_config('TimeZone', ${quoteLiteral(settings.timezone)}, false)`
}

/** What an empty database is kept under: files of one PGlite are not offered to another. */
function pgliteVersion(): string {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.resolve('@electric-sql/pglite')), 'utf8'),
  )
  return `pglite-${String((manifest as { readonly version?: unknown }).version)}`
}
