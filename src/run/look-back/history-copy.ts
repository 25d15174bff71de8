import { md5 } from '../../base/digest.ts'
import type { LookBack, Ties } from '../../compile/look-back.ts'
import { QUOTE_ALL, quoteIdentifier, type RelationName } from '../../resources/relation.ts'
import type { Connection } from '../connection.ts'
import { hasCode, SQLSTATE } from '../database-error.ts'
import { besideName } from '../publish/names.ts'
import { sqlName, wantedIndexes } from './history-index.ts'

/**
 * A temporary table of those columns that are read, with the indexes that the relation itself lacks; it goes with the
 * session. The same columns of the same relation, looked for by the same keys, have the same name.
 */
export function copyOf(history: RelationName, asked: LookBack, run: string): RelationName {
  const { columns, entity, eventTime, more, ties, versions } = asked
  const what = md5(JSON.stringify([sqlName(history), columns, entity, eventTime, more, ties, versions])).slice(0, 8)
  return {
    database: null,
    schema: 'pg_temp',
    identifier: besideName(`${history.identifier}_${what}`, run, 'tmp'),
    quoting: QUOTE_ALL,
  }
}

/** What is known of its ties then: nobody writes into the copy, so that what its rows are now they stay. */
export async function makeCopy(
  connection: Connection,
  history: RelationName,
  copy: RelationName,
  asked: LookBack,
  known: Ties | null,
): Promise<Ties | null> {
  const columns = asked.columns === null ? '*' : [...new Set(asked.columns)].map(quoteIdentifier).join(', ')
  const name = sqlName(copy)
  return connection.transaction(async () => {
    await connection.execute(
      `create temporary table ${quoteIdentifier(copy.identifier ?? '')} as select ${columns} from ${sqlName(history)}`,
    )
    const proven = known !== null && !known.broken && (await canBeUnique(connection, name, asked, known))
    const ties = known === null ? null : { ...known, broken: known.broken || proven }
    const missing = wantedIndexes(asked, ties).slice(proven ? 1 : 0)
    const indexes = missing.map(({ keys }) => `create index on ${name} (${keys.join(', ')})`)
    await connection.execute([...indexes, `analyze ${name}`].join(';\n'))
    return ties
  })
}

/** Makes the index for finding the latest as a unique one, if the rows allow it. */
async function canBeUnique(connection: Connection, copy: string, asked: LookBack, ties: Ties): Promise<boolean> {
  const [look] = wantedIndexes(asked, { ...ties, broken: true })
  const present = (asked.ties ?? []).map(
    (column) => `alter table ${copy} alter column ${quoteIdentifier(column)} set not null`,
  )
  const index = `create unique index on ${copy} (${look?.keys.join(', ')})`
  try {
    await connection.savepoint('assay_unique', () => connection.execute([...present, index].join(';\n')))
    return true
  } catch (error) {
    if (hasCode(error, SQLSTATE.uniqueViolation, SQLSTATE.notNullViolation)) return false
    throw error
  }
}
