/** How old the data of a source or a model may be, and what tells its age. */
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts'
import { clocksOf } from './clocks.ts'
import type { Age, FreshnessThreshold, Period } from './config.ts'
import type { Model } from './node.ts'
import type { Source } from './source.ts'

/** What may have thresholds. */
export type Ageing = Source | Model

/** `raw.orders` of a source, `orders` of a model. */
export function ageingName(resource: Ageing): string {
  return resource.kind === 'source' ? `${resource.sourceName}.${resource.name}` : resource.name
}

/** Its thresholds; null where it has none. Of a model they stand in `config.freshness`, beside dbt's `build_after`. */
export function thresholdsOf(resource: Ageing): FreshnessThreshold | null {
  const found = resource.kind === 'source' ? resource.freshness : modelThresholds(resource.config.freshness)
  return found !== null && (isSet(found.warn_after) || isSet(found.error_after)) ? found : null
}

/** The expression, or else the query, that tells when rows came. A model without either counts by its `event_time`. */
export function loadedBy(resource: Ageing): { readonly field: string | null; readonly query: string | null } {
  if (resource.kind === 'source') return { field: resource.loadedAtField, query: resource.loadedAtQuery }
  const text = (key: string): string | null => {
    const value = resource.config[key]
    return typeof value === 'string' && value !== '' ? value : null
  }
  const query = text('loaded_at_query')
  return { query, field: text('loaded_at_field') ?? (query === null ? clocksOf(resource).eventTime : null) }
}

/** True when there is anything to ask: a threshold, and of a model a relation. */
export function hasFreshness(resource: Ageing): boolean {
  return thresholdsOf(resource) !== null && resource.relation !== null
}

function modelThresholds(written: JsonObject | null): FreshnessThreshold | null {
  if (written === null) return null
  const { warn_after, error_after, filter } = written
  return {
    warn_after: ageOf(warn_after),
    error_after: ageOf(error_after),
    filter: typeof filter === 'string' ? filter : null,
  }
}

/** Checked when the model was read. */
function ageOf(written: Json | undefined): Age {
  if (!isJsonObject(written)) return { count: null, period: null }
  const { count, period } = written
  return { count: typeof count === 'number' ? count : null, period: (period ?? null) as Period | null }
}

function isSet({ count, period }: Age): boolean {
  return count !== null && period !== null
}
