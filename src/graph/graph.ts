/**
 * What depends on what, and which part of it was asked for. Pure.
 * The flow in this room: manifest → `buildGraph` → `findCycles` → `parseSelectors`, `parseSelection` → `select` →
 * `subgraph` → `topologicalOrder`. Under `build`, `withTestEdges` comes before `subgraph`, never before `select`.
 */
import { DirectedGraph } from 'graphology'
import type { Exposure } from '../resources/exposure.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { Manifest } from '../resources/manifest.ts'
import type { Node } from '../resources/node.ts'
import type { SemanticResource } from '../resources/semantic.ts'
import type { Source } from '../resources/source.ts'
import type { UnitTest } from '../resources/unit-test.ts'

/** Everything that has a place in the graph. A new kind joins here and in `resourcesOf`. */
export type GraphResource = Node | Source | Exposure | UnitTest | SemanticResource

/** Edges run from a parent to what reads it. Treat it as immutable: whoever needs other edges makes another graph. */
export interface Graph {
  readonly manifest: Manifest
  readonly resources: ReadonlyMap<UniqueId, GraphResource>
  readonly edges: DirectedGraph
}

/**
 * The graph of a whole manifest. Cycles are let in: `findCycles` reports them. A parent that the manifest lacks is left
 * out: `parse` has reported it.
 */
export function buildGraph(manifest: Manifest): Graph {
  const resources = resourcesOf(manifest)
  const edges: [UniqueId, UniqueId][] = []
  for (const resource of resources.values())
    for (const parent of dependenciesOf(resource)) if (resources.has(parent)) edges.push([parent, resource.id])
  return graphOf(manifest, resources, edges)
}

/** A graph from its parts; an edge given twice is one edge. */
export function graphOf(
  manifest: Manifest,
  resources: ReadonlyMap<UniqueId, GraphResource>,
  pairs: Iterable<readonly [UniqueId, UniqueId]>,
): Graph {
  const edges = new DirectedGraph()
  for (const id of resources.keys()) edges.addNode(id)
  for (const [parent, child] of pairs) edges.mergeEdge(parent, child)
  return { manifest, resources, edges }
}

export function dependenciesOf(resource: GraphResource): readonly UniqueId[] {
  return resource.kind === 'source' ? [] : resource.dependsOn.nodes
}

/** What `id` reads. */
export function parents(graph: Graph, id: UniqueId): readonly UniqueId[] {
  return graph.edges.inNeighbors(id) as UniqueId[] // only ids are ever added
}

/** What reads `id`. */
export function children(graph: Graph, id: UniqueId): readonly UniqueId[] {
  return graph.edges.outNeighbors(id) as UniqueId[] // only ids are ever added
}

/** The resource behind an id of this graph. */
export function resourceOf(graph: Graph, id: UniqueId): GraphResource {
  const resource = graph.resources.get(id)
  if (resource === undefined) throw new Error(`${id} is not in the graph`)
  return resource
}

/** Orders ids by their text, the same on every machine. */
export function compareIds(a: UniqueId, b: UniqueId): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** A test that was switched off because what it reads is not there stays among the manifest's nodes, not here. */
function resourcesOf(manifest: Manifest): ReadonlyMap<UniqueId, GraphResource> {
  const nodes = [...manifest.nodes].filter(([, node]) => node.config.enabled)
  const { sources, exposures, unitTests, semanticModels, metrics, savedQueries } = manifest
  return new Map<UniqueId, GraphResource>([
    ...nodes,
    ...sources,
    ...exposures,
    ...unitTests,
    ...semanticModels,
    ...metrics,
    ...savedQueries,
  ])
}
