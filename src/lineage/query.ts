/** A query → its columns, each with what it is made of, and what decides about its rows. */
import { columnName } from './column-name.ts'
import { withCtes } from './ctes.ts'
import { unknownColumns } from './errors.ts'
import { tableMeant, traceOf, windowTrace, within } from './expression.ts'
import { readFrom } from './from.ts'
import { type Column, type Ctes, findTable, type Open, openOf, type Query, type Reading, type Scope } from './scope.ts'
import { hasStar, type Node, namesIn, type SelectStmt } from './sql.ts'
import { as, combine, NOTHING, type Trace, unresolvedTrace } from './trace.ts'

/** `query` as a statement of its own. */
export function readStatement(query: SelectStmt, { find, inlined }: Pick<Reading, 'find' | 'inlined'>): Query {
  const reading: Reading = { find, inlined, query: (inner, outer, ctes) => readQuery(inner, outer, ctes, reading) }
  return readQuery(query, null, new Map(), reading)
}

function readQuery(query: SelectStmt, outer: Scope | null, around: Ctes, reading: Reading): Query {
  const ctes = withCtes(query.withClause, outer, around, reading)
  if (query.larg !== undefined && query.rarg !== undefined) {
    const [left, right] = [query.larg, query.rarg].map((branch) => readQuery(branch, outer, ctes, reading))
    if (left !== undefined && right !== undefined) return ordered(query, together(query, left, right), outer, ctes)
  }
  if (query.valuesLists !== undefined) return ordered(query, readValues(query.valuesLists, outer, ctes), outer, ctes)
  return readSelect(query, outer, ctes, reading)

  /** What is without a scope of its own is put in order by its own columns. */
  function ordered(stmt: SelectStmt, one: Query, around: Scope | null, ctes: Ctes): Query {
    const scope = emptyScope(around, ctes)
    const { sortClause, limitCount, limitOffset } = stmt
    const order = combine((sortClause ?? []).map((item) => byName(sortNode(item), one.columns, scope, 'output')))
    return {
      ...one,
      rows: combine([one.rows, as('order', order), as('filter', within([limitCount, limitOffset], scope))]),
    }
  }

  function readValues(lists: readonly Node[], around: Scope | null, ctes: Ctes): Query {
    const scope = emptyScope(around, ctes)
    const rows = lists.map((list) => ('List' in list ? (list.List.items ?? []) : []))
    const columns = (rows[0] ?? []).map((_, at) => ({
      name: `column${at + 1}`,
      trace: combine(rows.map((row) => traceOf(row[at], scope))),
    }))
    return { columns, open: null, rows: NOTHING, bases: NOTHING }
  }

  function emptyScope(around: Scope | null, ctes: Ctes): Scope {
    return { source: readFrom([], around, ctes, reading), outer: around, ctes, windows: new Map(), reading }
  }
}

function readSelect(query: SelectStmt, outer: Scope | null, ctes: Ctes, reading: Reading): Query {
  const source = readFrom(query.fromClause ?? [], outer, ctes, reading)
  const plain: Scope = { source, outer, ctes, windows: new Map(), reading }
  const scope: Scope = { ...plain, windows: namedWindows(query.windowClause ?? [], plain) }
  const targets = (query.targetList ?? []).map((target) => readTarget(target, scope))
  const columns = targets.flatMap((target) => target.columns)
  const open = targets.find((target) => target.open !== null)?.open ?? null
  const by = (nodes: readonly Node[] | undefined, prefer: 'input' | 'output'): Trace =>
    combine((nodes ?? []).map((node) => byName(sortNode(node), columns, scope, prefer)))
  const { distinctClause = [] } = query
  // `distinct` is a list with one empty item, `distinct on (…)` one with expressions.
  const isOfAll = distinctClause.every((node) => Object.keys(node).length === 0)
  const distinct =
    distinctClause.length === 0
      ? NOTHING
      : isOfAll
        ? combine(columns.map(({ trace }) => trace))
        : by(distinctClause, 'output')
  const rows = combine([
    source.rows,
    as('filter', combine([traceOf(query.whereClause, scope), traceOf(query.havingClause, scope)])),
    as('group', by(query.groupClause, 'input')),
    as('distinct', distinct),
    as('order', by(query.sortClause, 'output')),
    as('filter', within([query.limitCount, query.limitOffset], scope)),
  ])
  return { columns, open, rows, bases: source.bases }
}

