import type { JsonObject } from '../../base/json.ts'
import { keptEntries } from '../kept-entries.ts'
import type { Origin } from '../origin.ts'
import { ownMetadata } from '../own-metadata.ts'
import { timestamp } from '../timestamp.ts'

/** What stands in `metadata.assay_schema_version`. */
export const METRICS_VERSION = 'metrics/v1'

/** The metrics of an exposure, as they were read; or why they could not be. */
export interface MetricsRead {
  readonly id: string
  /** Where they are, in the words of the exposure: `{relation: ref('model_metrics'), …}`. */
  readonly source: JsonObject
  /** By name; several where rows are not told apart. */
  readonly values: ReadonlyMap<string, readonly number[]>
  readonly message: string | null
}

export interface MetricsFacts {
  readonly origin: Origin
  /** The file as it was; null where there was none. */
  readonly earlier: string | null
  readonly isKnown: (id: string) => boolean
}

/** `metrics.json`, a format of our own: the metrics of exposures as a gate read them last. */
export function toMetricsJson(read: readonly MetricsRead[], { origin, earlier, isKnown }: MetricsFacts): JsonObject {
  const latest = read.map(({ id, source, values, message }): [string, JsonObject] => [
    id,
    {
      source,
      read_at: timestamp(origin.generatedAt),
      values: Object.fromEntries([...values].map(([name, numbers]) => [name, [...numbers]])),
      message,
    },
  ])
  return {
    metadata: ownMetadata(METRICS_VERSION, origin),
    exposures: keptEntries(
      earlier,
      { version: METRICS_VERSION, key: 'exposures' },
      Object.fromEntries(latest),
      isKnown,
    ),
  }
}
