import type { Connected } from './connected.ts'
import { explainFailure } from './explain-failure.ts'
import type { RunState } from './job.ts'
import { nodeDatabase } from './node-database.ts'
import { isFailure, type NodeResult } from './result.ts'
import type { RunOptions } from './run.ts'

/**
 * Compiles the ephemeral models that no other model needed: their SQL belongs into the manifest too. What is wrong with
 * one is told, and is no reason to fail, for nothing was to be built of it.
 */
export async function compileRest(
  { manifest, ids, warehouse, compiler, emit }: RunOptions,
  state: RunState,
  connected: Connected,
  results: readonly NodeResult[],
): Promise<void> {
  const known = new Set(compiler.inlined().map(({ node }) => node.id))
  const failed = new Set(results.filter(({ status }) => isFailure(status) || status === 'skipped').map(({ id }) => id))
  const rest = ids.flatMap((id) => {
    const node = manifest.nodes.get(id)
    if (node?.kind !== 'model' || node.relation !== null || known.has(id)) return []
    return node.dependsOn.nodes.some((parent) => failed.has(parent)) ? [] : [node]
  })
  if (rest.length === 0) return
  await connected(null, async (connection) => {
    const bench = { connection: nodeDatabase(connection, state.known, warehouse.database), threadId: 'Thread-1' }
    for (const node of rest) {
      try {
        await compiler.compileInlined(node, bench)
        await connection.commit()
      } catch (error) {
        await connection.rollback()
        for (const diagnostic of explainFailure(error, node, null, connection))
          emit({ kind: 'warning', diagnostic: { ...diagnostic, severity: 'warning' } })
      }
    }
  })
}
