import { z } from 'zod'
import { freshness } from '../manifest/part-schemas.ts'
import { type ReadOptions, readArtifact } from '../read/read-artifact.ts'
import { jsonObject, metadataShape, type ObjectOf, text } from '../read/shape.ts'
import { timingSchema } from '../run-results/read-run-results.ts'

/** `sources.json`, version 3. */
export function readSources(input: unknown, options: ReadOptions = {}): SourcesArtifact {
  return readArtifact('sources', input, sourcesSchema, options)
}

export type SourcesArtifact = z.output<ReturnType<typeof sourcesSchema>>

function sourcesSchema(object: ObjectOf) {
  const asked = object({
    unique_id: text,
    max_loaded_at: text,
    snapshotted_at: text,
    max_loaded_at_time_ago_in_s: z.number(),
    status: z.enum(['pass', 'warn', 'error']),
    criteria: freshness(object),
    adapter_response: jsonObject,
    timing: timingSchema(object),
    thread_id: text,
    execution_time: z.number(),
  })
  const failed = object({
    unique_id: text,
    error: z.union([z.string(), z.number()]).nullable(),
    status: z.literal('runtime error'),
  })
  return object({
    metadata: object(metadataShape('sources')),
    results: z.array(z.discriminatedUnion('status', [asked, failed])),
    elapsed_time: z.number(),
  })
}
