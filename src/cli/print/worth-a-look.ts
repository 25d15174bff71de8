import type { UniqueId } from '../../resources/ids.ts'
import type { Manifest } from '../../resources/manifest.ts'
import type { Model, Node } from '../../resources/node.ts'
import type { RunResults } from '../../run/result.ts'

/** A proposal is not worth more: large projects have models by the thousand. */
const MOST_WEIGHED = 100

/**
 * The model that a run was most likely made for: one that an exposure reads, a table rather than a view; else any that
 * was built. Of several the one that most went into. Null where no model was built.
 */
export function worthALook({ results }: RunResults, manifest: Manifest): Node | null {
  const successful = new Set(results.flatMap(({ id, status }) => (status === 'success' ? [id] : [])))
  const built = [...manifest.nodes.values()].filter(
    (node): node is Model => node.kind === 'model' && successful.has(node.id),
  )
  const exposed = new Set([...manifest.exposures.values()].flatMap(({ dependsOn }) => dependsOn.nodes))
  const best = (wanted: (model: Model) => boolean): Model | null => {
    let found: Model | null = null
    let most = -1
    for (const model of built.filter(wanted).slice(-MOST_WEIGHED)) {
      const n = ancestors(model, manifest).size
      if (n > most) [found, most] = [model, n]
    }
    return found
  }
  return (
    best(({ id, config }) => exposed.has(id) && config.materialized !== 'view') ??
    best(({ id }) => exposed.has(id)) ??
    best(() => true)
  )
}

/** All nodes that a model is made of. */
function ancestors(model: Model, { nodes }: Manifest): ReadonlySet<UniqueId> {
  const found = new Set<UniqueId>()
  const waiting = [...model.dependsOn.nodes]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue
    found.add(id)
    waiting.push(...(nodes.get(id)?.dependsOn.nodes ?? []))
  }
  return found
}