function readTarget(target: Node, scope: Scope): { readonly columns: readonly Column[]; readonly open: Open | null } {
  if (!('ResTarget' in target)) return { columns: [], open: null }
  const { val } = target.ResTarget
  if (val !== undefined && 'ColumnRef' in val && hasStar(val.ColumnRef.fields)) {
    const names = namesIn(val.ColumnRef.fields)
    if (names.length === 0) return { columns: scope.source.columns, open: openOf(scope.source) }
    const table = findTable(names, scope)
    return table ?? { columns: [], open: () => unresolvedTrace(unknownColumns(names.join('.'))) }
  }
  if (val !== undefined && 'A_Indirection' in val && hasStar(val.A_Indirection.indirection)) {
    const { arg } = val.A_Indirection
    const table = tableMeant(arg, scope)
    const all = as('transform', traceOf(arg, scope))
    return table ?? { columns: [], open: () => all }
  }
  return { columns: [{ name: columnName(target.ResTarget), trace: traceOf(val, scope) }], open: null }
}

function namedWindows(clause: readonly Node[], scope: Scope): ReadonlyMap<string, Trace> {
  const windows = new Map<string, Trace>()
  for (const node of clause) {
    if (!('WindowDef' in node)) continue
    const { name = '', ...rest } = node.WindowDef
    windows.set(name, windowTrace(rest, { ...scope, windows }))
  }
  return windows
}

function sortNode(node: Node): Node {
  return 'SortBy' in node && node.SortBy.node !== undefined ? node.SortBy.node : node
}

/**
 * What `order by` and `group by` name: a column of the query by its number or its name, or an expression. `order by x`
 * is the output's x first, `group by x` the input's.
 */
function byName(node: Node, columns: readonly Column[], scope: Scope, prefer: 'input' | 'output'): Trace {
  if ('GroupingSet' in node)
    return combine((node.GroupingSet.content ?? []).map((one) => byName(one, columns, scope, prefer)))
  if ('RowExpr' in node && prefer === 'input')
    return combine((node.RowExpr.args ?? []).map((one) => byName(one, columns, scope, prefer)))
  if ('A_Const' in node) {
    const place = node.A_Const.ival?.ival
    return place === undefined ? NOTHING : (columns[place - 1]?.trace ?? NOTHING)
  }
  const names = 'ColumnRef' in node ? namesIn(node.ColumnRef.fields) : []
  if (names.length !== 1) return traceOf(node, scope)
  const isInput = scope.source.columns.some(({ name }) => name === names[0])
  const output = columns.find(({ name }) => name === names[0])
  return output !== undefined && !(prefer === 'input' && isInput) ? output.trace : traceOf(node, scope)
}

/** `union`, `intersect`, `except`: columns are one by their places, and called as on the left. */
function together({ op, all }: SelectStmt, left: Query, right: Query): Query {
  const isOpen = left.open !== null || right.open !== null
  const values = op === 'SETOP_UNION' ? [left, right] : [left]
  const columns = left.columns.map(({ name }, at) => ({
    name,
    trace: isOpen
      ? unresolvedTrace(unknownColumns('a part of the union'))
      : combine(values.flatMap((branch) => branch.columns[at]?.trace ?? [])),
  }))
  const compared = combine([left, right].flatMap((branch) => branch.columns.map(({ trace }) => trace)))
  return {
    columns,
    open: isOpen ? () => unresolvedTrace(unknownColumns('a part of the union')) : null,
    rows: combine([left.rows, right.rows, op === 'SETOP_UNION' && all ? NOTHING : as('distinct', compared)]),
    bases: combine([left.bases, right.bases]),
  }
}
