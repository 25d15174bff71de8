import type { Diagnostic } from '../base/diagnostic.ts'
import type { CompiledNode } from '../compile/compiler.ts'
import { declaredKind } from '../resources/declared.ts'
import type { Manifest } from '../resources/manifest.ts'
import type { Runnable } from '../resources/unit-test.ts'
import type { WarehouseError } from '../warehouse/warehouse.ts'
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
  if (error === undefined || error.hint !== null || isExplained(diagnostic)) return diagnostic
  const named = error.code === SQLSTATE.undefinedColumn ? configNaming(node, error.message) : undefined
  if (error.code === SQLSTATE.ambiguousColumn && declaredKind(node) !== null)
    return { ...diagnostic, hint: OF_EXPRESSIONS }
  if (named !== undefined) return { ...diagnostic, hint: named }
  const ask =
    error.code === SQLSTATE.undefinedTable
      ? connected(null, (connection) =>
          missingParentsHint(node, compiled?.code.text ?? error.message, manifest, connection),
        )
      : error.code === SQLSTATE.insufficientPrivilege
        ? connected(null, async (connection) => privilegeRemedy(node, error, await roleOf(connection)))
        : null
  // A remedy is a help, and not worth a failure of its own.
  const hint = await ask?.catch(() => undefined)
  return hint === undefined ? diagnostic : { ...diagnostic, hint }
}

/** The macro that computes them has all other names twice. */
const OF_EXPRESSIONS =
  'an expression sees the features above it and features_as_of, and nothing else: is the name misspelt?'

/** Somebody who knew what was tried has said what to do: more than what PostgreSQL objected to. */
function isExplained({ code, hint }: Diagnostic): boolean {
  return hint !== undefined && code !== 'database' && code !== 'hook'
}

/** What a role may not do with the node's own relation, it would have to own it for. */
function privilegeRemedy(node: Runnable, error: WarehouseError, role: string | null): string | undefined {
  const own = node.kind !== 'unit_test' && node.kind !== 'test' ? node.alias : null
  const [, kind = '', name] = /permission denied for (table|view|materialized view) (.+)$/.exec(error.message) ?? []
  if (own === null || name !== own) return databaseHint(error, role)
  return `'${name}' is built here, and belongs to another role: alter ${kind} "${name}" owner to ${role ?? 'this one'}, or drop it once`
}

/** Configs that name columns. */
const NAMING = [
  'unique_key',
  'indexes',
  'check_cols',
  'updated_at',
  'merge_update_columns',
  'merge_exclude_columns',
  'event_time',
]

/** A column that no SQL of the user's names may come from a config. */
function configNaming(node: Runnable, message: string): string | undefined {
  const [, column] = /column "?([^"]+?)"? does not exist/.exec(message) ?? []
  const bare = column?.slice(column.lastIndexOf('.') + 1)
  if (bare === undefined || node.kind === 'unit_test') return undefined
  const config = node.config as Readonly<Record<string, unknown>>
  const keys = NAMING.filter((key) => JSON.stringify(config[key] ?? null).includes(`"${bare}"`))
  if (keys.length === 0) return undefined
  return `it is named in the config, as ${keys.map((key) => `'${key}'`).join(' and ')}: the model's query has to give it`
}
