import { AssayError, diagnosticsOf } from '../base/diagnostic.ts'
import { type Location, locate } from '../base/position.ts'
import type { Hook } from '../resources/config.ts'
import type { Node } from '../resources/node.ts'
import type { WarehouseError } from '../warehouse/warehouse.ts'
import type { Connection } from './connection.ts'
import { asDatabaseError, SQLSTATE } from './database-error.ts'
import { hookFailed } from './errors.ts'
import { databaseErrorOf, offsetIn } from './explain-failure.ts'

export type When = 'pre-hook' | 'post-hook'

/** A hook that was being run. */
export interface HookRun {
  readonly node: Node
  readonly when: When
  /** Its place among the node's hooks of that kind, from 0. */
  readonly index: number
  readonly hook: Hook
  /** As it was sent; empty while it was not rendered yet. */
  readonly sql: string
  readonly connection: Connection
}

/** The error of a hook says which hook it was, and where in the node's file it stands, if it stands there. */
export function explainHook(error: unknown, run: HookRun): unknown {
  const database = databaseErrorOf(error)
  if (database?.code === SQLSTATE.queryCanceled) return error
  const name = `${run.when} ${run.index + 1}`
  const direct = asDatabaseError(error)
  if (direct !== undefined) return hookFailed(name, run.node, direct, placeOf(run, direct))
  const [first, ...more] = diagnosticsOf(error)
  const code = database === undefined ? first.code : 'hook'
  return new AssayError({ ...first, code, message: `${name}: ${first.message}` }, ...more)
}

/** Hooks written in the node's own file are found there by their text; those of project files have no place. */
function placeOf({ node, hook, sql, connection }: HookRun, error: WarehouseError): Location | undefined {
  if (node.kind === 'seed') return undefined
  const { source, file } = node.template
  const at = source.indexOf(hook.sql)
  if (at === -1 || source.indexOf(hook.sql, at + 1) !== -1) return undefined
  // Only text without templates stands in the file as it was sent.
  const inside = sql === hook.sql.trim() ? offsetIn(hook.sql, error, connection) : null
  return locate(source, at + (inside ?? 0), file)
}
