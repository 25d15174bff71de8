/** Where warehouses are connected, so that nothing else knows which one it is. */
import type { Surroundings } from '../context/env-var.ts'
import type { ConnectionSettings, EmbeddedSettings, PostgresSettings } from '../resources/connection.ts'
import type { Warehouse } from '../warehouse/warehouse.ts'

export interface WarehouseOptions {
  /** Where `PGPASSWORD`, `PGPASSFILE` and `HOME` are looked up. */
  readonly environment?: Surroundings
  /** A folder of the user's that may keep an empty embedded database, for a quicker start of the next one. */
  readonly cacheFolder?: string | null
}

/** Opens a pool of connections to a PostgreSQL server; nothing is sent before the first use. */
export async function connectPostgres(
  settings: PostgresSettings,
  { environment = {} }: WarehouseOptions = {},
): Promise<Warehouse> {
  const { connectPostgres: connect } = await import('../warehouse/postgres/connect.ts')
  return connect(settings, { env: environment })
}

/** Opens PostgreSQL inside this process (PGlite), its data in `settings.folder`, or in memory. */
export async function openEmbedded(
  settings: EmbeddedSettings,
  { cacheFolder = null }: WarehouseOptions = {},
): Promise<Warehouse> {
  const { openEmbedded: open } = await import('../warehouse/embedded/open.ts')
  return open(settings, { cacheFolder })
}

/** The warehouse a project's connection names. */
export async function openWarehouse(settings: ConnectionSettings, options: WarehouseOptions = {}): Promise<Warehouse> {
  return settings.kind === 'postgres' ? connectPostgres(settings, options) : openEmbedded(settings, options)
}
