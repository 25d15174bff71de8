import { md5 } from '../../base/digest.ts'
import type { LookBack } from '../../compile/look-back.ts'
import { QUOTE_ALL, quoteIdentifier, type RelationName } from '../../resources/relation.ts'
import type { Connection } from '../connection.ts'
import { besideName } from '../publish/names.ts'
import { sqlName, wantedIndexes } from './history-index.ts'

/**
 * A temporary table of those columns that are read, with the indexes that the relation itself lacks; it goes with the
 * session. The same columns of the same relation have the same name.
 */
export function copyOf(history: RelationName, { columns }: LookBack, run: string): RelationName {
  const what = md5(`${sqlName(history)} ${columns === null ? '*' : columns.join(' ')}`).slice(0, 8)
  return {
    database: null,
    schema: 'pg_temp',
    identifier: besideName(`${history.identifier}_${what}`, run, 'tmp'),
    quoting: QUOTE_ALL,
  }
}

export async function makeCopy(
  connection: Connection,
  history: RelationName,
  copy: RelationName,
  asked: LookBack,
): Promise<void> {
  const columns = asked.columns === null ? '*' : [...new Set(asked.columns)].map(quoteIdentifier).join(', ')
  const name = sqlName(copy)
  const indexes = wantedIndexes(asked).map(
    (wanted) => `create index on ${name} (${wanted.columns.map(quoteIdentifier).join(', ')})`,
  )
  await connection.transaction(() =>
    connection.execute(
      [
        `create temporary table ${quoteIdentifier(copy.identifier ?? '')} as select ${columns} from ${sqlName(history)}`,
        ...indexes,
        `analyze ${name}`,
      ].join(';\n'),
    ),
  )
}
