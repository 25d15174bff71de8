import type { Diagnostic } from '../base/diagnostic.ts'
import type { Json } from '../base/json.ts'
import type { Location } from '../base/position.ts'
import type { Doc } from './doc.ts'
import type { Entity } from './entity.ts'
import type { Exposure } from './exposure.ts'
import type { Group } from './group.ts'
import type { UniqueId } from './ids.ts'
import type { Macro } from './macro.ts'
import type { Node } from './node.ts'
import type { Metric, SavedQuery, SemanticModel, SemanticResource } from './semantic.ts'
import type { Source } from './source.ts'
import type { UnitTest } from './unit-test.ts'

/**
 * Everything a project says, resolved: the one value that `parseProject` makes and every later stage reads.
 * Maps iterate in a stable order (packages, then paths, then place in the file).
 */
export interface Manifest {
  readonly projectName: string
  /** Functions among them; `nodesBesideFunctions` and `functionsOf` tell them apart. */
  readonly nodes: ReadonlyMap<UniqueId, Node>
  readonly sources: ReadonlyMap<UniqueId, Source>
  readonly exposures: ReadonlyMap<UniqueId, Exposure>
  readonly unitTests: ReadonlyMap<UniqueId, UnitTest>
  readonly semanticModels: ReadonlyMap<UniqueId, SemanticModel>
  readonly metrics: ReadonlyMap<UniqueId, Metric>
  readonly savedQueries: ReadonlyMap<UniqueId, SavedQuery>
  readonly macros: ReadonlyMap<UniqueId, Macro>
  readonly docs: ReadonlyMap<UniqueId, Doc>
  readonly entities: ReadonlyMap<UniqueId, Entity>
  readonly groups: ReadonlyMap<UniqueId, Group>
  /** Resources switched off by `enabled: false`; one id may stand in several packages' versions. */
  readonly disabled: ReadonlyMap<UniqueId, readonly Disabled[]>
  /** `selectors.yml`, as written; `graph` reads it. */
  readonly selectors: readonly SelectorDefinition[]
  readonly diagnostics: readonly Diagnostic[]
  /** Names of sources are compared with an earlier state as rendered, not as written. */
  readonly comparesRenderedNames?: boolean
}

/** What `enabled: false` may switch off. */
export type Disabled = Node | Source | Exposure | UnitTest | SemanticResource

/** The nodes that dbt keeps among its `nodes`: functions have a section of their own. */
export function nodesBesideFunctions({ nodes }: Pick<Manifest, 'nodes'>): ReadonlyMap<UniqueId, Node> {
  return new Map([...nodes].filter(([, node]) => node.kind !== 'function'))
}

export function functionsOf({ nodes }: Pick<Manifest, 'nodes'>): ReadonlyMap<UniqueId, Node> {
  return new Map([...nodes].filter(([, node]) => node.kind === 'function'))
}

/** Exposures and saved queries: `build` takes them along, and there is nothing to do for them. */
export function isIdle(
  { exposures, savedQueries }: Pick<Manifest, 'exposures' | 'savedQueries'>,
  id: UniqueId,
): boolean {
  return exposures.has(id) || savedQueries.has(id)
}

export interface SelectorDefinition {
  /** Where it is written. */
  readonly at?: Location
  readonly name: string
  readonly description: string | null
  readonly default: boolean
  readonly definition: Json
}
