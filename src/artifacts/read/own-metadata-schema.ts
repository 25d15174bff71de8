import { z } from 'zod'
import { type ObjectOf, text, textOrNull } from './shape.ts'

/** What `ownMetadata` writes. */
export function ownMetadataSchema(object: ObjectOf, version: string) {
  return object({ assay_schema_version: z.literal(version), generated_at: text, invocation_id: textOrNull })
}
