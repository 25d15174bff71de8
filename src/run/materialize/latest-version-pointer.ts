import type { CompiledNode } from '../../compile/compiler.ts'
import { joinMapped } from '../../compile/mapped-text.ts'
import { dataValue } from '../../compile/node-scope.ts'
import { describeNode } from '../../resources/describe.ts'
import type { Model } from '../../resources/node.ts'
import { writeRelation } from '../../resources/relation.ts'
import { pointerAtItself } from '../errors.ts'
import type { Job } from '../job.ts'
import { checkNameLength } from '../name-length.ts'
import type { ScopeOf } from '../run-function.ts'
import { liveOf } from './live.ts'
import { materialize } from './materialize.ts'

/**
 * After the latest version of a model its pointer, if wanted: a view under the name without a version, which readers need
 * not change when there is another version (`latest_version_pointer`). It gets the model's grants, and no hooks or comments.
 */
export async function pointToLatest(job: Job<Model>, scopeOf: ScopeOf): Promise<void> {
  const { node } = job
  if (node.relation === null || !isWanted(job)) return
  const { alias } = node.config.latest_version_pointer
  const name = await job.scope.text(
    'generate_latest_version_pointer_alias',
    alias === null ? null : alias.trim(),
    dataValue(describeNode(node)),
  )
  const pointer: Model = {
    ...node,
    alias: name,
    relation: { ...node.relation, identifier: name },
    config: { ...node.config, materialized: 'view', 'pre-hook': [], 'post-hook': [], persist_docs: {} },
  }
  if (liveOf(pointer).identifier === liveOf(node).identifier) throw pointerAtItself(node, name)
  checkNameLength(pointer)
  const compiled: CompiledNode = {
    node: pointer,
    code: joinMapped([`select * from ${writeRelation(node.relation)}`]),
    ctes: [],
    relationName: writeRelation({ ...node.relation, identifier: name }),
  }
  await materialize({ ...job, node: pointer, compiled, scope: scopeOf(pointer, compiled) })
}

function isWanted({ node, state }: Job<Model>): boolean {
  if (node.version === null || node.version !== node.latestVersion) return false
  return (
    node.config.latest_version_pointer.enabled ?? state.compiler.behaves('latest_version_pointer_enabled_by_default')
  )
}
