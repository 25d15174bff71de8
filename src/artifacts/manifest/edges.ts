import type { JsonObject } from '../../base/json.ts'
import type { UniqueId } from '../../resources/ids.ts'
import { type Manifest, nodesBesideFunctions } from '../../resources/manifest.ts'

/** `parent_map` and `child_map`: for each id what it reads, and what reads it, sorted. */
export function describeEdges(manifest: Manifest): {
  readonly parents: JsonObject
  readonly children: JsonObject
} {
  const parents = new Map<UniqueId, readonly UniqueId[]>()
  const children = new Map<UniqueId, UniqueId[]>()
  const { nodes, sources, exposures, unitTests, semanticModels, metrics, savedQueries } = manifest
  const all = [nodes, sources, exposures, unitTests, semanticModels, metrics, savedQueries]
  for (const resource of all.flatMap((part) => [...part.values()])) {
    parents.set(resource.id, resource.kind === 'source' ? [] : resource.dependsOn.nodes)
    children.set(resource.id, [])
  }
  for (const [id, read] of parents) for (const parent of read) children.get(parent)?.push(id)
  return { parents: sorted(parents), children: sorted(children) }
}

/** `group_map`: the nodes of each group, by the group's name; as in dbt, functions are not among them. */
export function describeGroupMembers(manifest: Manifest): JsonObject {
  const members = new Map<string, UniqueId[]>(Array.from(manifest.groups.values(), ({ name }) => [name, []]))
  const { savedQueries, semanticModels, metrics } = manifest
  const all = [nodesBesideFunctions(manifest), savedQueries, semanticModels, metrics]
  for (const { id, group } of all.flatMap((part) => [...part.values()]))
    if (group !== null) members.get(group)?.push(id)
  return Object.fromEntries(members)
}

function sorted(edges: ReadonlyMap<UniqueId, readonly UniqueId[]>): JsonObject {
  return Object.fromEntries(Array.from(edges, ([id, others]) => [id, others.toSorted()]))
}
