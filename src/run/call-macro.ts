/** Macros and SQL that are run for themselves (`run-operation`). */
import { AssayError } from '../base/diagnostic.ts'
import type { JsonObject } from '../base/json.ts'
import { locate } from '../base/position.ts'
import type { CompiledNode, Compiler } from '../compile/compiler.ts'
import { dataValue } from '../compile/node-scope.ts'
import type { Macro } from '../resources/macro.ts'
import type { Manifest } from '../resources/manifest.ts'
import type { TemplateNode } from '../resources/node.ts'
import type { QueryResult } from '../resources/query-result.ts'
import { connectedTo, type Wire } from './connected.ts'
import type { Connection } from './connection.ts'
import { unknownOperation } from './errors.ts'
import { explainError, explainFailure } from './explain-failure.ts'
import { KnownRelations } from './known-relations.ts'
import { nodeDatabase } from './node-database.ts'

export interface OperationOptions extends Wire {
  readonly compiler: Compiler
}

/** The macro of the project, of dbt or of any package, or the `package.macro`, that a call means. */
export function findOperation(name: string, manifest: Manifest): Macro {
  const [owner, own] = name.includes('.')
    ? [name.slice(0, name.indexOf('.')), name.slice(name.indexOf('.') + 1)]
    : [null, name]
  const candidates = [...manifest.macros.values()].filter((macro) => macro.form === 'macro')
  const macro = candidates.find(
    (candidate) => candidate.name === own && (owner === null || candidate.package === owner),
  )
  if (macro === undefined)
    throw unknownOperation(
      name,
      candidates.map((m) => (owner === null ? m.name : `${m.package}.${m.name}`)),
    )
  return macro
}

/**
 * Calls a macro by the name it was found with, and these keyword arguments. A transaction that it opened is committed
 * when it ends well, as in dbt, and undone when it does not.
 */
export async function callMacro(
  macro: Macro,
  name: string,
  args: JsonObject,
  options: OperationOptions,
): Promise<void> {
  const { compiler, warehouse } = options
  const kwargs = new Map(Object.entries(args).map(([key, value]) => [key, dataValue(value)]))
  try {
    await connectedTo(options)(macro.id, async (connection) => {
      const database = nodeDatabase(connection, new KnownRelations(), warehouse.database, { begin: 'asked' })
      const scope = compiler.operationScope({ connection: database, threadId: 'Thread-1' })
      await scope.call(!name.includes('.') && !scope.has(name) ? `${macro.package}.${macro.name}` : name, [], kwargs)
      await connection.commit()
    })
  } catch (error) {
    const stopped = options.signal?.aborted === true
    const { source, file, labelSpan } = macro.block
    const home = locate(source, labelSpan.start, file)
    const [first, ...more] = explainError(error, `macro '${macro.name}'`, home, stopped)
    throw new AssayError({ ...first, at: first.at ?? home }, ...more)
  }
}

/** Runs a node's SQL as it is, and commits it. */
export async function execute(node: TemplateNode, options: OperationOptions): Promise<QueryResult> {
  const { compiler, warehouse } = options
  let compiled: CompiledNode | null = null
  let line: Connection | null = null
  try {
    return await connectedTo(options)(node.id, async (connection) => {
      line = connection
      const database = nodeDatabase(connection, new KnownRelations(), warehouse.database, { begin: 'asked' })
      compiled = await compiler.compile(node, { connection: database, threadId: 'Thread-1' })
      // Not begun: one message is a transaction by itself, and `vacuum` takes no other.
      const result = await connection.last(compiled.code.text)
      await connection.commit()
      return result
    })
  } catch (error) {
    throw new AssayError(...explainFailure(error, node, compiled, line))
  }
}
