/** What is in the database of all that a manifest knows: the rows that `catalog.json` is made of. */
import type { Compiler } from '../compile/compiler.ts'
import { dataValue, relationValue, resultTable } from '../compile/node-scope.ts'
import { storedRelation } from '../resources/describe.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { Manifest } from '../resources/manifest.ts'
import type { QueryResult } from '../resources/query-result.ts'
import type { RelationName } from '../resources/relation.ts'
import { connectedTo, type Wire } from './connected.ts'
import { KnownRelations } from './known-relations.ts'
import { nodeDatabase } from './node-database.ts'

export interface CatalogOptions extends Wire {
  readonly manifest: Manifest
  readonly compiler: Compiler
  /** Only these; all where it is left out. */
  readonly ids?: ReadonlySet<UniqueId>
}

/** With more relations than this, whole schemas are asked for, as in dbt: long conditions are slow. */
const MOST_RELATIONS = 100

/**
 * The answer of the macros `get_catalog_relations` or `get_catalog`, which a project may override, in dbt's columns
 * (`table_schema`, `column_name` …). Relations elsewhere than in the connected database are left out.
 */
export async function queryCatalog(options: CatalogOptions): Promise<Pick<QueryResult, 'columns' | 'rows'>> {
  const { manifest, compiler, warehouse } = options
  const relations = catalogued(manifest, options.ids).filter(
    ({ database }) => database === null || database === warehouse.database,
  )
  if (relations.length === 0) return { columns: COLUMNS.map((name) => ({ name, typeOid: 0 })), rows: [] }
  return connectedTo(options)(null, async (connection) => {
    const database = nodeDatabase(connection, new KnownRelations(), warehouse.database)
    const scope = compiler.operationScope({ connection: database, threadId: 'Thread-1' })
    const where = relationValue({ database: warehouse.database, schema: 'information_schema', identifier: null })
    const answer =
      relations.length <= MOST_RELATIONS
        ? await scope.call('get_catalog_relations', [where, relations.map((relation) => relationValue(relation))])
        : await scope.call('get_catalog', [
            where,
            dataValue([...new Set(relations.flatMap(({ schema }) => schema ?? []))].sort()),
          ])
    const { names, rows } = resultTable(answer)
    return { columns: names.map((name) => ({ name, typeOid: 0 })), rows }
  })
}

function catalogued({ nodes, sources }: Manifest, ids: CatalogOptions['ids']): readonly RelationName[] {
  const asked = ({ id }: { readonly id: UniqueId }): boolean => ids === undefined || ids.has(id)
  const built = [...nodes.values()].filter(asked).flatMap((node) => storedRelation(node) ?? [])
  return [...built, ...[...sources.values()].filter(asked).map((source) => source.relation)]
}

const COLUMNS = [
  'table_database',
  'table_schema',
  'table_name',
  'table_type',
  'table_comment',
  'column_name',
  'column_index',
  'column_type',
  'column_comment',
  'table_owner',
]
