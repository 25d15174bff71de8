import { fileURLToPath } from 'node:url'
import { openEmbedded } from '../warehouse/embedded/open.ts'
import type { Warehouse } from '../warehouse/warehouse.ts'

/** Where test runs keep a packed empty database: made once, it spares each of them seconds. */
export const TEST_CACHE = fileURLToPath(new URL('../../node_modules/.cache/assay', import.meta.url))

/** An embedded database, in memory unless a folder is given; closed when disposed. */
export function withEmbedded(folder: string | null = null): Warehouse {
  return openEmbedded(
    { kind: 'embedded', origin: { kind: 'embedded', description: 'tests' }, folder, timezone: 'UTC' },
    { cacheFolder: TEST_CACHE },
  )
}
