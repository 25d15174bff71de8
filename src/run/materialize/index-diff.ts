import { dataValue, relationValue } from '../../compile/node-scope.ts'
import type { Model } from '../../resources/node.ts'
import { QUOTE_ALL, type RelationName, writeRelation } from '../../resources/relation.ts'
import type { Job } from '../job.ts'
import { besideName } from '../publish/names.ts'
import { indexesOf } from './table.ts'

const DEFINITIONS = `
select regexp_replace(pg_get_indexdef(indexrelid), '^CREATE (UNIQUE )?INDEX .*? ON (ONLY )?.*? USING ', 'create \\1index using ')
from pg_index
where indrelid = $1::regclass`

/**
 * The statements for those indexes that `config.indexes` asks for and a kept relation lacks. What is asked for is put
 * on an empty copy first, so that PostgreSQL itself writes both sides of the comparison.
 */
export async function missingIndexes(
  job: Job<Model>,
  live: RelationName,
  type: 'table' | 'materialized_view',
): Promise<readonly string[]> {
  const wanted = indexesOf(job.node)
  if (wanted.length === 0) return []
  const there = await definitionsOn(job, writeRelation({ ...live, database: null, quoting: QUOTE_ALL }))
  const copy: RelationName = {
    ...live,
    database: null,
    schema: null,
    identifier: besideName(`${live.identifier}_like`, job.state.run, 'tmp'),
  }
  const copyName = writeRelation({ ...copy, quoting: QUOTE_ALL })
  await job.connection.execute(
    `create temporary table ${copyName} as select * from ${writeRelation({ ...live, database: null, quoting: QUOTE_ALL })} with no data`,
  )
  const missing: string[] = []
  for (const index of wanted) {
    await job.connection.execute(
      await job.scope.text('get_create_index_sql', relationValue(copy, 'table'), dataValue(index)),
    )
    const [definition] = [...(await definitionsOn(job, copyName))].filter((d) => !there.has(d))
    if (definition === undefined) continue
    there.add(definition)
    missing.push(await job.scope.text('get_create_index_sql', relationValue(live, type), dataValue(index)))
  }
  await job.connection.execute(`drop table ${copyName}`)
  return missing
}

async function definitionsOn(job: Job<Model>, relation: string): Promise<Set<string>> {
  const { rows } = await job.connection.query(DEFINITIONS, [relation])
  return new Set(rows.map(([definition]) => definition ?? ''))
}
