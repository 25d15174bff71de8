import type { Hook } from '../resources/config.ts'
import type { Node } from '../resources/node.ts'
import type { Job } from './job.ts'

/**
 * A node's own work between its hooks, in dbt's order: hooks outside the transaction, then the transaction with the
 * hooks inside it around the work, then the other hooks outside. https://docs.getdbt.com/reference/resource-configs/pre-hook-post-hook
 */
export async function withHooks<T>(job: Job, work: () => Promise<T>): Promise<T> {
  const before = hooksOf(job.node, 'pre-hook')
  const after = hooksOf(job.node, 'post-hook')
  await runHooks(job, before, false)
  const done = await job.connection.transaction(async () => {
    await runHooks(job, before, true)
    const value = await work()
    await runHooks(job, after, true)
    return value
  })
  await runHooks(job, after, false)
  return done
}

async function runHooks(job: Job, hooks: readonly Hook[], inTransaction: boolean): Promise<void> {
  for (const hook of hooks) {
    if (hook.transaction !== inTransaction) continue
    const sql = (await job.scope.render(hook.sql, job.node.originalPath)).trim()
    // A template's own statements may have opened a transaction; a hook outside must not run in it.
    if (!inTransaction) await job.connection.commit()
    if (sql !== '') await job.connection.execute(sql)
  }
}

function hooksOf(node: Node, when: 'pre-hook' | 'post-hook'): readonly Hook[] {
  return node.kind === 'test' ? [] : node.config[when]
}
