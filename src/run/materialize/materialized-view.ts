import { relationValue } from '../../compile/node-scope.ts'
import type { Model } from '../../resources/node.ts'
import { configurationChanged } from '../errors.ts'
import { withHooks } from '../hooks.ts'
import { codeOf, type Done, type Job } from '../job.ts'
import { candidateOf, publish } from '../publish/publish.ts'
import { doneWith } from './done.ts'
import { finishRelation } from './finish-relation.ts'
import { indexDiff } from './index-diff.ts'
import { liveOf } from './live.ts'

/**
 * A materialized view: made where there is none (or something else, or under --full-refresh), refreshed where there is
 * one. A relation it reads may have been replaced in this run: bound to the old one, it would only find the old rows
 * again, and is made anew. As in dbt, changed SQL needs --full-refresh; changed indexes follow `on_configuration_change`.
 */
export async function materializeMaterializedView(job: Job<Model>): Promise<Done> {
  const live = liveOf(job.node)
  const exists = job.state.known.kindOf(live.schema, live.identifier) === 'materialized_view'
  const full = job.node.config.full_refresh ?? job.state.fullRefresh
  // What YAML declares is made of features, and follows them: there is no other sign that they changed.
  const refresh = exists && !full && job.node.declared === undefined && !job.state.retired.isReadBy(live)
  return withHooks(job, async (last) => {
    if (refresh) return refreshView(job)
    const candidate = candidateOf(job, live)
    const create = await job.scope.text(
      'get_create_materialized_view_as_sql',
      relationValue(candidate, 'materialized_view'),
      codeOf(job),
    )
    const result = await job.connection.last(create)
    await finishRelation(job, candidate, 'materialized_view')
    await publish(job, live, candidate, 'materialized_view', last)
    return doneWith(result)
  })
}

async function refreshView(job: Job<Model>): Promise<Done> {
  const live = liveOf(job.node)
  const { missing, surplus } = await indexDiff(job, live, 'materialized_view')
  if (missing.length + surplus.length > 0) {
    const action = job.node.config.on_configuration_change
    if (action === 'fail') throw configurationChanged(job.node.name)
    if (action === 'continue') return { message: 'configuration changed, nothing done', response: null }
    for (const statement of [...surplus, ...missing]) await job.connection.execute(statement)
  }
  return doneWith(
    await job.connection.last(
      await job.scope.text('refresh_materialized_view', relationValue(live, 'materialized_view')),
    ),
  )
}
