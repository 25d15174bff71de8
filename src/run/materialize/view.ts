import { relationValue } from '../../compile/node-scope.ts'
import type { Model } from '../../resources/node.ts'
import type { QueryResult } from '../../resources/query-result.ts'
import { hasCode, SQLSTATE } from '../database-error.ts'
import { withHooks } from '../hooks.ts'
import { codeOf, type Done, type Job } from '../job.ts'
import { candidateOf, publish } from '../publish/publish.ts'
import { doneWith } from './done.ts'
import { finishRelation, hasFinish } from './finish-relation.ts'
import { liveOf } from './live.ts'

/**
 * A view. Where nothing of that name exists, or a view whose columns it keeps, it is made or replaced in place: whatever
 * reads it, and what was granted on it, stays. Otherwise it is built beside and swapped like a table.
 */
export async function materializeView(job: Job<Model>): Promise<Done> {
  return withHooks(job, async (last) => doneWith(await buildView(job, codeOf(job), last)))
}

/** Makes or replaces the view of a model inside the open transaction, which ends with it if it is the `last`. */
export async function buildView(job: Job<Model>, code: string, last: boolean): Promise<QueryResult> {
  return (await replaceInPlace(job, code, last)) ?? (await buildBeside(job, code, last))
}

const CREATE_VIEW = /^((?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*)create\s+view\b/i

/** Null where it cannot be done: something else is there, columns changed, or the project writes its views in a way of its own. */
async function replaceInPlace(job: Job<Model>, code: string, last: boolean): Promise<QueryResult | null> {
  const live = liveOf(job.node)
  const kind = job.state.known.kindOf(live.schema, live.identifier)
  if (kind !== null && kind !== 'view') return null
  const create = await job.scope.text('create_view_as', relationValue(live, 'view'), code)
  if (!CREATE_VIEW.test(create)) return null
  const replace = create.replace(CREATE_VIEW, '$1create or replace view')
  try {
    const ends = last && !hasFinish(job.node)
    const result = await job.connection.savepoint('assay_view', () =>
      ends ? job.connection.conclude(replace) : job.connection.execute(replace),
    )
    await finishRelation(job, live, 'view', kind === 'view')
    job.state.known.add({ schema: live.schema ?? '', identifier: live.identifier ?? '', kind: 'view' })
    return result.at(-1) ?? null
  } catch (error) {
    if (hasCode(error, SQLSTATE.invalidTableDefinition)) return null
    throw error
  }
}

async function buildBeside(job: Job<Model>, code: string, last: boolean): Promise<QueryResult> {
  const live = liveOf(job.node)
  const candidate = candidateOf(job, live)
  const result = await job.connection.last(
    await job.scope.text('create_view_as', relationValue(candidate, 'view'), code),
  )
  await finishRelation(job, candidate, 'view')
  await publish(job, live, candidate, 'view', last)
  return result
}
