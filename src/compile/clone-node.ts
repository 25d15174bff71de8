/** A node as its clone: a view, under the node's own name, of what another target has. */
import { parseTemplate } from '../jinja/template.ts'
import type { ModelConfig } from '../resources/config.ts'
import type { DeferredRelation } from '../resources/deferral.ts'
import type { Model, Seed, Snapshot } from '../resources/node.ts'
import { writeRelation } from '../resources/relation.ts'

/** Hooks, grants and persisted docs stay the node's own, as with dbt; what it selects is not compiled. */
export function cloneNode(node: Model | Seed | Snapshot, elsewhere: DeferredRelation): Model | null {
  if (node.relation === null) return null
  const rawCode = `select * from ${writeRelation({ ...node.relation, ...elsewhere })}`
  // What the configs of seeds and snapshots have beside those of models, a view does not read.
  const config = { ...node.config, materialized: 'view' } as unknown as ModelConfig
  const template = parseTemplate(rawCode, node.originalPath)
  const own = { language: 'sql', refs: [], sources: [], metrics: [], functions: [], ...node } as const
  return {
    access: 'protected',
    constraints: [],
    version: null,
    latestVersion: null,
    deprecationDate: null,
    primaryKey: [],
    timeSpine: null,
    ...own,
    kind: 'model',
    relation: node.relation,
    config,
    rawCode,
    template,
  }
}
