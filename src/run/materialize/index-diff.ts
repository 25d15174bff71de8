import { dataValue, relationValue } from '../../compile/node-scope.ts'
import type { Model } from '../../resources/node.ts'
import { QUOTE_ALL, type RelationName, writeRelation } from '../../resources/relation.ts'
import type { Job } from '../job.ts'
import { besideName } from '../publish/names.ts'
import { indexesOf } from './table.ts'

const DEFINITIONS = `
select relname, regexp_replace(pg_get_indexdef(indexrelid), '^CREATE (UNIQUE )?INDEX .*? ON (ONLY )?.*? USING ', 'create \\1index using ')
from pg_index
join pg_class on pg_class.oid = indexrelid
where indrelid = $1::regclass
order by indexrelid`

/** The statements that bring the indexes of a kept relation in line with `config.indexes`. */
export interface IndexDiff {
  readonly missing: readonly string[]
  readonly surplus: readonly string[]
}

interface Index {
  readonly name: string
  readonly definition: string
}

/** Only what a kept table lacks: what else it has is nobody's business here. */
export async function missingIndexes(job: Job<Model>, live: RelationName): Promise<readonly string[]> {
  return indexesOf(job.node).length === 0 ? [] : (await indexDiff(job, live, 'table')).missing
}

/**
 * What a kept relation lacks of `config.indexes`, and what it has besides. What is asked for is put on an empty copy
 * first, so that PostgreSQL itself writes both sides of the comparison.
 */
export async function indexDiff(
  job: Job<Model>,
  live: RelationName,
  type: 'table' | 'materialized_view',
): Promise<IndexDiff> {
  const liveName = writeRelation({ ...live, database: null, quoting: QUOTE_ALL })
  const copy: RelationName = {
    ...live,
    database: null,
    schema: null,
    identifier: besideName(`${live.identifier}_like`, job.state.run, 'tmp'),
  }
  const copyName = writeRelation({ ...copy, quoting: QUOTE_ALL })
  const there = await indexesOn(job, liveName)
  const met = new Set(there.map(({ definition }) => definition))
  await job.connection.execute(`create temporary table ${copyName} as select * from ${liveName} with no data`)
  const missing: string[] = []
  for (const index of indexesOf(job.node)) {
    await job.connection.execute(
      await job.scope.text('get_create_index_sql', relationValue(copy, 'table'), dataValue(index)),
    )
    const made = (await indexesOn(job, copyName)).find(({ definition }) => !met.has(definition))
    if (made === undefined) continue
    met.add(made.definition)
    missing.push(await job.scope.text('get_create_index_sql', relationValue(live, type), dataValue(index)))
  }
  const wanted = new Set((await indexesOn(job, copyName)).map(({ definition }) => definition))
  const surplus: string[] = []
  for (const { name, definition } of there)
    if (!wanted.has(definition))
      surplus.push(await job.scope.text('get_drop_index_sql', relationValue(live, type), dataValue(name)))
  await job.connection.execute(`drop table ${copyName}`)
  return { missing, surplus }
}

async function indexesOn(job: Job<Model>, relation: string): Promise<readonly Index[]> {
  const { rows } = await job.connection.query(DEFINITIONS, [relation])
  return rows.map(([name, definition]) => ({ name: name ?? '', definition: definition ?? '' }))
}
