import type { QueryResult } from '../resources/query-result.ts'
import type { RelationValue } from './relation-value.ts'

/**
 * The port through which templates reach a database: one connection, lent to one node. `run` and `compile` give it;
 * while a project is parsed there is none.
 */
export interface Database {
  /**
   * Sends one message of one or several statements and gives the last result. With `autoBegin` a transaction is opened
   * first unless one is open, as dbt's `statement` does.
   */
  execute(sql: string, autoBegin: boolean): Promise<QueryResult>
  /** `adapter.commit()`: ends the open transaction, if any. */
  commit(): Promise<void>
  /** The relations of a schema as the run knows them: listed once, kept up to date by what goes through here. */
  relations(schema: string): Promise<readonly RelationValue[]>
  added(relation: RelationValue): void
  dropped(relation: RelationValue): void
  renamed(from: RelationValue, to: RelationValue): void
}
