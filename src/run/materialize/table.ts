import type { Json } from '../../base/json.ts'
import { dataValue, relationValue } from '../../compile/node-scope.ts'
import type { Model, Seed } from '../../resources/node.ts'
import type { QueryResult } from '../../resources/query-result.ts'
import type { RelationName } from '../../resources/relation.ts'
import { NO_RESULT } from '../connection.ts'
import { withHooks } from '../hooks.ts'
import { codeOf, type Done, type Job } from '../job.ts'
import { candidateOf, publish } from '../publish/publish.ts'
import { doneWith } from './done.ts'
import { finishRelation, hasFinish } from './finish-relation.ts'
import { liveOf } from './live.ts'

/** A table: built beside, indexed, granted, commented, then swapped in. */
export async function materializeTable(job: Job<Model>): Promise<Done> {
  return withHooks(job, async (last) => doneWith(await buildTable(job, last)))
}

/**
 * Builds and publishes the table of a model inside the open transaction, which ends with it if it is the `last`; what
 * `create table as` reported.
 */
export async function buildTable(job: Job<Model>, last: boolean): Promise<QueryResult> {
  const live = liveOf(job.node)
  const candidate = candidateOf(job, live)
  const result = await createTable(job, candidate, last && candidate === live)
  await publish(job, live, candidate, 'table', last)
  return result
}

/** Makes a table of a model's SQL, finished but for its name; what `create table as` reported. */
export async function createTable(job: Job<Model>, table: RelationName, last: boolean): Promise<QueryResult> {
  const create = await job.scope.text('create_table_as', false, relationValue(table, 'table'), codeOf(job))
  // Nothing else to send: then the transaction ends with this message.
  const ends = last && indexesOf(job.node).length === 0 && !hasFinish(job.node)
  const result = ends ? (await job.connection.conclude(create)).at(-1) : await job.connection.last(create)
  await createIndexes(job, table, 'table')
  await finishRelation(job, table, 'table')
  return result ?? NO_RESULT
}

/** The indexes that `config.indexes` asks for, on a relation that has none. */
export async function createIndexes(
  job: Job<Model | Seed>,
  relation: RelationName,
  type: 'table' | 'materialized_view',
): Promise<void> {
  for (const index of indexesOf(job.node)) {
    const sql = await job.scope.text('get_create_index_sql', relationValue(relation, type), dataValue(index))
    if (sql !== '') await job.connection.execute(sql)
  }
  const again = await lookBackIndexes(job, relation)
  if (again.length > 0) await job.connection.execute(again.join(';\n'))
}

/** Of what replaces a relation: the indexes that others look back into that one by. */
async function lookBackIndexes({ node, connection, state }: Job<Model | Seed>, table: RelationName) {
  const live = liveOf(node)
  const replaces = table.identifier !== live.identifier && state.known.kindOf(live.schema, live.identifier) === 'table'
  return replaces ? state.lookBacks.again(connection, live, table) : []
}

export function indexesOf(node: Model | Seed): readonly Json[] {
  const { indexes } = node.config
  return Array.isArray(indexes) ? indexes : []
}
