/** Common table expressions: read when they are used, once; recursive ones until nothing new comes of it. */
import { notUnderstood } from './errors.ts'
import type { Column, Ctes, Query, Reading, Scope } from './scope.ts'
import { type CommonTableExpr, type Node, namesIn, type SelectStmt } from './sql.ts'
import { combine, NOTHING, originTrace, type Trace, unresolvedTrace } from './trace.ts'

interface With {
  readonly ctes?: readonly Node[]
  readonly recursive?: boolean
}

/** Those around a query, and its own. */
export function withCtes(clause: With | undefined, outer: Scope | null, around: Ctes, reading: Reading): Ctes {
  if (clause === undefined) return around
  const all = new Map(around)
  for (const node of clause.ctes ?? []) {
    if (!('CommonTableExpr' in node)) continue
    const cte = node.CommonTableExpr
    const name = cte.ctename ?? ''
    // A recursive `with` sees all of its names, any other those before.
    const visible: Ctes = clause.recursive ? all : new Map(all)
    all.set(
      name,
      once(() => {
        const query = readCte(cte, visible, clause.recursive === true, outer, reading)
        return around.size === 0 && outer === null ? inlined(name, query, reading) : query
      }),
    )
  }
  return all
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function readCte(cte: CommonTableExpr, ctes: Ctes, recursive: boolean, outer: Scope | null, reading: Reading): Query {
  const { ctequery, ctename = '', aliascolnames } = cte
  if (ctequery === undefined || !('SelectStmt' in ctequery))
    return openQuery(unresolvedTrace(notUnderstood(`what the statement in ${ctename} returns`)))
  const query = ctequery.SelectStmt
  const named = (one: Query): Query => ({ ...one, columns: rename(one.columns, namesIn(aliascolnames)) })
  const read = (stmt: SelectStmt, visible: Ctes): Query => named(reading.query(stmt, outer, visible))
  if (!recursive || query.larg === undefined) return withSearch(cte, read(query, ctes))
  let known = read(query.larg, withName(ctes, ctename, openQuery(NOTHING)))
  for (let before = ''; before !== fingerprint(known); ) {
    before = fingerprint(known)
    known = read(query, withName(ctes, ctename, withSearch(cte, known)))
  }
  return withSearch(cte, known)
}

function withName(ctes: Ctes, name: string, query: Query): Ctes {
  return new Map([...ctes, [name, () => query]])
}

function openQuery(trace: Trace): Query {
  return { columns: [], open: () => trace, rows: NOTHING, bases: NOTHING }
}

/** Grows with each turn, and stays when there is nothing new. */
function fingerprint({ columns, rows }: Query): string {
  const parts = [...columns.map(({ trace }) => trace), rows]
  return JSON.stringify(parts.map(({ origins }) => [...origins].map(([key, { use }]) => [key, use]).sort()))
}

/** `search … set` and `cycle … set` add columns. */
function withSearch({ search_clause, cycle_clause }: CommonTableExpr, query: Query): Query {
  const trace = (names: readonly string[]): Trace =>
    combine(query.columns.filter(({ name }) => names.includes(name)).map((column) => column.trace))
  const added: Column[] = []
  const add = (name: string | undefined, by: readonly Node[] | undefined): void => {
    if (name !== undefined) added.push({ name, trace: trace(namesIn(by)) })
  }
  add(search_clause?.search_seq_column, search_clause?.search_col_list)
  add(cycle_clause?.cycle_mark_column, cycle_clause?.cycle_col_list)
  add(cycle_clause?.cycle_path_column, cycle_clause?.cycle_col_list)
  return added.length === 0 ? query : { ...query, columns: [...query.columns, ...added] }
}

/** `t(a, b)`: other names for the first columns. */
export function rename(columns: readonly Column[], names: readonly string[]): readonly Column[] {
  return names.length === 0 ? columns : columns.map(({ name, trace }, at) => ({ name: names[at] ?? name, trace }))
}

/** An ephemeral model has a lineage of its own: whoever reads it depends on its columns. */
function inlined(cte: string, query: Query, { inlined: models }: Reading): Query {
  const id = models.get(cte)
  if (id === undefined) return query
  const column = (name: string): Trace => originTrace({ id, relation: cte, column: name, use: 'pass' })
  return {
    columns: query.columns.map(({ name }) => ({ name, trace: column(name) })),
    open: query.open === null ? null : column,
    rows: NOTHING,
    bases: column('*'),
  }
}
