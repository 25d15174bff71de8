import { type Diagnostic, diagnosticsOf } from '../base/diagnostic.ts'
import { type CompiledNode, ownerOf } from '../compile/compiler.ts'
import { locateMapped } from '../compile/mapped-text.ts'
import type { Node } from '../resources/node.ts'
import type { Connection } from './connection.ts'
import { asDatabaseError, SQLSTATE } from './database-error.ts'
import { cancelled, databaseFailure } from './errors.ts'

/**
 * An error in the user's words: PostgreSQL's gets the place in the user's file that its offset into the message it
 * answered stands for, where that message contains the node's compiled SQL.
 */
export function explainFailure(
  error: unknown,
  node: Node,
  compiled: CompiledNode | null,
  connection: Connection | null,
): readonly [Diagnostic, ...Diagnostic[]] {
  const database = asDatabaseError(error)
  if (database === undefined) return diagnosticsOf(error)
  if (database.code === SQLSTATE.queryCanceled) return [cancelled(ownerOf(node), error)]
  const message = connection?.messageOf(error) ?? ''
  const start = compiled === null || database.position === null ? -1 : message.indexOf(compiled.code.text)
  if (compiled === null || database.position === null || start === -1)
    return [databaseFailure(database, node.originalPath)]
  const inside = database.position - start
  const at = inside < 0 || inside > compiled.code.text.length ? undefined : locateMapped(compiled.code, inside)
  return [databaseFailure(database, node.originalPath, at)]
}
