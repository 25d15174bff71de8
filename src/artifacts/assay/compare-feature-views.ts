import { type Json, jsonEquals } from '../../base/json.ts'
import type { AssayArtifact } from './read-assay.ts'

/** A feature view as `assay.json` has it. */
export type DescribedView = NonNullable<AssayArtifact['resources'][string]['feature_view']>

export interface ValueChange {
  readonly key: string
  readonly before: Json
  readonly after: Json
}

export interface FeatureChange {
  readonly name: string
  readonly change: 'added' | 'removed' | 'changed'
  /** What of it is another; of one that came or went all that it says. */
  readonly values: readonly ValueChange[]
}

export interface ViewDifference {
  readonly view: readonly ValueChange[]
  readonly features: readonly FeatureChange[]
}

/** What two feature views, or one at two times, say otherwise. Features are told by name, in the order of `after`. */
export function compareFeatureViews(before: DescribedView, after: DescribedView): ViewDifference {
  const { features: earlier, ...one } = before
  const { features: later, ...other } = after
  const changed = later.flatMap((feature): readonly FeatureChange[] => {
    const same = earlier.find(({ name }) => name === feature.name)
    const values = changes(same ?? {}, feature)
    if (same === undefined) return [{ name: feature.name, change: 'added', values }]
    return values.length === 0 ? [] : [{ name: feature.name, change: 'changed', values }]
  })
  const gone = earlier.filter(({ name }) => later.every((feature) => feature.name !== name))
  const removed = gone.map(
    (feature): FeatureChange => ({ name: feature.name, change: 'removed', values: changes(feature, {}) }),
  )
  return { view: changes(one, other), features: [...changed, ...removed] }
}

type Said = Readonly<Record<string, unknown>>

function changes(before: Said, after: Said): readonly ValueChange[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...keys].flatMap((key) => {
    const [one, other] = [before[key] ?? null, after[key] ?? null] as readonly [Json, Json] // they were read as JSON
    return key === 'name' || jsonEquals(one, other) ? [] : [{ key, before: one, after: other }]
  })
}
