import type { JsonObject } from '../../base/json.ts'
import type { StoredSet, StoredVersion } from '../../features/versions/read-versions.ts'
import type { Origin } from '../origin.ts'
import { ownMetadata } from '../own-metadata.ts'

/** What stands in `metadata.assay_schema_version`. */
export const TRAINING_SETS_VERSION = 'training_sets/v1'

/** `training_sets.json`, a format of our own: what the registry says of each training set's versions, the newest first. */
export function toTrainingSetsJson(sets: readonly StoredSet[], { origin }: { readonly origin: Origin }): JsonObject {
  return {
    metadata: ownMetadata(TRAINING_SETS_VERSION, origin),
    training_sets: Object.fromEntries(
      sets.map(({ model, versions }) => [model.id, { name: model.name, versions: versions.map(describeVersion) }]),
    ),
  }
}

/** Keys are the columns of the registry, and whether the view shows it, and whether its table is there. */
export function describeVersion({ entry, isShown, isThere }: StoredVersion): JsonObject {
  return { ...(entry as unknown as JsonObject), shown: isShown, exists: isThere } // it was read from JSON
}
