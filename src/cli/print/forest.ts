/** What is selected as trees: what reads something stands below it. */
import type { Graph } from '../../assay.ts'
import type { GraphResource } from '../../graph/graph.ts'
import type { UniqueId } from '../../resources/ids.ts'
import { type Branch, printTree } from './tree.ts'
import { count, harmless } from './words.ts'

/**
 * Trees from what nothing selected stands above. What has several parents is written out below the first; tests are
 * counted. `label` names a resource.
 */
export function printForest(
  ids: readonly UniqueId[],
  { resources, edges }: Graph,
  label: (resource: GraphResource) => string,
): string {
  const selected = new Set(ids)
  const told = new Set<UniqueId>()
  const chosen = (some: readonly string[]): readonly UniqueId[] => (some as UniqueId[]).filter((id) => selected.has(id)) // only ids are in the graph
  const isTest = (id: UniqueId): boolean => /^(?:unit_)?test\./.test(id)
  const branchOf = (id: UniqueId): Branch => {
    const below = chosen(edges.outNeighbors(id))
    const tests = below.filter(isTest).length
    const others = below.filter((child) => !isTest(child))
    const isAgain = told.has(id)
    told.add(id)
    const resource = resources.get(id)
    const notes = [
      ...(resource === undefined ? [] : [kindOf(resource)]),
      ...(tests === 0 ? [] : [count(tests, 'test')]),
      ...(isAgain && others.length > 0 ? ['see above'] : []),
    ]
    const text = harmless(`${resource === undefined ? id : label(resource)}  ${notes.join(', ')}`)
    return { text, branches: isAgain ? [] : others.map(branchOf) }
  }
  const roots = ids.filter((id) => chosen(edges.inNeighbors(id)).length === 0)
  return roots.map((root) => printTree(branchOf(root))).join('\n')
}

/** `table`, `view` … of a model, else what it is. */
function kindOf(resource: GraphResource): string {
  return resource.kind === 'model' ? resource.config.materialized : resource.kind.replace('_', ' ')
}
