import { AssayError, diagnosticsOf } from '../base/diagnostic.ts'
import { type Location, offsetOfPlace } from '../base/position.ts'
import { locateMapped, type MappedText } from '../compile/mapped-text.ts'
import type { Hook } from '../resources/config.ts'
import type { Node } from '../resources/node.ts'
import { placedIn, type TextPlace } from '../resources/text-place.ts'
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
  /** As it was sent; null while it was not rendered yet. */
  readonly code: MappedText | null
  readonly connection: Connection
}

/** The error of a hook says which hook it was, and where it was written. */
export function explainHook(error: unknown, run: HookRun): unknown {
  const database = databaseErrorOf(error)
  if (database?.code === SQLSTATE.queryCanceled && run.connection.isStopped) return error
  const name = `${run.when} ${run.index + 1}`
  const direct = asDatabaseError(error)
  if (direct !== undefined) return hookFailed(name, run.node, direct, placeOf(run, direct))
  const { hookPlace } = run.node
  const place: TextPlace = (text, index) => hookPlace?.(text, index) ?? null
  const [first, ...more] = diagnosticsOf(error).map((one) => placedIn(one, run.hook.sql, place))
  if (first === undefined) return error
  const code = database === undefined ? first.code : 'hook'
  return new AssayError({ ...first, code, message: `${name}: ${first.message}` }, ...more)
}

/** The word PostgreSQL objects to, where it was written; of a hook that a template put together, in its own text. */
function placeOf({ node, hook, code, connection }: HookRun, error: WarehouseError): Location | undefined {
  const offset = code === null ? null : offsetIn(code.text, error, connection)
  const inside = code === null || offset === null ? undefined : locateMapped(code, offset)
  const index = inside === undefined ? 0 : offsetOfPlace(hook.sql, inside)
  return node.hookPlace?.(hook.sql, index) ?? inside
}
