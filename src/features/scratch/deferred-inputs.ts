import { buildGraph, type Graph } from '../../graph/graph.ts'
import type { Deferral } from '../../resources/deferral.ts'
import type { UniqueId } from '../../resources/ids.ts'
import { QUOTE_ALL, type RelationName } from '../../resources/relation.ts'
import type { Warehouse } from '../../warehouse/warehouse.ts'
import { columnsOf } from './relation-columns.ts'

/** The same graph, its seeds and snapshots where refs to them lead with `--defer`. */
export async function withDeferredInputs(
  graph: Graph,
  { relations, favorState }: Deferral,
  selected: readonly UniqueId[],
  warehouse: Warehouse,
): Promise<Graph> {
  await using session = await warehouse.open()
  const nodes = new Map(graph.manifest.nodes)
  for (const [id, elsewhere] of relations) {
    const node = nodes.get(id)
    if (node?.kind !== 'seed' && node?.kind !== 'snapshot') continue
    const isFavored = favorState && !selected.includes(id)
    if (!isFavored && (await columnsOf(session, node.relation)).length > 0) continue
    const relation: RelationName = { ...node.relation, ...elsewhere, quoting: QUOTE_ALL }
    nodes.set(id, { ...node, relation })
  }
  return buildGraph({ ...graph.manifest, nodes })
}
