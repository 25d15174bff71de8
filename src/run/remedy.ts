import type { Diagnostic } from '../base/diagnostic.ts'
import type { CompiledNode } from '../compile/compiler.ts'
import type { Manifest } from '../resources/manifest.ts'
import type { Runnable } from '../resources/unit-test.ts'
import type { Connected } from './connected.ts'
import { roleOf } from './create-schemas.ts'
import { asDatabaseError, SQLSTATE } from './database-error.ts'
import { databaseHint } from './database-hint.ts'
import { missingParentsHint } from './missing-relation.ts'

/**
 * What PostgreSQL refused, with a remedy that only the database knows: which of the node's parents are missing, which
 * role lacks the privilege. Asked on a connection of its own, for that of the node may be gone.
 */
export async function withRemedy(
  diagnostic: Diagnostic,
  node: Runnable,
  compiled: Pick<CompiledNode, 'code'> | null,
  manifest: Manifest,
  connected: Connected,
): Promise<Diagnostic> {
  const error = asDatabaseError(diagnostic.cause)
  if (error === undefined || error.hint !== null) return diagnostic
  const ask =
    error.code === SQLSTATE.undefinedTable
      ? connected(null, (connection) =>
          missingParentsHint(node, compiled?.code.text ?? error.message, manifest, connection),
        )
      : error.code === SQLSTATE.insufficientPrivilege
        ? connected(null, async (connection) => databaseHint(error, await roleOf(connection)))
        : null
  // A remedy is a help, and not worth a failure of its own.
  const hint = await ask?.catch(() => undefined)
  return hint === undefined ? diagnostic : { ...diagnostic, hint }
}
