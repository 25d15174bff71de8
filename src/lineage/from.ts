/** What the items of `from` bring: tables to name columns by, and columns. */
import { rename } from './ctes.ts'
import { ambiguousColumn, notUnderstood, unknownColumn, unknownColumns } from './errors.ts'
import { traceOf, within } from './expression.ts'
import {
  beside,
  type Column,
  type Ctes,
  NO_SOURCE,
  type Open,
  openOf,
  type Query,
  type Reading,
  relationColumn,
  type Scope,
  type Source,
  sourceOf,
  type Table,
} from './scope.ts'
import type { Alias, JoinExpr, Node, RangeFunction, RangeSubselect, RangeVar } from './sql.ts'
import { kindOf, namesIn } from './sql.ts'
import { tableFunctionColumns } from './table-functions.ts'
import { as, combine, NOTHING, type Trace, unresolvedTrace } from './trace.ts'

export function readFrom(items: readonly Node[], outer: Scope | null, ctes: Ctes, reading: Reading): Source {
  const scope = { outer, ctes, reading, windows: new Map() }
  return items.reduce<Source>((left, item) => beside(left, readItem(item, { ...scope, source: left })), NO_SOURCE)
}

/** `scope` has what stands to the left, which functions and `lateral` subqueries may use. */
function readItem(item: Node, scope: Scope): Source {
  if ('RangeVar' in item) return readRelation(item.RangeVar, scope)
  if ('JoinExpr' in item) return readJoin(item.JoinExpr, scope)
  if ('RangeSubselect' in item) return readSubselect(item.RangeSubselect, scope)
  if ('RangeFunction' in item) return readFunction(item.RangeFunction, scope)
  if ('RangeTableSample' in item) {
    const { relation, args } = item.RangeTableSample
    const source = relation === undefined ? NO_SOURCE : readItem(relation, scope)
    return { ...source, rows: combine([source.rows, as('filter', within(args, scope))]) }
  }
  if ('RangeTableFunc' in item) return computed(item.RangeTableFunc, scope)
  if ('JsonTable' in item) return computed(item.JsonTable, scope)
  const trace = unresolvedTrace(notUnderstood(kindOf(item)))
  return named({ columns: [], open: () => trace, rows: NOTHING, bases: NOTHING }, undefined, '?')
}

function readRelation({ schemaname, relname = '', alias }: RangeVar, scope: Scope): Source {
  const cte = schemaname === undefined ? scope.ctes.get(relname) : undefined
  if (cte !== undefined) return named(cte(), alias, relname)
  const relation = scope.reading.find(schemaname, relname) ?? {
    id: null,
    schema: schemaname ?? '?',
    name: relname,
    columns: null,
  }
  const column = (name: string): Trace => relationColumn(relation, name)
  const columns = relation.columns?.map((name) => ({ name, trace: column(name) })) ?? []
  const open = relation.columns === null ? column : null
  const query = { columns, open, rows: NOTHING, bases: column('*') }
  const schema = alias === undefined ? (schemaname ?? null) : null
  return named(query, alias, relname, { schema, relation })
}

/** A query under a name, its columns perhaps under others. */
function named(
  query: Query,
  alias: Alias | undefined,
  otherwise: string,
  more: Partial<Pick<Table, 'schema' | 'relation'>> = {},
): Source {
  const name = alias?.aliasname ?? otherwise
  const renamed = namesIn(alias?.colnames)
  const table: Table = {
    name,
    schema: null,
    relation: null,
    ...more,
    columns: rename(query.columns, renamed),
    open: query.open,
  }
  if (query.open === null || renamed.length <= query.columns.length) return sourceOf(table, query)
  // Names are given by place, and the places are not known.
  const lost = unresolvedTrace(unknownColumns(otherwise))
  const columns = renamed.map((column) => ({ name: column, trace: lost }))
  return sourceOf({ ...table, columns, open: () => lost }, query)
}

function readSubselect({ subquery, lateral, alias }: RangeSubselect, scope: Scope): Source {
  if (subquery === undefined || !('SelectStmt' in subquery)) return NO_SOURCE
  const query = scope.reading.query(subquery.SelectStmt, lateral ? scope : scope.outer, scope.ctes)
  return named(query, alias, '')
}

