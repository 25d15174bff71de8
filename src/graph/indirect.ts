/** Tests that come along with what they test, without being named. As dbt does it, step by step. */
import type { UniqueId } from '../resources/ids.ts'
import { runnableOf } from '../resources/unit-test.ts'
import { children, dependenciesOf, type Graph } from './graph.ts'
import type { IndirectSelection } from './selection-spec.ts'
import { ancestors } from './walk.ts'

export interface Picked {
  readonly direct: ReadonlySet<UniqueId>
  /**
   * Of a criterion, tests that do not come along yet, but may when others add what they test; of a group, all that its
   * parts offer.
   */
  readonly heldBack: ReadonlySet<UniqueId>
}

/** What one criterion selected, and the tests of it. */
export function withIndirectTests(graph: Graph, selected: ReadonlySet<UniqueId>, indirect: IndirectSelection): Picked {
  const direct = new Set(selected)
  const heldBack = new Set<UniqueId>()
  if (indirect === 'empty') return { direct, heldBack }
  const buildable = indirect === 'buildable' ? upstreamOrSource(graph, selected) : selected
  for (const id of selected)
    for (const child of children(graph, id)) {
      if (!isTest(graph, child)) continue
      if (indirect === 'eager' || readsOnly(graph, child, buildable)) direct.add(child)
      else heldBack.add(child)
    }
  return { direct, heldBack }
}

/** What several criteria selected together, and of `offered` the tests for which that is enough. */
export function withTestsOfBoth(
  graph: Graph,
  selected: ReadonlySet<UniqueId>,
  offered: ReadonlySet<UniqueId>,
  indirect: IndirectSelection,
): ReadonlySet<UniqueId> {
  if (indirect === 'eager' || indirect === 'empty') return selected
  const present = new Set([...selected, ...(indirect === 'buildable' ? ancestors(graph, selected) : [])])
  const joined = new Set(selected)
  for (const id of offered) if (runnableOf(graph.manifest, id) && readsOnly(graph, id, present)) joined.add(id)
  return joined
}

function upstreamOrSource(graph: Graph, selected: ReadonlySet<UniqueId>): ReadonlySet<UniqueId> {
  return new Set([...selected, ...ancestors(graph, selected), ...graph.manifest.sources.keys()])
}

/** Tests of data and of units: both come along with what they test. */
function isTest(graph: Graph, id: UniqueId): boolean {
  const kind = graph.resources.get(id)?.kind
  return kind === 'test' || kind === 'unit_test'
}

function readsOnly(graph: Graph, id: UniqueId, present: ReadonlySet<UniqueId>): boolean {
  const resource = graph.resources.get(id)
  return resource !== undefined && dependenciesOf(resource).every((parent) => present.has(parent))
}
