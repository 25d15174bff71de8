import { dataValue, dictValue, relationText, relationValue } from '../../compile/node-scope.ts'
import type { Model } from '../../resources/node.ts'
import type { RelationName } from '../../resources/relation.ts'
import { withHooks } from '../hooks.ts'
import { codeOf, type Done, type Job } from '../job.ts'
import { besideName } from '../publish/names.ts'
import { doneWith } from './done.ts'
import { finishRelation } from './finish-relation.ts'
import { missingIndexes } from './index-diff.ts'
import { liveOf } from './live.ts'
import { buildTable } from './table.ts'

/**
 * An incremental model. The first time, under --full-refresh, or where something else than a table stands, it is built
 * like a table. Otherwise its new rows go into a temporary table, the columns are brought in line as
 * `on_schema_change` says, and the strategy's statement moves the rows over: all in one transaction.
 * https://docs.getdbt.com/docs/build/incremental-models
 */
export async function materializeIncremental(job: Job<Model>): Promise<Done> {
  const { config } = job.node
  const live = liveOf(job.node)
  const fullRefresh = config.full_refresh ?? job.state.fullRefresh
  const anew = fullRefresh || job.state.known.kindOf(live.schema, live.identifier) !== 'table'
  // Asked for at once, and not only when there are rows to add: as in dbt, a strategy that is not there fails every run.
  await strategyMacroOf(job)
  return withHooks(job, async (last) => (anew ? doneWith(await buildTable(job, last)) : addRows(job, live)))
}

/**
 * Brings the rows of a model's SQL into a table that is there, by its strategy, in the open transaction. With `finishes`
 * the table's indexes, grants and comments are brought in line with the config too.
 */
export async function addRows(job: Job<Model>, live: RelationName, finishes = true): Promise<Done> {
  const { scope, connection, node } = job
  const strategyMacro = await strategyMacroOf(job)
  const temporary: RelationName = {
    ...live,
    database: null,
    schema: null,
    identifier: besideName(live.identifier ?? '', job.state.run, 'tmp'),
  }
  const source = relationValue(temporary, 'table')
  const target = relationValue(live, 'table')

  await connection.execute(await scope.text('create_table_as', true, source, codeOf(job)))
  if (!node.config.contract.enforced) await scope.adapter('expand_target_column_types', source, target)
  const onSchemaChange = await scope.call('incremental_validate_on_schema_change', [
    dataValue(node.config.on_schema_change ?? 'ignore'),
  ])
  const changed = await scope.call('process_schema_changes', [onSchemaChange, source, target])
  const columns = isColumnList(changed) ? changed : await scope.adapter('get_columns_in_relation', target)
  const statement = await scope.textOf(
    strategyMacro,
    dictValue({
      target_relation: target,
      temp_relation: source,
      unique_key: dataValue(node.config.unique_key),
      dest_columns: columns,
      incremental_predicates: dataValue(
        (node.config.predicates ?? node.config.incremental_predicates ?? null) as never,
      ),
    }),
  )
  const results = await connection.execute(statement)
  if (finishes) {
    for (const index of await missingIndexes(job, live)) await connection.execute(index)
    await finishRelation(job, live, 'table', true)
  }
  await connection.execute(`drop table ${relationText(source)}`)
  return doneWith(results.findLast((result) => result.command !== '') ?? { command: '', rowCount: null })
}

function strategyMacroOf({ scope, node }: Job<Model>) {
  const strategy = node.config.incremental_strategy ?? 'default'
  return scope.adapter('get_incremental_strategy_macro', dataValue(null), dataValue(strategy))
}

/** `process_schema_changes` answers the columns to fill, or nothing when it leaves them as they are. */
function isColumnList(value: unknown): value is unknown[] & Awaited<ReturnType<Job['scope']['adapter']>> {
  return Array.isArray(value) && value.length > 0
}
