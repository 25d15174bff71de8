import { AssayError, type Diagnostic, diagnosticsOf } from '../base/diagnostic.ts'
import type { Location } from '../base/position.ts'
import type { CompiledNode } from '../compile/compiler.ts'
import { locateMapped } from '../compile/mapped-text.ts'
import { ownerOf } from '../compile/owner.ts'
import { placeOf } from '../resources/node-place.ts'
import type { Runnable } from '../resources/unit-test.ts'
import type { WarehouseError } from '../warehouse/warehouse.ts'
import type { Connection } from './connection.ts'
import { asDatabaseError, SQLSTATE } from './database-error.ts'
import { cancelled, databaseFailure, noStatement } from './errors.ts'

/**
 * An error in the user's words: PostgreSQL's gets the place in the user's file that its offset into the message it
 * answered stands for, where that message contains the node's compiled SQL; else that of the template's call.
 */
export function explainFailure(
  error: unknown,
  node: Runnable,
  compiled: Pick<CompiledNode, 'code'> | null,
  connection: Connection | null,
): readonly [Diagnostic, ...Diagnostic[]] {
  const database = databaseErrorOf(error)
  const offset = compiled === null || database === undefined ? null : offsetIn(compiled.code.text, database, connection)
  const at = compiled === null || offset === null ? undefined : locateMapped(compiled.code, offset)
  const stopped = connection === null || connection.isStopped
  const cancels = database?.code === SQLSTATE.queryCanceled && stopped
  if (database?.code === SQLSTATE.syntaxError && compiled !== null && isComment(compiled.code.text))
    return [noStatement(ownerOf(node), at ?? placeOf(node), database)]
  if (database !== undefined && at !== undefined && !cancels) return [databaseFailure(database, at)]
  return explainError(error, ownerOf(node), placeOf(node), stopped)
}

/** True for SQL in which nothing but comments stands. */
function isComment(sql: string): boolean {
  return sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, '').trim() === ''
}

/**
 * The same of what has no compiled SQL: a source, a macro. `home` is where it is written, which is told where nothing
 * better is known; `stopped` is true where the run was told to end.
 */
export function explainError(
  error: unknown,
  owner: string,
  home: Location,
  stopped: boolean,
): readonly [Diagnostic, ...Diagnostic[]] {
  const database = databaseErrorOf(error)
  if (database?.code === SQLSTATE.queryCanceled && stopped) return [cancelled(owner, error)]
  if (database !== undefined && !(error instanceof AssayError)) return [databaseFailure(database, home)]
  const [first, ...more] = diagnosticsOf(error)
  const isOurs = first.at !== undefined && isBuiltIn(first.at)
  return [database === undefined && !isOurs ? first : atUsersCall(first, home), ...more]
}

/** PostgreSQL's own objection: the error itself, or what made a template's query or a hook fail. */
export function databaseErrorOf(error: unknown): WarehouseError | undefined {
  const direct = asDatabaseError(error)
  if (direct !== undefined || !(error instanceof AssayError)) return direct
  const [{ code, cause }] = error.diagnostics
  return code === 'database' || code === 'hook' ? asDatabaseError(cause) : undefined
}

/**
 * Where in `sql` a database error points, or null when the message that failed does not contain it or points before it.
 * What comes after it is its end: a parenthesis that nothing closes is missed only by the text around.
 */
export function offsetIn(sql: string, error: WarehouseError, connection: Connection | null): number | null {
  if (error.position === null || connection === null) return null
  // Macros may have taken away the white space around it.
  const start = connection.messageOf(error).indexOf(sql.trim())
  if (start === -1 || sql.trim() === '' || error.position < start) return null
  const before = sql.length - sql.trimStart().length
  return Math.min(error.position - start + before, sql.trimEnd().length)
}

/**
 * The steps of a failed query that lie in macros that come with Assay are of no use: the first of the user's is, or
 * where it is written.
 */
function atUsersCall(diagnostic: Diagnostic, home: Location): Diagnostic {
  const { at, frames = [] } = diagnostic
  if (at !== undefined && !isBuiltIn(at)) return diagnostic
  const call = frames.findIndex((frame) => !isBuiltIn(frame.at))
  const outside = frames[call]
  if (outside === undefined) return { ...diagnostic, at: home, frames: [] }
  return { ...diagnostic, at: outside.at, frames: frames.slice(call + 1) }
}

/** How the files of the packages that come with Assay are called in places. */
function isBuiltIn({ file }: Location): boolean {
  return file.startsWith('<built-in>/')
}
