import type { JsonObject } from '../../base/json.ts'
import type { UniqueId } from '../../resources/ids.ts'
import { type Manifest, nodesBesideFunctions } from '../../resources/manifest.ts'

/** `parent_map` and `child_map`: for each id what it reads, and what reads it, sorted. */
export function describeEdges({ nodes, sources, exposures, unitTests }: Manifest): {
  readonly parents: JsonObject
  readonly children: JsonObject
} {
  const parents = new Map<UniqueId, readonly UniqueId[]>()
  const children = new Map<UniqueId, UniqueId[]>()
  for (const resource of [...nodes.values(), ...sources.values(), ...exposures.values(), ...unitTests.values()]) {
    parents.set(resource.id, resource.kind === 'source' ? [] : resource.dependsOn.nodes)
    children.set(resource.id, [])
  }
  for (const [id, read] of parents) for (const parent of read) children.get(parent)?.push(id)
  return { parents: sorted(parents), children: sorted(children) }
}

/** `group_map`: the nodes of each group, by the group's name; as in dbt, functions are not among them. */
export function describeGroupMembers(manifest: Manifest): JsonObject {
  const members = new Map<string, UniqueId[]>(Array.from(manifest.groups.values(), ({ name }) => [name, []]))
  for (const node of nodesBesideFunctions(manifest).values())
    if (node.group !== null) members.get(node.group)?.push(node.id)
  return Object.fromEntries(members)
}

function sorted(edges: ReadonlyMap<UniqueId, readonly UniqueId[]>): JsonObject {
  return Object.fromEntries(Array.from(edges, ([id, others]) => [id, others.toSorted()]))
}
