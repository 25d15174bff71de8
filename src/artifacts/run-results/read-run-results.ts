import { z } from 'zod'
import { type ReadOptions, readArtifact } from '../read/read-artifact.ts'
import { jsonMap, jsonObject, metadataShape, type ObjectOf, text, textOrNull } from '../read/shape.ts'

/** `run_results.json`, version 6, of Assay or of dbt 1.8 and later. */
export function readRunResults(input: unknown, options: ReadOptions = {}): RunResultsArtifact {
  return readArtifact('run-results', input, runResultsSchema, options)
}

export type RunResultsArtifact = z.output<ReturnType<typeof runResultsSchema>>

const STATUSES = [
  'success',
  'error',
  'skipped',
  'partial success',
  'no-op',
  'reused',
  'pass',
  'fail',
  'warn',
  'runtime error',
] as const

export function timingSchema(object: ObjectOf) {
  return z.array(object({ name: text, started_at: textOrNull, completed_at: textOrNull }))
}

function runResultsSchema(object: ObjectOf) {
  const counted = <T extends z.ZodType>(item: T) =>
    object({ successful: z.array(item).default([]), failed: z.array(item).default([]) })
      .nullable()
      .default(null)
  const result = object({
    status: z.enum(STATUSES),
    timing: timingSchema(object),
    thread_id: text,
    execution_time: z.number(),
    adapter_response: jsonObject,
    message: textOrNull,
    failures: z.number().int().nullable().default(null),
    unique_id: text,
    compiled: z.boolean().nullable(),
    compiled_code: z.string().nullable(),
    relation_name: z.string().nullable(),
    batch_results: counted(z.array(text)),
    overload_results: counted(text),
  })
  return object({
    metadata: object(metadataShape('run-results')),
    results: z.array(result),
    elapsed_time: z.number(),
    args: jsonMap,
    // Of ours alone, in `last_results.json`.
    of_last_run: z.array(text).optional(),
  })
}
