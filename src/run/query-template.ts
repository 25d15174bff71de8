import type { QueryResult } from '../resources/query-result.ts'
import type { OperationOptions } from './call-macro.ts'
import { connectedTo } from './connected.ts'
import { KnownRelations } from './known-relations.ts'
import { nodeDatabase } from './node-database.ts'

/** What a query with Jinja answers; whatever its template changed is undone. `label` is what messages call it. */
export async function queryTemplate(text: string, label: string, options: OperationOptions): Promise<QueryResult> {
  const { compiler, warehouse } = options
  return connectedTo(options)(null, async (connection) => {
    const database = nodeDatabase(connection, new KnownRelations(), warehouse.database)
    const scope = compiler.operationScope({ connection: database, threadId: 'Thread-1' })
    const sql = await scope.render(text, label)
    // A session given back inside a transaction is rolled back.
    connection.begin()
    return connection.last(sql)
  })
}
