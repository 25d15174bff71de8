/**
 * Which columns the columns of a project's relations are made of. The flow: compiled SQL → PostgreSQL's own parser → the
 * names of each query resolved, through common table expressions and subqueries down to relations of the catalog → for
 * each column its origins, one step up. `walkLineage` goes on from there.
 */
import type { UniqueId } from '../resources/ids.ts'
import { type Catalog, type CatalogRelation, type FindRelation, relationFinder } from './catalog.ts'
import { notCompiled, notInQuery, type Unresolved, unknownColumns } from './errors.ts'
import { readStatement } from './query.ts'
import type { Query } from './scope.ts'
import { type SnapshotColumns, snapshotSql } from './snapshot.ts'
import { splitSql } from './split.ts'
import { loadParser, type ParseSql } from './sql.ts'
import { as, combine, type Origin, type Trace, type Use } from './trace.ts'

/** Something that has columns. */
export interface Traceable {
  readonly id: UniqueId
  readonly name: string
  /** Null where nothing is selected: seeds and sources end the line. */
  readonly query: TraceableQuery | null
}

export interface TraceableQuery {
  /** Null where it was not compiled. */
  readonly sql: string | null
  readonly dependsOn: readonly UniqueId[]
  /** The names of the common table expressions that hold ephemeral models. */
  readonly inlined: ReadonlyMap<string, UniqueId>
  /** What a snapshot adds to its query. */
  readonly snapshot: SnapshotColumns | null
  /** The column by which a training set divides its rows into splits. */
  readonly splitBy?: string
}

export interface ColumnLineage {
  readonly name: string
  readonly from: readonly Origin[]
  /** Why nothing, or not all, is known; empty where all is. */
  readonly unresolved: readonly Unresolved[]
}

export interface RelationLineage {
  readonly id: UniqueId
  readonly columns: readonly ColumnLineage[]
  /** What decides which rows there are, with the relations (`*`) that they come from. */
  readonly rows: readonly Origin[]
  /** Why not all of the rows, or no column at all, is known. */
  readonly unresolved: readonly Unresolved[]
  /** Whether all of its columns are there. */
  readonly isComplete: boolean
}

export type Lineage = ReadonlyMap<UniqueId, RelationLineage>

/**
 * One step up from every column of every resource; in the order given. What the catalog does not have is known from the
 * queries where these say it.
 */
export async function traceLineage(resources: readonly Traceable[], catalog: Catalog): Promise<Lineage> {
  const parse = await loadParser()
  const finder = relationFinder(catalog)
  const known = new Map<UniqueId, readonly string[]>()
  for (const { id, columns } of catalog.relations) if (id !== null && columns !== null) known.set(id, columns)
  const found = new Map<UniqueId, RelationLineage>()
  for (const resource of parentsFirst(resources)) {
    const find = finder(new Set(resource.query?.dependsOn))
    const lineage = trace(resource, known.get(resource.id) ?? null, parse, (schema, name) => {
      const relation = find(schema, name)
      return relation === null || relation.id === null || relation.columns !== null
        ? relation
        : { ...relation, columns: known.get(relation.id) ?? null }
    })
    found.set(resource.id, lineage)
    if (lineage.isComplete) known.set(resource.id, names(lineage))
  }
  return new Map(resources.flatMap(({ id }) => found.get(id) ?? []).map((one) => [one.id, one]))
}

function names({ columns }: RelationLineage): readonly string[] {
  return columns.map(({ name }) => name)
}

function parentsFirst(resources: readonly Traceable[]): ReadonlySet<Traceable> {
  const byId = new Map(resources.map((resource) => [resource.id, resource]))
  const entered = new Set<Traceable>()
  const left = new Set<Traceable>()
  // A stack of our own: chains of models may be longer than JavaScript's.
  const stack = [...resources].reverse()
  for (let next = stack.at(-1); next !== undefined; next = stack.at(-1)) {
    if (entered.has(next)) {
      left.add(next)
      stack.pop()
      continue
    }
    entered.add(next)
    for (const id of next.query?.dependsOn ?? []) {
      const parent = byId.get(id)
      if (parent !== undefined && !entered.has(parent)) stack.push(parent)
    }
  }
  return left
}

/** The query, with what is added to its columns when it is built. */
function wholeSql({ snapshot, splitBy }: TraceableQuery, sql: string): string {
  if (snapshot !== null) return snapshotSql(sql, snapshot)
  return splitBy === undefined ? sql : splitSql(sql, splitBy)
}

function trace(
  { id, name, query }: Traceable,
  columns: readonly string[] | null,
  parse: ParseSql,
  find: FindRelation,
): RelationLineage {
  if (query === null) return endOfLine(id, columns)
  if (query.sql === null) return unknown(id, columns, notCompiled(name))
  const parsed = parse(wholeSql(query, query.sql))
  if (parsed.kind === 'none') return unknown(id, columns, parsed.reason)
  const read = readStatement(parsed.query, { find, inlined: query.inlined })
  const isComplete = columns !== null || read.open === null
  return {
    id,
    columns: columnsOf(read, columns),
    rows: [...combine([read.rows, as('from', read.bases)]).origins.values()],
    unresolved: [
      ...read.rows.unresolved,
      ...(isComplete ? [] : [unknownColumns(`a relation that ${name} selects all of`)]),
    ],
    isComplete,
  }
}

/** The columns of the relation where they are known, each with what the query says of it; else those of the query. */
function columnsOf({ columns, open }: Query, known: readonly string[] | null): readonly ColumnLineage[] {
  if (known === null) return columns.map(({ name, trace }) => lineageOf(name, trace))
  const byName = new Map(columns.map(({ name, trace }) => [name, trace]))
  return known.map((name) => {
    const trace = byName.get(name) ?? open?.(name)
    return trace === undefined ? { name, from: [], unresolved: [notInQuery(name)] } : lineageOf(name, trace)
  })
}

function lineageOf(name: string, { origins, unresolved }: Trace): ColumnLineage {
  return { name, from: [...origins.values()], unresolved }
}

function endOfLine(id: UniqueId, columns: readonly string[] | null): RelationLineage {
  return {
    id,
    columns: columns?.map((name) => ({ name, from: [], unresolved: [] })) ?? [],
    rows: [],
    unresolved: [],
    isComplete: columns !== null,
  }
}

function unknown(id: UniqueId, columns: readonly string[] | null, reason: Unresolved): RelationLineage {
  const none = (columns ?? []).map((name) => ({ name, from: [], unresolved: [reason] }))
  return { id, columns: none, rows: [], unresolved: [reason], isComplete: columns !== null }
}

export type { Catalog, CatalogRelation, Origin, SnapshotColumns, Unresolved, Use }
