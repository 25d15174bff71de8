import type { Database } from '../compile/compiler.ts'
import { relationOf } from '../compile/node-scope.ts'
import type { Connection } from './connection.ts'
import { asDatabaseError } from './database-error.ts'
import { queryFailed } from './errors.ts'
import { type KnownRelations, storedKind } from './known-relations.ts'

/**
 * The connection of one node as its templates see it. Statements of templates run in a transaction from the first one
 * on, as dbt's do (psycopg2 opens one by itself): what nobody commits is undone when the node ends.
 *
 * `begin: 'asked'` is for hooks of a run and for `run-operation`. There dbt's session is past that, and a statement with
 * `auto_begin=false`, those of `run_query` among them, stands for itself: `vacuum` goes through.
 */
export function nodeDatabase(
  connection: Connection,
  known: KnownRelations,
  database: string,
  { begin }: { readonly begin: 'always' | 'asked' } = { begin: 'always' },
): Database {
  return {
    async execute(sql, autoBegin) {
      if (autoBegin || begin === 'always') connection.begin()
      try {
        return await connection.last(sql)
      } catch (error) {
        // A diagnostic gets the template's place on its way up; the driver's error would pass for a fault of ours.
        const failure = asDatabaseError(error)
        throw failure === undefined ? error : queryFailed(failure)
      }
    },
    commit: () => connection.commit(),
    relations: (schema) => known.valuesIn(connection, schema, database),
    added(relation) {
      const { schema, identifier, type } = relationOf(relation)
      if (schema !== null && identifier !== null) known.add({ schema, identifier, kind: storedKind(type) })
    },
    dropped(relation) {
      const { schema, identifier } = relationOf(relation)
      known.drop(schema, identifier)
    },
    renamed(from, to) {
      const before = relationOf(from)
      const after = relationOf(to)
      const kind = known.kindOf(before.schema, before.identifier)
      known.drop(before.schema, before.identifier)
      if (kind !== null && after.schema !== null && after.identifier !== null) {
        known.add({ schema: after.schema, identifier: after.identifier, kind })
      }
    },
  }
}
