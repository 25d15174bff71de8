/** The names that an expression of a query can mean, and what stands behind each. */
import type { UniqueId } from '../resources/ids.ts'
import type { CatalogRelation, FindRelation } from './catalog.ts'
import { ambiguousColumn, unknownColumn, unknownRelation } from './errors.ts'
import type { SelectStmt } from './sql.ts'
import { as, combine, NOTHING, originTrace, type Trace, unresolvedTrace } from './trace.ts'

export interface Column {
  readonly name: string
  readonly trace: Trace
}

/** Where not all columns are known: what one of the others is made of, by its name. */
export type Open = (name: string) => Trace

/** What a query gives. */
export interface Query {
  readonly columns: readonly Column[]
  readonly open: Open | null
  /** What decides which rows there are. */
  readonly rows: Trace
  /** The rows of the relations it reads, as such: what `count(*)` counts. */
  readonly bases: Trace
}

/** Something that columns are named by: `o` in `o.id`. */
export interface Table {
  readonly name: string
  /** Of a relation without an alias, which `shop.orders.id` names, too. */
  readonly schema: string | null
  readonly columns: readonly Column[]
  readonly open: Open | null
  readonly relation: CatalogRelation | null
}

/** What an item of `from` brings, or several side by side. */
export interface Source {
  readonly tables: readonly Table[]
  /** What `*` stands for, and what bare names mean. */
  readonly columns: readonly Column[]
  /** Those of the tables whose columns are not all known. */
  readonly open: readonly { readonly name: string; readonly open: Open }[]
  readonly rows: Trace
  readonly bases: Trace
}

export type Ctes = ReadonlyMap<string, () => Query>

/** One level of a query. */
export interface Scope {
  readonly source: Source
  /** The query around, whose names may be used too. */
  readonly outer: Scope | null
  readonly ctes: Ctes
  /** What named windows look at. */
  readonly windows: ReadonlyMap<string, Trace>
  readonly reading: Reading
}

/** What is the same for the whole of one statement. */
export interface Reading {
  readonly find: FindRelation
  /** Ephemeral models by the names of the common table expressions that hold them. */
  readonly inlined: ReadonlyMap<string, UniqueId>
  readonly query: (query: SelectStmt, outer: Scope | null, ctes: Ctes) => Query
}

export const NO_SOURCE: Source = { tables: [], columns: [], open: [], rows: NOTHING, bases: NOTHING }

export function beside(left: Source, right: Source): Source {
  return {
    tables: [...left.tables, ...right.tables],
    columns: [...left.columns, ...right.columns],
    open: [...left.open, ...right.open],
    rows: combine([left.rows, right.rows]),
    bases: combine([left.bases, right.bases]),
  }
}

/** One table alone. */
export function sourceOf(table: Table, { rows, bases }: Pick<Query, 'rows' | 'bases'>): Source {
  const { name, columns, open } = table
  return { tables: [table], columns, open: open === null ? [] : [{ name, open }], rows, bases }
}

/** Further columns of a source: certain only where one table has columns that are not known. */
export function openOf({ open }: Pick<Source, 'open'>): Open | null {
  const [only, ...more] = open
  if (only === undefined) return null
  if (more.length === 0) return only.open
  const names = open.map(({ name }) => name)
  return (name) => unresolvedTrace(unknownRelation(name, names))
}

/** What a column stands for that is written with these names: `id`, `o.id`, `shop.orders.id`. */
export function resolve(names: readonly string[], scope: Scope): Trace {
  const [name = ''] = names.slice(-1)
  if (names.length < 2) return resolveBare(name, scope)
  const table = findTable(names.slice(0, -1), scope)
  return table === null ? unresolvedTrace(unknownColumn(names.join('.'))) : columnOf(table, name)
}

export function findTable(names: readonly string[], scope: Scope): Table | null {
  const [name, schema] = [...names].reverse()
  for (let level: Scope | null = scope; level !== null; level = level.outer) {
    const found = level.source.tables.find(
      (table) => table.name === name && (schema === undefined || table.schema === schema),
    )
    if (found !== undefined) return found
  }
  return null
}

/** What every relation has beside its columns. */
const SYSTEM: ReadonlySet<string> = new Set(['ctid', 'xmin', 'xmax', 'cmin', 'cmax', 'tableoid'])

export function columnOf({ name: tableName, columns, open, relation }: Table, name: string): Trace {
  const [found, ...more] = columns.filter((column) => column.name === name)
  if (found !== undefined) return more.length === 0 ? found.trace : unresolvedTrace(ambiguousColumn(name))
  if (open !== null) return open(name)
  if (relation !== null && SYSTEM.has(name)) return relationColumn(relation, name)
  return unresolvedTrace(unknownColumn(`${tableName}.${name}`))
}

export function relationColumn({ id, schema, name }: CatalogRelation, column: string): Trace {
  return originTrace({ id, relation: `${schema}.${name}`, column, use: 'pass' })
}

/** A row as one value: `to_jsonb(o)`. */
export function wholeRow({ columns, open }: Table): Trace {
  const all = columns.map(({ trace }) => trace)
  return as('transform', combine(open === null ? all : [...all, open('*')]))
}

/**
 * The innermost level that has the name counts. Where a level has one table of unknown columns the name must be one of
 * them, unless a level further out has it, too: then nobody can tell.
 */
function resolveBare(name: string, scope: Scope): Trace {
  let open: Source['open'] = []
  for (let level: Scope | null = scope; level !== null; level = level.outer) {
    const [found, ...more] = level.source.columns.filter((column) => column.name === name)
    if (found !== undefined) {
      if (open.length > 0) return unresolvedTrace(unknownRelation(name, namesOf(open)))
      return more.length === 0 ? found.trace : unresolvedTrace(ambiguousColumn(name))
    }
    open = [...open, ...level.source.open]
  }
  const table = findTable([name], scope)
  if (table !== null) return wholeRow(table)
  const system = SYSTEM.has(name) ? scope.source.tables.flatMap(({ relation }) => relation ?? []) : []
  if (system.length === 1 && system[0] !== undefined) return relationColumn(system[0], name)
  return openOf({ open })?.(name) ?? unresolvedTrace(unknownColumn(name))
}

function namesOf(open: Source['open']): readonly string[] {
  return open.map(({ name }) => name)
}
