import type { JsonObject } from '../../base/json.ts'
import type { ModelVerdict } from '../../features/leakage/leakage.ts'
import type { UniqueId } from '../../resources/ids.ts'
import { keptEntries } from '../kept-entries.ts'
import type { Origin } from '../origin.ts'
import { ownMetadata } from '../own-metadata.ts'
import { timestamp } from '../timestamp.ts'
import { describeLeak } from './describe-leak.ts'

/** What stands in `metadata.assay_schema_version`. */
export const LEAKAGE_VERSION = 'leakage/v1'

export interface LeakageFacts {
  readonly origin: Origin
  /** The file as it was; null where there was none. */
  readonly earlier: string | null
  readonly isKnown: (id: string) => boolean
  /** What a model is made by, as a hash: a verdict is about this code. */
  readonly codeHash: (id: UniqueId) => string
}

/**
 * `leakage.json`, a format of our own: what the experiment found of each model the last time it was tried. Without
 * examples, whose values may be personal.
 */
export function toLeakageJson(
  verdicts: readonly ModelVerdict[],
  { origin, earlier, isKnown, codeHash }: LeakageFacts,
): JsonObject {
  const latest = verdicts.map((verdict): [string, JsonObject] => {
    const { example: _, ...described } = describeLeak(verdict)
    const tried = { tried_at: timestamp(origin.generatedAt), code_hash: codeHash(verdict.id) }
    return [verdict.id, { ...described, ...tried }]
  })
  const format = { version: LEAKAGE_VERSION, key: 'models' }
  const all = Object.entries(keptEntries(earlier, format, Object.fromEntries(latest), isKnown))
  return {
    metadata: ownMetadata(LEAKAGE_VERSION, origin),
    models: Object.fromEntries(
      all.map(([id, one]) => [id, { ...one, code_changed: one.code_hash !== codeHash(id as UniqueId) }]), // they are keyed by ids
    ),
  }
}
