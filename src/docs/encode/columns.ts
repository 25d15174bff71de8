import type { CatalogTable } from '../../artifacts/catalog/read-catalog.ts'
import type { ManifestNode } from '../../artifacts/manifest/read-manifest.ts'
import { isJsonObject, type JsonObject } from '../../base/json.ts'
import type { ColumnFact, ColumnOrigin, TestFact } from '../site-data.ts'
import { clockMarks } from './clocks.ts'
import { objects, text } from './sections/loose.ts'

type DeclaredColumns = ManifestNode['columns']

export interface ColumnsOf {
  readonly declared: DeclaredColumns
  readonly table: CatalogTable | undefined
  readonly tests: readonly TestFact[]
  readonly config: Readonly<Record<string, unknown>>
  readonly primaryKey: readonly string[]
  /** What `assay.json` says of each column's origin. */
  readonly lineage: JsonObject
}

/**
 * The columns of a relation as the database has them, in its order, with what was written about them; those that were
 * only written about come after. Names are the same in whatever case, as in dbt.
 */
export function columnFacts({ declared, table, tests, config, primaryKey, lineage }: ColumnsOf): readonly ColumnFact[] {
  const written = new Map(Object.values(declared).map((column) => [column.name.toLowerCase(), column]))
  const stored = Object.values(table?.columns ?? {}).toSorted((a, b) => a.index - b.index)
  const there = new Set(stored.map(({ name }) => name.toLowerCase()))
  const clocks = clockMarks(config)
  const all = [
    ...stored.map(({ name, type, comment }) => ({ name, type, comment, column: written.get(name.toLowerCase()) })),
    ...[...written.values()]
      .filter(({ name }) => !there.has(name.toLowerCase()))
      .map((column) => ({ name: column.name, type: column.data_type ?? '', comment: null, column })),
  ]
  return all.map(({ name, type, comment, column }) => {
    const constraints = column?.constraints.map(({ type: kind }) => kind.replaceAll('_', ' ')) ?? []
    const meta = column?.meta ?? {}
    return {
      name,
      type,
      description: column?.description || comment || '',
      tests: tests
        .filter((test) => test.column.toLowerCase() === name.toLowerCase())
        .map((test) => [test.name, test.status, test.id] as const),
      marks: [
        ...new Set([
          ...(primaryKey.includes(name) ? ['primary key'] : []),
          ...(clocks.get(name) ?? []),
          ...constraints,
          ...(column?.tags ?? []),
          ...(meta.pii === true || column?.config.meta.pii === true ? ['pii'] : []),
        ]),
      ],
      ...(Object.keys(meta).length === 0 ? {} : { meta }),
      ...originOf(lineage, name),
    }
  })
}

function originOf(lineage: JsonObject, name: string): Pick<ColumnFact, 'from' | 'fromUnknown'> {
  const found = lineage[name]
  if (!isJsonObject(found)) return {}
  const from = objects(found.from).map(
    (origin): ColumnOrigin => ({
      id: text(origin.unique_id),
      relation: text(origin.relation),
      column: text(origin.column),
      use: text(origin.use),
    }),
  )
  const reasons = objects(found.unresolved).map(({ message }) => text(message))
  return {
    ...(from.length === 0 ? {} : { from }),
    ...(reasons.length === 0 ? {} : { fromUnknown: reasons.join('; ') }),
  }
}
