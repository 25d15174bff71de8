import type { Hook } from '../resources/config.ts'
import type { Node } from '../resources/node.ts'
import { hasCode, SQLSTATE } from './database-error.ts'
import type { Job } from './job.ts'
import { explainHook } from './hook-failure.ts'

/**
 * A node's own work between its hooks, in dbt's order: hooks outside the transaction, then the transaction with the
 * hooks inside it around the work, then the other hooks outside. `work` is told whether it is the last in the
 * transaction: then it may send the commit itself, with its last statement.
 * https://docs.getdbt.com/reference/resource-configs/pre-hook-post-hook
 */
export async function withHooks<T>(job: Job, work: (last: boolean) => Promise<T>): Promise<T> {
  const before = hooksOf(job.node, 'pre-hook')
  const after = hooksOf(job.node, 'post-hook')
  const last = !after.some((hook) => hook.transaction)
  await runHooks(job, before, false)
  const done = await withTrueKinds(job, async () => {
    job.connection.begin()
    await runHooks(job, before, true)
    job.connection.begin() // again: a hook may have ended the transaction
    // Hooks drop and rename what they like.
    if (before.length > 0) await lookAgain(job)
    const value = await work(last)
    await runHooks(job, after, true)
    await job.connection.commit()
    return value
  })
  await runHooks(job, after, false)
  return done
}

async function runHooks(job: Job, hooks: readonly Hook[], inTransaction: boolean): Promise<void> {
  for (const hook of hooks) {
    if (hook.transaction !== inTransaction) continue
    try {
      const sql = (await job.scope.render(hook.sql, job.node.originalPath)).trim()
      // A template's own statements may have opened a transaction; a hook outside must not run in it.
      if (!inTransaction) await job.connection.commit()
      if (sql !== '') await job.connection.execute(sql)
    } catch (error) {
      throw explainHook(error, hook, job.node, job.connection.lastSent)
    }
  }
}

function hooksOf(node: Node, when: 'pre-hook' | 'post-hook'): readonly Hook[] {
  return node.kind === 'test' ? [] : node.config[when]
}

/** What PostgreSQL says when a relation is not what it was when the run began. */
const SURPRISES = [
  SQLSTATE.duplicateTable,
  SQLSTATE.undefinedTable,
  SQLSTATE.wrongObjectType,
  SQLSTATE.invalidTableDefinition,
] as const

/** Runs `body` once more, from its beginning, if it failed because somebody else made, dropped or changed the relation. */
async function withTrueKinds<T>(job: Job, body: () => Promise<T>): Promise<T> {
  // What the template did while it was compiled belongs to the transaction, and would be lost.
  if (job.connection.isUnderWay) return body()
  try {
    return await body()
  } catch (error) {
    if (!hasCode(error, ...SURPRISES)) throw error
    await job.connection.rollback()
    if (!(await lookAgain(job))) throw error
    return body()
  }
}

/** Asks what the node's relation is now; true when it is something else than was believed. */
async function lookAgain({ node, state, connection }: Job): Promise<boolean> {
  return node.relation !== null && state.known.refresh(connection, node.relation)
}
