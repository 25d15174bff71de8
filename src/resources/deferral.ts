import type { UniqueId } from './ids.ts'
import type { RelationName } from './relation.ts'

/** What another target has already built, for refs to what this one has not (`--defer`). */
export interface Deferral {
  /** Where that build's manifest says its models, seeds and snapshots are; ephemeral ones are nowhere. */
  readonly relations: ReadonlyMap<UniqueId, DeferredRelation>
  /** `--favor-state`: what is not selected is read from there even where this target has it too. */
  readonly favorState: boolean
}

export type DeferredRelation = Pick<RelationName, 'database' | 'schema' | 'identifier'>
