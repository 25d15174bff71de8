/** The one place that knows `libpg-query`: PostgreSQL's own parser, in WebAssembly. */
import type { Node, SelectStmt } from 'libpg-query'
import { notAQuery, notParsed, type Unresolved } from './errors.ts'

export type {
  A_Indirection,
  Alias,
  CaseExpr,
  ColumnRef,
  CommonTableExpr,
  FuncCall,
  JoinExpr,
  Node,
  RangeFunction,
  RangeSubselect,
  RangeVar,
  ResTarget,
  SelectStmt,
  SubLink,
  WindowDef,
} from 'libpg-query'

export type Parsed =
  | { readonly kind: 'query'; readonly query: SelectStmt }
  | { readonly kind: 'none'; readonly reason: Unresolved }

/** The one `select` that `sql` is, or why it is none. */
export type ParseSql = (sql: string) => Parsed

/** Loads the parser, which takes a tenth of a second, once a process. */
export async function loadParser(): Promise<ParseSql> {
  const { loadModule, parseSync } = await import('libpg-query')
  await loadModule()
  return (sql) => {
    let statements: readonly (Node | undefined)[]
    try {
      statements = (parseSync(sql).stmts ?? []).map(({ stmt }) => stmt)
    } catch (error) {
      return { kind: 'none', reason: refusal(error, sql) }
    }
    const [first] = statements
    if (first === undefined) return { kind: 'none', reason: notAQuery('empty') }
    if (statements.length > 1) return { kind: 'none', reason: notAQuery(`${statements.length} statements`) }
    if ('SelectStmt' in first) return { kind: 'query', query: first.SelectStmt }
    return { kind: 'none', reason: notAQuery(`a statement of another kind (${kindOf(first)})`) }
  }
}

function refusal(error: unknown, sql: string): Unresolved {
  const message = error instanceof Error ? error.message : String(error)
  const details = (error as { readonly sqlDetails?: { readonly cursorPosition?: number } }).sqlDetails
  const at = details?.cursorPosition
  return notParsed(message, at === undefined || at < 0 ? null : sql.slice(0, at).split('\n').length)
}

/** `ColumnRef`, `SelectStmt` … */
export function kindOf(node: Node): string {
  return Object.keys(node)[0] ?? 'nothing'
}

/** The texts of a list of names; what is no name (`*`) is left out. */
export function namesIn(nodes: readonly Node[] | undefined): readonly string[] {
  return (nodes ?? []).flatMap((node) => ('String' in node ? [node.String.sval ?? ''] : []))
}

export function hasStar(nodes: readonly Node[] | undefined): boolean {
  return (nodes ?? []).some((node) => 'A_Star' in node)
}
