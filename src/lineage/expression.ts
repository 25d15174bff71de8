/** What the value of an expression is made of. */
import { isAggregate, isCount } from './aggregates.ts'
import { notUnderstood, unknownColumns } from './errors.ts'
import { columnOf, findTable, resolve, type Scope, type Table, wholeRow } from './scope.ts'
import type { A_Indirection, CaseExpr, ColumnRef, FuncCall, Node, SubLink, WindowDef } from './sql.ts'
import { hasStar, namesIn } from './sql.ts'
import { as, combine, NOTHING, type Trace, unresolvedTrace } from './trace.ts'

export function traceOf(node: Node | undefined, scope: Scope): Trace {
  if (node === undefined || 'A_Const' in node) return NOTHING
  if ('ColumnRef' in node) return traceOfColumn(node.ColumnRef, scope)
  if ('FuncCall' in node) return traceOfCall(node.FuncCall, scope)
  if ('SubLink' in node) return traceOfSubLink(node.SubLink, scope)
  if ('CaseExpr' in node) return traceOfCase(node.CaseExpr, scope)
  if ('A_Indirection' in node) return traceOfIndirection(node.A_Indirection, scope)
  if ('CollateClause' in node) return traceOf(node.CollateClause.arg, scope)
  if ('GroupingFunc' in node) return as('condition', within(node.GroupingFunc, scope))
  if ('JsonObjectAgg' in node) return traceOfJsonAggregate(node.JsonObjectAgg, scope)
  if ('JsonArrayAgg' in node) return traceOfJsonAggregate(node.JsonArrayAgg, scope)
  if ('SelectStmt' in node) return traceOfRows(node, scope)
  return as('transform', within(Object.values(node)[0], scope))
}

/** All expressions inside something, whatever it is: operators, arrays, `coalesce` … */
export function within(value: unknown, scope: Scope): Trace {
  return combine(insides(value, scope))
}

function* insides(value: unknown, scope: Scope): Generator<Trace> {
  if (Array.isArray(value)) {
    for (const item of value) yield* insides(item, scope)
  } else if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
    const [kind = ''] = entries.length === 1 ? (entries[0] ?? []) : []
    if (/^[A-Z]/.test(kind))
      yield traceOf(value as Node, scope) // what has one key, in capitals, is a node
    else for (const [key, inner] of entries) if (key !== 'typeName') yield* insides(inner, scope)
  }
}

function traceOfColumn({ fields }: ColumnRef, scope: Scope): Trace {
  const names = namesIn(fields)
  if (!hasStar(fields)) return resolve(names, scope)
  const table = findTable(names, scope)
  return table === null ? unresolvedTrace(unknownColumns(names.join('.'))) : wholeRow(table)
}

function traceOfCall(call: FuncCall, scope: Scope): Trace {
  const { args, agg_filter, agg_order, agg_star, agg_distinct, agg_within_group, over } = call
  const name = namesIn(call.funcname).at(-1) ?? ''
  const aggregates =
    agg_star || agg_distinct || agg_within_group || agg_filter !== undefined || over !== undefined || isAggregate(name)
  const given = within(args, scope)
  const ofRows = agg_star || (isAggregate(name) && given.origins.size === 0 && !agg_within_group)
  const counted = ofRows ? scope.source.bases : NOTHING
  return combine([
    as(isCount(name) ? 'count' : aggregates ? 'aggregate' : 'transform', combine([given, counted])),
    // `percentile_cont(0.5) within group (order by x)` is made of x.
    as(agg_within_group ? 'aggregate' : 'condition', within(agg_order, scope)),
    as('condition', traceOf(agg_filter, scope)),
    as('condition', windowTrace(over, scope)),
  ])
}

/** The columns that rows are parted and put in order by. */
export function windowTrace(window: WindowDef | undefined, scope: Scope): Trace {
  if (window === undefined) return NOTHING
  const { name, refname, partitionClause, orderClause, startOffset, endOffset } = window
  const named = [name, refname].flatMap((one) => scope.windows.get(one ?? '') ?? [])
  return combine([...named, within([partitionClause, orderClause, startOffset, endOffset], scope)])
}

/** `json_agg` as the standard writes it; what other aggregates have of their own is in `constructor`. */
function traceOfJsonAggregate(aggregate: object, scope: Scope): Trace {
  const { constructor: own, ...rest } = aggregate as { readonly constructor: object }
  const { agg_filter, agg_order, over, ...values } = own as Pick<FuncCall, 'agg_filter' | 'agg_order' | 'over'>
  return combine([
    as('aggregate', within([rest, values], scope)),
    as('condition', combine([traceOf(agg_filter, scope), within(agg_order, scope), windowTrace(over, scope)])),
  ])
}

/** What a condition looks at decides which value it is; it is no part of the value. */
function traceOfCase({ arg, args = [], defresult }: CaseExpr, scope: Scope): Trace {
  const whens = args.flatMap((when) => ('CaseWhen' in when ? [when.CaseWhen] : []))
  const results = [...whens.map(({ result }) => result), defresult]
  return combine([
    as('condition', combine([traceOf(arg, scope), ...whens.map(({ expr }) => traceOf(expr, scope))])),
    as('transform', combine(results.map((result) => traceOf(result, scope)))),
  ])
}

/** `(o).id` is a column of `o`; other fields and elements are computed from the whole. */
function traceOfIndirection({ arg, indirection }: A_Indirection, scope: Scope): Trace {
  const table = tableMeant(arg, scope)
  const [field] = namesIn(indirection)
  if (table !== null && field !== undefined && indirection?.length === 1) return columnOf(table, field)
  return as('transform', combine([traceOf(arg, scope), within(indirection, scope)]))
}

/** The table that `o` in `(o).id` and `(o).*` means, if it is none's column. */
export function tableMeant(arg: Node | undefined, scope: Scope): Table | null {
  if (arg === undefined || !('ColumnRef' in arg) || hasStar(arg.ColumnRef.fields)) return null
  const names = namesIn(arg.ColumnRef.fields)
  const isColumn = scope.source.columns.some(({ name }) => names.length === 1 && name === names[0])
  return isColumn ? null : findTable(names, scope)
}

function traceOfSubLink({ subLinkType, testexpr, subselect }: SubLink, scope: Scope): Trace {
  if (subselect === undefined || !('SelectStmt' in subselect)) return unresolvedTrace(notUnderstood('a subquery'))
  const { columns, open, rows, bases } = scope.reading.query(subselect.SelectStmt, scope, scope.ctes)
  const decides = as('condition', rows)
  if (subLinkType === 'EXISTS_SUBLINK') return combine([decides, as('condition', bases)])
  if (open !== null) return unresolvedTrace(unknownColumns('a subquery'))
  const values = combine(columns.map(({ trace }) => trace))
  if (subLinkType === 'EXPR_SUBLINK') return combine([values, decides])
  if (subLinkType === 'ARRAY_SUBLINK') return combine([as('aggregate', values), decides])
  return combine([as('transform', combine([traceOf(testexpr, scope), values])), decides])
}

/** A query where a value is wanted: `json_array(select …)`. */
function traceOfRows(node: Extract<Node, { SelectStmt: unknown }>, scope: Scope): Trace {
  const { columns, rows } = scope.reading.query(node.SelectStmt, scope, scope.ctes)
  return combine([as('aggregate', combine(columns.map(({ trace }) => trace))), as('condition', rows)])
}
