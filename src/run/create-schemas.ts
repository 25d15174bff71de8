import { AssayError } from '../base/diagnostic.ts'
import type { Database } from '../compile/compiler.ts'
import { relationValue } from '../compile/node-scope.ts'
import { quoteIdentifier } from '../resources/relation.ts'
import type { TargetSchema } from '../resources/target-schema.ts'
import type { Runnable } from '../resources/unit-test.ts'
import type { Connection } from './connection.ts'
import { schemaNotCreated } from './errors.ts'
import { databaseErrorOf } from './explain-failure.ts'
import type { RunState } from './job.ts'
import { schemaMark } from './target-schema/mark.ts'

/**
 * Makes the schemas that nodes will be built in and that are not there. One that cannot be made ends the run before it
 * begins, as in dbt.
 */
export async function createSchemas(
  connection: Connection,
  nodes: readonly Runnable[],
  state: RunState,
  database: Database,
  target?: TargetSchema,
): Promise<void> {
  const needed = new Map<string, Runnable>()
  for (const node of nodes) for (const schema of schemasOf(node)) if (!needed.has(schema)) needed.set(schema, node)
  const missing = [...needed].filter(([schema]) => !state.known.hasSchema(schema))
  if (missing.length === 0) return
  const scope = state.compiler.operationScope({ connection: database, threadId: 'Thread-1' })
  for (const [schema, node] of missing.sort(([a], [b]) => (a < b ? -1 : 1))) {
    try {
      await scope.call('create_schema', [relationValue({ database: null, schema, identifier: null })])
    } catch (error) {
      const refused = databaseErrorOf(error)
      if (refused === undefined) throw error
      throw new AssayError(schemaNotCreated(schema, node, refused, await roleOf(connection)))
    }
    if (target !== undefined)
      await connection.execute(
        `comment on schema ${quoteIdentifier(schema)} is '${schemaMark(target).replaceAll("'", "''")}'`,
      )
    state.known.schemaCreated(schema)
  }
  await connection.commit()
}

/** The schema a node needs; tests need one only to keep their failures. */
export function schemasOf(node: Runnable): readonly string[] {
  if (node.kind === 'unit_test') return []
  return node.kind === 'test' && node.config.store_failures !== true ? [] : [node.schema]
}

/** Who the session is; null where the server does not say it any more. */
export async function roleOf(connection: Connection): Promise<string | null> {
  try {
    await connection.rollback()
    const { rows } = await connection.last('select current_user')
    return rows[0]?.[0] ?? null
  } catch {
    return null // the failure before is the one to tell
  }
}
