import { z } from 'zod'
import { freshness } from '../manifest/part-schemas.ts'
import { type ReadOptions, readArtifact, readOwnArtifact } from '../read/read-artifact.ts'
import { jsonObject, metadataShape, type ObjectOf, text } from '../read/shape.ts'
import { timingSchema } from '../run-results/read-run-results.ts'
import { FRESHNESS_VERSION } from './to-sources.ts'

/** `sources.json`, version 3. */
export function readSources(input: unknown, options: ReadOptions = {}): SourcesArtifact {
  return readArtifact('sources', input, sourcesSchema, options)
}

export type SourcesArtifact = z.output<ReturnType<typeof sourcesSchema>>

/** `freshness.json`, ours: the same of sources and models. */
export function readFreshness(input: unknown, options: ReadOptions = {}): FreshnessArtifact {
  return readOwnArtifact(FRESHNESS_VERSION, input, freshnessSchema, options)
}

export type FreshnessArtifact = z.output<ReturnType<typeof freshnessSchema>>

function sourcesSchema(object: ObjectOf) {
  return object({
    metadata: object(metadataShape('sources')),
    results: z.array(resultSchema(object)),
    elapsed_time: z.number(),
  })
}

function freshnessSchema(object: ObjectOf) {
  return object({
    metadata: object({
      assay_schema_version: z.literal(FRESHNESS_VERSION),
      generated_at: text,
      invocation_id: z.string().nullable(),
    }),
    results: z.array(resultSchema(object)),
    elapsed_time: z.number(),
  })
}

function resultSchema(object: ObjectOf) {
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
  return z.discriminatedUnion('status', [asked, failed])
}
