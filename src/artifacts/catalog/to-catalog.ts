import type { JsonObject } from '../../base/json.ts'
import { storedRelation } from '../../resources/describe.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { Manifest } from '../../resources/manifest.ts'
import type { RelationName } from '../../resources/relation.ts'
import { describeOrigin, type Origin } from '../origin.ts'
import type { CatalogRow } from './catalog-rows.ts'

export interface CatalogFacts {
  readonly origin: Origin
  /** What could not be looked at, in words. */
  readonly errors?: readonly string[]
  /** Only these are listed; all where it is left out. */
  readonly ids?: ReadonlySet<UniqueId>
}

/**
 * `catalog.json`, version 1: the relations of the database that nodes and sources of the manifest stand for, in the
 * order of the rows. A relation that is a node's and a source's is listed twice.
 */
export function toCatalogJson(rows: Iterable<CatalogRow>, manifest: Manifest, facts: CatalogFacts): JsonObject {
  const nodes: Record<string, JsonObject> = {}
  const sources: Record<string, JsonObject> = {}
  const owners = ownersByRelation(manifest)
  for (const [key, columns] of groupByRelation(rows)) {
    for (const { kind, id } of owners.get(key) ?? [])
      if (facts.ids === undefined || facts.ids.has(id))
        (kind === 'node' ? nodes : sources)[id] = describeTable(columns, id)
  }
  const errors = facts.errors ?? []
  return {
    metadata: describeOrigin('catalog', facts.origin),
    nodes,
    sources,
    errors: errors.length === 0 ? null : errors,
  }
}

type Columns = readonly [CatalogRow, ...CatalogRow[]]

interface Owner {
  readonly kind: 'node' | 'source'
  readonly id: UniqueId
}

function groupByRelation(rows: Iterable<CatalogRow>): ReadonlyMap<string, Columns> {
  const groups = new Map<string, [CatalogRow, ...CatalogRow[]]>()
  for (const row of rows) {
    const key = keyOf(row.database, row.schema, row.table)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return groups
}

function ownersByRelation({ nodes, sources }: Manifest): ReadonlyMap<string, readonly Owner[]> {
  const owners = new Map<string, Owner[]>()
  const put = (relation: RelationName | null, owner: Owner): void => {
    if (relation === null) return
    const key = keyOfRelation(relation)
    owners.set(key, [...(owners.get(key) ?? []), owner])
  }
  for (const node of nodes.values()) put(storedRelation(node), { kind: 'node', id: node.id })
  for (const source of sources.values()) put(source.relation, { kind: 'source', id: source.id })
  return owners
}

/** Names as the database keeps them: quoted ones as they are, others in lower case. dbt takes `Orders` for `orders`. */
function keyOfRelation({ database, schema, identifier, quoting }: RelationName): string {
  const stored = (name: string | null, quoted: boolean): string | null =>
    quoted ? name : (name?.toLowerCase() ?? null)
  return keyOf(
    stored(database, quoting.database),
    stored(schema, quoting.schema),
    stored(identifier, quoting.identifier),
  )
}

function keyOf(database: string | null, schema: string | null, table: string | null): string {
  return JSON.stringify([database, schema, table])
}

function describeTable(columns: Columns, id: UniqueId): JsonObject {
  const [{ type, schema, table, database, comment, owner }] = columns
  const described = columns
    .toSorted((a, b) => a.columnIndex - b.columnIndex)
    .map((row): [string, JsonObject] => [
      row.column,
      { type: row.columnType, index: row.columnIndex, name: row.column, comment: row.columnComment },
    ])
  return {
    metadata: { type, schema, name: table, database, comment, owner },
    columns: Object.fromEntries(described),
    stats: { has_stats: HAS_STATS },
    unique_id: id,
  }
}

const HAS_STATS: JsonObject = {
  id: 'has_stats',
  label: 'Has Stats?',
  value: false,
  include: false,
  description: 'Indicates whether there are statistics for this table',
}
