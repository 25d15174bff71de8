import type { JsonObject } from '../../base/json.ts'
import { dataValue, type RelationType, relationValue } from '../../compile/node-scope.ts'
import type { NodeConfig } from '../../resources/config.ts'
import type { Model, Seed, Snapshot } from '../../resources/node.ts'
import type { RelationName } from '../../resources/relation.ts'
import type { Job } from '../job.ts'

/** Grants and comments, as configured, on a relation before it is shown to readers; on one that `stood` before, grants of others are revoked. */
export async function finishRelation(
  job: Job<Model | Seed | Snapshot>,
  relation: RelationName,
  type: RelationType,
  stood = false,
): Promise<void> {
  const { config } = job.node
  if (hasGrants(config)) {
    await job.scope.call('apply_grants', [relationValue(relation, type), dataValue(config.grants), stood])
  }
  if (hasDocs(config)) {
    await job.scope.call('persist_docs', [relationValue(relation, type), dataValue(described(job.node))])
  }
}

/** True where `finishRelation` has something to do. */
export function hasFinish({ config }: Model | Seed | Snapshot): boolean {
  return hasGrants(config) || hasDocs(config)
}

function hasGrants({ grants }: NodeConfig): boolean {
  return Object.keys(grants).length > 0
}

function hasDocs({ persist_docs: { relation, columns } }: NodeConfig): boolean {
  return relation === true || columns === true
}

/** What `persist_docs` reads of a node. */
function described(node: Model | Seed | Snapshot): JsonObject {
  const columns = Array.from(
    node.columns,
    ([name, column]) => [name, { name, description: column.description, quote: column.quote }] as const,
  )
  return {
    description: node.description,
    columns: Object.fromEntries(columns),
    resource_type: node.kind,
    name: node.name,
  }
}
