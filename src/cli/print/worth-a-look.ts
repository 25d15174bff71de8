import type { Manifest } from '../../resources/manifest.ts'
import type { Model, Node } from '../../resources/node.ts'
import type { RunResults } from '../../run/result.ts'

/**
 * The model that a run was most likely made for: one that an exposure reads, a table rather than a view; else one that
 * nothing else built reads; of several the last. Null where no model was built.
 */
export function worthALook({ results }: RunResults, manifest: Manifest): Node | null {
  const successful = new Set(results.flatMap(({ id, status }) => (status === 'success' ? [id] : [])))
  // In the manifest's order: that in which results come changes from run to run.
  const built = [...manifest.nodes.values()].filter(
    (node) => node.kind === 'model' && successful.has(node.id),
  ) as Model[]
  const exposed = new Set([...manifest.exposures.values()].flatMap(({ dependsOn }) => dependsOn.nodes))
  const read = new Set(built.flatMap(({ dependsOn }) => dependsOn.nodes))
  const last = (wanted: (model: Model) => boolean): Model | undefined => built.filter(wanted).at(-1)
  return (
    last(({ id, config }) => exposed.has(id) && config.materialized !== 'view') ??
    last(({ id }) => exposed.has(id)) ??
    last(({ id }) => !read.has(id)) ??
    null
  )
}
