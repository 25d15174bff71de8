import { RunConfig } from '../context/config.ts'
import { toValue } from '../context/json-value.ts'
import { utcDateTime } from '../context/modules/pytz/utc.ts'
import type { RunHost } from '../context/run-names.ts'
import type { Names } from '../context/scope.ts'
import { Dict, type Value } from '../jinja/values/value.ts'
import type { Batch } from '../resources/batch.ts'
import type { RelationName } from '../resources/relation.ts'

/** What is different when one batch of a microbatch model is compiled and built. */
export interface BatchBench {
  readonly batch: Batch
  /** True where its rows go into a table that is there: `is_incremental()` while it is built, whatever the command. */
  readonly adds: boolean
  /** What `this` is, where the batches of a new table are gathered beside the live one. */
  readonly beside: RelationName | null
}

/** `model.batch`, and the configs that told macros of the batch before there was `model.batch`. */
export function batchNames(batch: Batch, host: Pick<RunHost, 'config' | 'describe' | 'owner'>): Names {
  const start = utcDateTime(batch.start)
  const end = utcDateTime(batch.end)
  const legacy = new Map<string, Value>([
    ['__dbt_internal_microbatch_event_time_start', start],
    ['__dbt_internal_microbatch_event_time_end', end],
  ])
  return {
    model: () => {
      const model = toValue(host.describe())
      if (!(model instanceof Dict)) return model
      model.set('batch', Dict.of({ id: batch.id, event_time_start: start, event_time_end: end }))
      const config = model.get('config')
      if (config instanceof Dict) for (const [key, value] of legacy) config.set(key, value)
      return model
    },
    config: () => new RunConfig(host.config, host.owner, legacy),
  }
}
