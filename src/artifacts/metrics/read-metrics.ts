import { z } from 'zod'
import { ownMetadataSchema } from '../read/own-metadata-schema.ts'
import { type ReadOptions, readOwnArtifact } from '../read/read-artifact.ts'
import { jsonObject, mapOf, type ObjectOf, text } from '../read/shape.ts'
import { METRICS_VERSION } from './to-metrics.ts'

/** `metrics.json`, checked. */
export function readMetrics(input: unknown, options: ReadOptions = {}): MetricsArtifact {
  return readOwnArtifact(METRICS_VERSION, input, metricsSchema, options)
}

export type MetricsArtifact = z.output<ReturnType<typeof metricsSchema>>

function metricsSchema(object: ObjectOf) {
  const read = object({
    source: jsonObject,
    read_at: text,
    values: mapOf(z.array(z.number())),
    message: text.nullable(),
  })
  return object({ metadata: ownMetadataSchema(object, METRICS_VERSION), exposures: mapOf(read) })
}
