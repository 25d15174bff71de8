/** Relations by the names that SQL calls them, with the columns they are known to have. */
import type { UniqueId } from '../resources/ids.ts'

export interface CatalogRelation {
  /** The resource whose relation it is; null for a relation that is nobody's. */
  readonly id: UniqueId | null
  readonly schema: string
  readonly name: string
  /** In order; null where nobody has looked. */
  readonly columns: readonly string[] | null
}

export interface Catalog {
  readonly relations: readonly CatalogRelation[]
  /** Where names without a schema are looked up. */
  readonly searchPath: readonly string[]
}

export type FindRelation = (schema: string | undefined, name: string) => CatalogRelation | null

/**
 * A relation may be several resources' (a seed that is declared as a source, too): the first of `preferred` among them,
 * else the first.
 */
export function relationFinder({ relations, searchPath }: Catalog): (preferred: ReadonlySet<UniqueId>) => FindRelation {
  const byName = new Map<string, CatalogRelation[]>()
  for (const relation of relations) {
    const key = JSON.stringify([relation.schema, relation.name])
    const group = byName.get(key)
    if (group === undefined) byName.set(key, [relation])
    else group.push(relation)
  }
  return (preferred) => (schema, name) => {
    for (const place of schema === undefined ? ['pg_catalog', ...searchPath] : [schema]) {
      const group = byName.get(JSON.stringify([place, name]))
      if (group === undefined) continue
      const one = group.find(({ id }) => id !== null && preferred.has(id)) ?? group[0]
      if (one === undefined) continue
      return { ...one, columns: one.columns ?? group.find(({ columns }) => columns !== null)?.columns ?? null }
    }
    return null
  }
}
