/** Versions of training sets that nobody needs any more. */

import type { VersionEntry } from '../features/registry/version-entry.ts'
import type { StoredSet } from '../features/versions/read-versions.ts'
import type { Model } from '../resources/node.ts'
import { Connection } from '../run/connection.ts'
import type { Warehouse } from '../warehouse/warehouse.ts'

/** Drops the versions that are chosen among those there are; what the registry says of them then. */
export async function dropTrainingSets(
  warehouse: Warehouse,
  model: Model,
  choose: (stored: StoredSet) => readonly VersionEntry[],
): Promise<readonly VersionEntry[]> {
  const { dropVersions } = await import('../features/versions/drop-versions.ts')
  await using session = await warehouse.open()
  const connection = new Connection(
    session,
    () => undefined,
    () => performance.now(),
    undefined,
  )
  // Awaited here: the session is given back after.
  return await dropVersions(connection, model, choose)
}
