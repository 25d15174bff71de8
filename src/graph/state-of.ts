import type { PreviousState } from '../resources/previous-state.ts'
import type { Graph } from './graph.ts'
import { comparable } from './methods/comparable.ts'

/** A graph as the state that a later one is compared with (`state:modified`), without an artifact in between. */
export function stateOf({ manifest, resources }: Graph): PreviousState {
  return {
    manifest: {
      resources: new Map(Array.from(resources, ([id, resource]) => [id, comparable(resource)])),
      macros: new Map(Array.from(manifest.macros, ([id, macro]) => [id, macro.code])),
    },
    results: null,
    freshness: null,
    currentFreshness: null,
  }
}
