import type { JsonObject } from '../base/json.ts'
import type { Origin } from './origin.ts'
import { timestamp } from './timestamp.ts'

/** What artifacts of our own say of themselves. `version` names a format, such as `leakage/v1`, and is never fetched. */
export function ownMetadata(version: string, { generatedAt, invocationId }: Origin): JsonObject {
  return { assay_schema_version: version, generated_at: timestamp(generatedAt), invocation_id: invocationId }
}