/** Functions may use what stands to the left with or without `lateral`. */
function readFunction({ functions = [], ordinality, alias, coldeflist }: RangeFunction, scope: Scope): Source {
  const columns: Column[] = []
  const open: Open[] = []
  const all: Trace[] = []
  let first = ''
  for (const item of functions) {
    const [call, definitions] = 'List' in item ? (item.List.items ?? []) : [item]
    if (call === undefined) continue
    const trace = as('transform', traceOf(call, scope))
    all.push(trace)
    const name = 'FuncCall' in call ? (namesIn(call.FuncCall.funcname).at(-1) ?? '') : kindOf(call)
    first ||= name
    const args = 'FuncCall' in call ? (call.FuncCall.args ?? []).map((arg) => as('transform', traceOf(arg, scope))) : []
    const defined = defines(
      coldeflist ?? (definitions !== undefined && 'List' in definitions ? definitions.List.items : []),
    )
    if (defined.length > 0) columns.push(...defined.map((column) => ({ name: column, trace })))
    else if (name === 'unnest' && args.length > 1) columns.push(...args.map((one) => ({ name, trace: one })))
    else {
      const known = tableFunctionColumns(name, functions.length === 1 ? alias?.aliasname : undefined)
      if (known === null) open.push(() => trace)
      else columns.push(...known.map((column) => ({ name: column, trace })))
    }
  }
  const rows = combine(all)
  if (ordinality) columns.push({ name: 'ordinality', trace: rows })
  // Names given to columns that are not known otherwise: whichever they are, they come of the call.
  const extra = open.length === 0 ? [] : namesIn(alias?.colnames).slice(columns.length)
  columns.push(...extra.map((name) => ({ name, trace: rows })))
  const query = { columns, open: open.length === 0 ? null : () => rows, rows: as('join', rows), bases: NOTHING }
  return named(query, alias, first)
}

function defines(definitions: readonly Node[] | undefined): readonly string[] {
  return (definitions ?? []).flatMap((node) => ('ColumnDef' in node ? [node.ColumnDef.colname ?? ''] : []))
}

/** `xmltable`, `json_table`: each column may come of all that is given. */
function computed(table: { columns?: Node[]; alias?: Alias }, scope: Scope): Source {
  const { columns: listed, alias, ...given } = table
  const trace = as('transform', within([given, listed], scope))
  const names = (nodes: readonly Node[] | undefined): readonly string[] =>
    (nodes ?? []).flatMap((node) => {
      if ('RangeTableFuncCol' in node) return [node.RangeTableFuncCol.colname ?? '']
      if (!('JsonTableColumn' in node)) return []
      const { coltype, name, columns } = node.JsonTableColumn
      return coltype === 'JTC_NESTED' ? names(columns) : [name ?? '']
    })
  const columns = names(listed).map((name) => ({ name, trace }))
  return named({ columns, open: null, rows: as('join', trace), bases: NOTHING }, alias, 'json_table')
}

function readJoin(join: JoinExpr, scope: Scope): Source {
  const { larg, rarg, quals, usingClause, isNatural, join_using_alias, alias } = join
  if (larg === undefined || rarg === undefined) return NO_SOURCE
  const left = readItem(larg, scope)
  const right = readItem(rarg, { ...scope, source: beside(scope.source, left) })
  const both = beside(left, right)
  const common = isNatural ? commonNames(left, right) : { names: namesIn(usingClause), lost: null }
  const pairs = common.names.map((name) => ({ name, left: shared(name, left), right: shared(name, right) }))
  const merged = pairs.map(({ name, ...sides }): Column => ({ name, trace: mergedTrace(join, sides) }))
  const own = (source: Source): readonly Column[] => source.columns.filter(({ name }) => !common.names.includes(name))
  const columns = [...merged, ...own(left), ...own(right)]
  const condition = as(
    'join',
    combine([
      traceOf(quals, { ...scope, source: both }),
      ...pairs.flatMap((pair) => [pair.left, pair.right]),
      ...(common.lost === null ? [] : [common.lost]),
    ]),
  )
  const source: Source = { ...both, columns, rows: combine([both.rows, condition]) }
  if (alias !== undefined) return named({ ...source, open: openOf(source) }, alias, '')
  if (join_using_alias?.aliasname === undefined) return source
  const using: Table = { name: join_using_alias.aliasname, schema: null, columns: merged, open: null, relation: null }
  return { ...source, tables: [...source.tables, using] }
}

/** What `natural` joins by: nobody knows where columns of a side are not known. */
function commonNames(left: Source, right: Source): { readonly names: readonly string[]; readonly lost: Trace | null } {
  const names = left.columns
    .map(({ name }) => name)
    .filter((name) => right.columns.some((other) => other.name === name))
  const unknown = [...left.open, ...right.open].map(({ name }) => name)
  return { names, lost: unknown.length === 0 ? null : unresolvedTrace(unknownColumns(unknown.join(' and '))) }
}

function shared(name: string, source: Source): Trace {
  const [found, ...more] = source.columns.filter((column) => column.name === name)
  if (found === undefined) return openOf(source)?.(name) ?? unresolvedTrace(unknownColumn(name))
  return more.length === 0 ? found.trace : unresolvedTrace(ambiguousColumn(name))
}

/** The value of a column that both sides of a join have. */
function mergedTrace({ jointype }: JoinExpr, { left, right }: { readonly left: Trace; readonly right: Trace }): Trace {
  if (jointype === 'JOIN_RIGHT') return right
  return jointype === 'JOIN_FULL' ? as('transform', combine([left, right])) : left
}
