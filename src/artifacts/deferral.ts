/** An earlier manifest as `--defer` asks for it: where its nodes are. https://docs.getdbt.com/reference/node-selection/defer */
import type { DeferredRelation } from '../resources/deferral.ts'
import { type UniqueId, uniqueId } from '../resources/ids.ts'
import type { ManifestArtifact } from './manifest/read-manifest.ts'

const REFERABLE: ReadonlySet<string> = new Set(['model', 'seed', 'snapshot', 'function'])

export function deferredRelations({ nodes, functions }: ManifestArtifact): ReadonlyMap<UniqueId, DeferredRelation> {
  const built = [...Object.entries(nodes), ...Object.entries(functions)].filter(
    ([, { resource_type, config }]) => REFERABLE.has(resource_type) && config.materialized !== 'ephemeral',
  )
  return new Map(
    built.map(([id, { database, schema, alias }]) => [uniqueId(id), { database, schema, identifier: alias }]),
  )
}
