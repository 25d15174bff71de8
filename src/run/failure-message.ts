import { diagnosticsOf } from '../base/diagnostic.ts'
import { locate } from '../base/position.ts'
import type { CompiledNode } from '../compile/compiler.ts'
import type { Resource } from '../resources/node.ts'
import type { WarehouseError } from '../warehouse/warehouse.ts'
import type { Connection } from './connection.ts'
import { databaseErrorOf, offsetIn } from './explain-failure.ts'
import type { NodeResult } from './result.ts'

/** Whose failure it is. */
export type Owner = Pick<Resource, 'name' | 'originalPath'> & { readonly kind: string }

/** How far a node came, and on which connection. */
export interface Attempt {
  readonly node: Owner
  readonly compiled: Pick<CompiledNode, 'code'> | null
  readonly connection: Connection | null
}

/**
 * What a failed node's result says, in dbt's form: `Database Error in model orders (models/orders.sql)`, then the error
 * as psql prints it, indented. Lines are counted in the compiled SQL where the error points into it.
 */
export function failureMessage(error: unknown, attempt: Attempt): string {
  const { node } = attempt
  const database = databaseErrorOf(error)
  const [{ message, hint, code }] = diagnosticsOf(error)
  const templates = (attempt.compiled === null && node.kind !== 'seed') || OF_TEMPLATES.has(code)
  const kind = database !== undefined ? 'Database' : templates ? 'Compilation' : 'Runtime'
  const lines =
    database === undefined
      ? [message, ...(hint === undefined ? [] : [hint])]
      : psqlLines(database, attempt, code === 'hook' ? message.slice(0, message.indexOf(':') + 2) : '')
  const text = lines.flatMap((line) => line.split('\n')).map((line) => `\n  ${line}`)
  return `${kind} Error in ${node.kind} ${node.name} (${node.originalPath})${text.join('')}`
}

/** What macros refuse while a node is built is the same kind of error as what they refuse while it is compiled. */
const OF_TEMPLATES: ReadonlySet<string> = new Set(
  (
    'raised contract-broken compilation empty-delimiter jinja-recursion jinja-syntax missing-config missing-env-var ' +
    'unknown-macro unknown-materialization unknown-var wrong-arguments wrong-type wrong-value other-database'
  ).split(' '),
)

/** The line and column of the compiled SQL that a database error points to. */
export function failurePlace(error: unknown, attempt: Omit<Attempt, 'node'>): Pick<NodeResult, 'compiledAt'> {
  const { compiled, connection } = attempt
  const database = databaseErrorOf(error)
  if (compiled === null || database === undefined) return {}
  const offset = offsetIn(compiled.code.text, database, connection)
  if (offset === null) return {}
  const { line, column } = locate(compiled.code.text, offset, '')
  return { compiledAt: { line, column } }
}

/** An error of PostgreSQL as libpq words it, with the line it points to. */
export function psqlLines(error: WarehouseError, attempt: Omit<Attempt, 'node'>, before = ''): readonly string[] {
  const more = (name: string, text: string | null): readonly string[] => (text === null ? [] : [`${name}:  ${text}`])
  return [
    before + error.message,
    ...excerpt(error, attempt),
    ...more('DETAIL', error.detail),
    ...more('HINT', error.hint),
    ...more('CONTEXT', error.context),
  ]
}

/** `LINE 3: select nope` and a caret below; nothing when the error points nowhere. */
function excerpt(error: WarehouseError, { compiled, connection }: Omit<Attempt, 'node'>): readonly string[] {
  const inCode = compiled === null ? null : offsetIn(compiled.code.text, error, connection)
  const sent = connection?.messageOf(error) ?? ''
  const frame = connection?.headOf(sent) ?? 0
  const sql = inCode === null ? sent.slice(frame) : (compiled?.code.text ?? '')
  const offset = inCode ?? (error.position === null ? null : error.position - frame)
  if (offset === null || sql === '') return []
  const { line, column } = locate(sql, offset, '')
  const text = sql.split('\n')[line - 1] ?? ''
  const from = Math.max(0, column - 1 - HALF)
  const shown = text.slice(from, from + 2 * HALF)
  const head = `LINE ${line}: ${from > 0 ? '...' : ''}`
  return [
    `${head}${shown}${text.length > from + 2 * HALF ? '...' : ''}`,
    `${' '.repeat(head.length + column - 1 - from)}^`,
  ]
}

/** Characters of a long line that are shown to each side. */
const HALF = 60
