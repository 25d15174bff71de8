import type { UniqueId } from '../../resources/ids.ts'
import type { Manifest } from '../../resources/manifest.ts'
import type { Model, Node } from '../../resources/node.ts'
import { QUOTE_ALL, type RelationName } from '../../resources/relation.ts'
import type { Source } from '../../resources/source.ts'

/** Scratch schemas begin with it; what a killed process left is swept by the next. */
export const SCRATCH_PREFIX = 'assay_scratch_'

const MAX_NAME_BYTES = 63

/** A name of one's own in a scratch schema: numbered, since two schemas of a project may share a name. */
export function scratchName(database: string, schema: string, number: number, name: string): RelationName {
  let identifier = `${number}_`
  for (const character of name) {
    if (Buffer.byteLength(identifier + character) > MAX_NAME_BYTES) break
    identifier += character
  }
  return { database, schema, identifier, quoting: QUOTE_ALL }
}

/**
 * The same project with these resources elsewhere: refs and sources lead there, and models are built there as plain
 * tables, without hooks, grants or constraints, which would reach out of the experiment or hold only as things stand. Views stay views: what reads them
 * goes by the indexes of what they read, and as a table without any it took minutes instead of seconds.
 */
export function inScratch(manifest: Manifest, places: ReadonlyMap<UniqueId, RelationName>): Manifest {
  const nodes = new Map<UniqueId, Node>(
    [...manifest.nodes].map(([id, node]) => {
      const place = places.get(id)
      if (place === undefined) return [id, node]
      if (node.kind === 'model') return [id, movedModel(node, place)]
      if (node.kind === 'seed' || node.kind === 'snapshot') return [id, { ...node, ...at(place) }]
      return [id, node]
    }),
  )
  const sources = new Map<UniqueId, Source>(
    [...manifest.sources].map(([id, source]) => {
      const place = places.get(id)
      if (place === undefined) return [id, source]
      return [id, { ...source, schema: place.schema ?? '', identifier: place.identifier ?? '', relation: place }]
    }),
  )
  return { ...manifest, nodes, sources }
}

function movedModel(model: Model, place: RelationName): Model {
  const config = {
    ...model.config,
    materialized: model.config.materialized === 'view' ? 'view' : 'table',
    'pre-hook': [],
    'post-hook': [],
    grants: {},
    persist_docs: {},
    contract: { ...model.config.contract, enforced: false },
    indexes: looseIndexes(model.config.indexes),
    unlogged: true,
  }
  return { ...model, ...at(place), config, constraints: [] }
}

/** Another future may repeat what is unique today. */
function looseIndexes(indexes: unknown): unknown {
  if (!Array.isArray(indexes)) return indexes
  return indexes.map((index) =>
    typeof index === 'object' && index !== null && 'unique' in index ? { ...index, unique: false } : index,
  )
}

function at(place: RelationName) {
  return { relation: place, schema: place.schema ?? '', alias: place.identifier ?? '' }
}
