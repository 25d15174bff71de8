/** The first rows of a node, without building it. */

import { AssayError } from '../base/diagnostic.ts'
import type { CompiledNode, Compiler } from '../compile/compiler.ts'
import { dataValue } from '../compile/node-scope.ts'
import { ownerOf } from '../compile/owner.ts'
import type { Node } from '../resources/node.ts'
import type { QueryResult } from '../resources/query-result.ts'
import { writeRelation } from '../resources/relation.ts'
import { connectedTo, type Wire } from './connected.ts'
import type { Connection } from './connection.ts'
import { explainFailure } from './explain-failure.ts'
import { KnownRelations } from './known-relations.ts'
import { nodeDatabase } from './node-database.ts'
import { type NodeResult, responseTo } from './result.ts'

export interface PreviewOptions extends Wire {
  readonly compiler: Compiler
  readonly node: Node
  /** Null for all rows. */
  readonly limit: number | null
  readonly clock: () => Date
}

export interface Preview {
  readonly rows: QueryResult
  /** Null for seeds, which have no code. */
  readonly compiled: CompiledNode | null
  /** What run_results.json tells of it; its code is what was sent. */
  readonly result: NodeResult
}

/** What a node's SQL selects; of seeds what their table holds. Whatever its templates changed is undone. */
export async function preview(options: PreviewOptions): Promise<Preview> {
  const { compiler, node, limit, warehouse, clock } = options
  const begun = options.now()
  const startedAt = clock()
  let compiled: CompiledNode | null = null
  let line: Connection | null = null
  try {
    return await connectedTo(options)(node.id, async (connection) => {
      line = connection
      const bench = {
        connection: nodeDatabase(connection, new KnownRelations(), warehouse.database),
        threadId: 'Thread-1',
      }
      if (node.kind !== 'seed') compiled = await compiler.compile(node, bench)
      const code = node.kind === 'seed' ? `select * from ${writeRelation(node.relation)}` : (compiled?.code.text ?? '')
      if (code.trim() === '') throw nothingToShow(node)
      const header = 'sql_header' in node.config ? (node.config.sql_header ?? null) : null
      const scope = compiler.scope(node, bench, compiled)
      const sql = await scope.text('get_show_sql', code, typeof header === 'string' ? header : null, dataValue(limit))
      const compiledAt = clock()
      options.emit({ kind: 'node-executing', id: node.id, threadId: bench.threadId })
      // A session given back inside a transaction is rolled back.
      connection.begin()
      const rows = await connection.last(sql)
      const result: NodeResult = {
        id: node.id,
        status: 'success',
        message: null,
        failures: null,
        compile: { startedAt, completedAt: compiledAt },
        execute: { startedAt: compiledAt, completedAt: clock() },
        executionTime: (options.now() - begun) / 1000,
        threadId: bench.threadId,
        response: responseTo(rows),
        compiledCode: sql,
        relationName: compiled?.relationName ?? null,
        diagnostics: [],
      }
      return { rows, compiled, result }
    })
  } catch (error) {
    throw new AssayError(...explainFailure(error, node, compiled, line))
  }
}

function nothingToShow(node: Node): AssayError {
  return new AssayError({ code: 'nothing-to-show', severity: 'error', message: `${ownerOf(node)} has no SQL` })
}
