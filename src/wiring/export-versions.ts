/** Versions of training sets, as files. */

import type { Export } from '../features/export/export-version.ts'
import type { VersionEntry } from '../features/registry/version-entry.ts'
import type { Session } from '../warehouse/warehouse.ts'

/** Writes the rows of a version of a training set, or of one split of it, piece by piece; their number. */
export async function exportTrainingSet(session: Session, entry: VersionEntry, how: Export): Promise<number> {
  const { exportVersion } = await import('../features/export/export-version.ts')
  return exportVersion(session, entry, how)
}
