import type { JsonObject } from '../../base/json.ts'
import type { FreshnessResult } from '../../run/freshness.ts'
import { describeOrigin, type Origin } from '../origin.ts'
import { ownMetadata } from '../own-metadata.ts'
import { describeResponse, describeTiming } from '../run-results/to-run-results.ts'

export interface FreshnessFacts {
  readonly origin: Origin
  /** Seconds that all of it took. */
  readonly elapsedTime: number
}

/**
 * `sources.json`, version 3. Sources that could not be asked are in it with their error: dbt's format has a form for
 * them, though dbt 1.12 leaves them out.
 */
export function toSourcesJson(
  results: readonly FreshnessResult[],
  { origin, elapsedTime }: FreshnessFacts,
): JsonObject {
  return {
    metadata: describeOrigin('sources', origin),
    results: results.map(describeFreshness),
    elapsed_time: elapsedTime,
  }
}

/**
 * `freshness.json`, a format of our own: the results of `sources.json`, those of models among them, which dbt's format has
 * no room for.
 */
export function toFreshnessJson(
  results: readonly FreshnessResult[],
  { origin, elapsedTime }: FreshnessFacts,
): JsonObject {
  return {
    metadata: ownMetadata(FRESHNESS_VERSION, origin),
    results: results.map(describeFreshness),
    elapsed_time: elapsedTime,
  }
}

/** What stands in `metadata.assay_schema_version`; it names a format and is never fetched. */
export const FRESHNESS_VERSION = 'freshness/v1'

function describeFreshness(result: FreshnessResult): JsonObject {
  if (result.status === 'runtime error' || result.snapshottedAt === null) {
    return { unique_id: result.id, error: result.diagnostics[0]?.message ?? null, status: 'runtime error' }
  }
  const { criteria, startedAt, completedAt } = result
  return {
    unique_id: result.id,
    max_loaded_at: isoTime(result.maxLoadedAt ?? NEVER),
    snapshotted_at: isoTime(result.snapshottedAt),
    max_loaded_at_time_ago_in_s: Number.isFinite(result.age) ? result.age : secondsSinceNever(result.snapshottedAt),
    status: result.status,
    criteria: {
      warn_after: { count: criteria.warn_after.count, period: criteria.warn_after.period },
      error_after: { count: criteria.error_after.count, period: criteria.error_after.period },
      filter: criteria.filter,
    },
    adapter_response: describeResponse(result),
    timing: [
      ...describeTiming('compile', { startedAt, completedAt: startedAt }),
      ...describeTiming('execute', { startedAt, completedAt }),
    ],
    thread_id: result.threadId,
    execution_time: result.executionTime,
  }
}

/** As Python writes a time in UTC: no fraction where it is zero. */
function isoTime(text: string): string {
  return text.replace(/(?:\.0+)?Z$/, '+00:00')
}

/** Python's first moment: when dbt says that a table without rows was loaded. */
const NEVER = '0001-01-01T00:00:00.000000Z'

function secondsSinceNever(moment: string): number {
  return (Date.parse(moment) - Date.parse(NEVER)) / 1000
}
