import { z } from 'zod'
import { ownMetadataSchema } from '../read/own-metadata-schema.ts'
import { type ReadOptions, readOwnArtifact } from '../read/read-artifact.ts'
import { mapOf, type ObjectOf, text } from '../read/shape.ts'
import { LEAKAGE_VERSION } from './to-leakage.ts'

/** `leakage.json`, checked. */
export function readLeakage(input: unknown, options: ReadOptions = {}): LeakageArtifact {
  return readOwnArtifact(LEAKAGE_VERSION, input, leakageSchema, options)
}

export type LeakageArtifact = z.output<ReturnType<typeof leakageSchema>>

function leakageSchema(object: ObjectOf) {
  const verdict = object({
    model: text,
    verdict: z.enum(['leak', 'clean', 'inconclusive']),
    columns: z.array(text),
    mode: text.nullable(),
    cuts: z.array(text),
    rows: z.number(),
    first_ancestor: text.nullable(),
    path: z.array(text),
    reasons: z.array(text),
    tried_at: text,
    code_hash: text,
    /** Since it was tried, as it was when this was written. */
    code_changed: z.boolean(),
  })
  return object({ metadata: ownMetadataSchema(object, LEAKAGE_VERSION), models: mapOf(verdict) })
}
