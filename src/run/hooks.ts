import type { MappedText } from '../compile/mapped-text.ts'
import type { Hook } from '../resources/config.ts'
import type { Node } from '../resources/node.ts'
import { hasCode, SQLSTATE } from './database-error.ts'
import { explainHook, type When } from './hook-failure.ts'
import type { Job } from './job.ts'
import { liveOf } from './materialize/live.ts'

/**
 * A node's own work between its hooks, in dbt's order: hooks outside the transaction, then the transaction with the
 * hooks inside it around the work, then the other hooks outside. `work` is told whether it is the last in the
 * transaction: then it may send the commit itself, with its last statement.
 * https://docs.getdbt.com/reference/resource-configs/pre-hook-post-hook
 */
export async function withHooks<T>(job: Job, work: (last: boolean) => Promise<T>): Promise<T> {
  const last = !hooksOf(job.node, 'post-hook').some((hook) => hook.transaction)
  await runHooks(job, 'pre-hook', false)
  const done = await withTrueKinds(job, async () => {
    const forget = remember(job)
    try {
      return await inTransaction()
    } catch (error) {
      forget()
      throw error
    }
  })
  await runHooks(job, 'post-hook', false)
  return done

  async function inTransaction(): Promise<T> {
    job.connection.begin()
    await runHooks(job, 'pre-hook', true)
    job.connection.begin() // again: a hook may have ended the transaction
    // Hooks drop and rename what they like.
    if (hooksOf(job.node, 'pre-hook').length > 0) await lookAgain(job)
    const value = await work(last)
    await runHooks(job, 'post-hook', true)
    await job.connection.commit()
    return value
  }
}

/** What is undone in the database is undone in what the run knows of it: call the answer then. */
function remember({ node, state: { known } }: Job): () => void {
  if (node.relation === null) return () => undefined
  const { schema, identifier } = liveOf(node)
  const kind = known.kindOf(schema, identifier)
  return () => {
    if (kind === null || schema === null || identifier === null) known.drop(schema, identifier)
    else known.add({ schema, identifier, kind })
  }
}

async function runHooks(job: Job, when: When, inTransaction: boolean): Promise<void> {
  for (const [index, hook] of hooksOf(job.node, when).entries()) {
    if (hook.transaction !== inTransaction) continue
    let code: MappedText | null = null
    try {
      code = await job.scope.renderMapped(hook.sql, `${job.node.originalPath} (${when} ${index + 1})`)
      const sql = code.text.trim()
      // A template's own statements may have opened a transaction, in which a hook outside must not run; and a hook
      // inside may have ended the one it ran in.
      if (inTransaction) job.connection.begin()
      else await job.connection.commit()
      if (sql !== '') await job.connection.execute(sql)
    } catch (error) {
      throw explainHook(error, { node: job.node, when, index, hook, code, connection: job.connection })
    }
  }
}

function hooksOf(node: Node, when: When): readonly Hook[] {
  return node.kind === 'test' ? [] : node.config[when]
}

/** What PostgreSQL says when a relation is not what it was when the run began. */
const SURPRISES = [
  SQLSTATE.duplicateTable,
  SQLSTATE.undefinedTable,
  SQLSTATE.wrongObjectType,
  SQLSTATE.invalidTableDefinition,
] as const

function isSurprise(error: unknown): boolean {
  if (hasCode(error, ...SURPRISES)) return true
  // Somebody made it at the same moment: PostgreSQL finds out by its own catalog's keys.
  return hasCode(error, SQLSTATE.uniqueViolation) && /"pg_(?:class|type)_\w+_nsp_index"/.test(String(error))
}

/** Runs `body` once more, from its beginning, if it failed because somebody else made, dropped or changed the relation. */
async function withTrueKinds<T>(job: Job, body: () => Promise<T>): Promise<T> {
  // What the template did while it was compiled belongs to the transaction, and would be lost.
  if (job.connection.isUnderWay) return body()
  try {
    return await body()
  } catch (error) {
    if (!isSurprise(error)) throw error
    await job.connection.rollback()
    if (!(await lookAgain(job))) throw error
    return body()
  }
}

/** Asks what the node's relation is now; true when it is something else than was believed. */
async function lookAgain({ node, state, connection }: Job): Promise<boolean> {
  return node.relation !== null && state.known.refresh(connection, liveOf(node))
}
