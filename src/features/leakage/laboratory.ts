import type { Graph } from '../../graph/graph.ts'
import type { Clocks } from '../../resources/clocks.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { Manifest } from '../../resources/manifest.ts'
import type { RelationName } from '../../resources/relation.ts'
import type { RunResults } from '../../run/result.ts'
import type { Warehouse } from '../../warehouse/warehouse.ts'
import type { StoredColumn } from '../scratch/relation-columns.ts'
import type { ScratchSchemas } from '../scratch/scratch-schemas.ts'
import type { Plan } from './plan.ts'

/** What an experiment is made with. */
export interface Laboratory {
  readonly manifest: Manifest
  readonly graph: Graph
  readonly warehouse: Warehouse
  /** Builds models of a manifest; failures are results. */
  readonly rebuild: (manifest: Manifest, ids: readonly UniqueId[]) => Promise<RunResults>
}

/** Where everything stands that takes part, and what it looks like. */
export interface Scene {
  readonly plan: Plan
  readonly schemas: ScratchSchemas
  /** Models as they are. */
  readonly whole: ReadonlyMap<UniqueId, RelationName>
  /** Inputs and models as they were; made anew for each cut. */
  readonly cut: ReadonlyMap<UniqueId, RelationName>
  /** Of inputs, and of models that could be built. */
  readonly columns: ReadonlyMap<UniqueId, readonly StoredColumn[]>
  readonly clocks: ReadonlyMap<UniqueId, Clocks>
}

/** What could not be built, and why. */
export type Failures = ReadonlyMap<UniqueId, string>
