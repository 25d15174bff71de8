import type { CatalogArtifact } from '../artifacts/catalog/read-catalog.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { Catalog } from './evidence.ts'

/** Of each node in a catalog, the columns with their types. */
export function catalogColumns({ nodes }: CatalogArtifact): Catalog {
  return new Map(
    Object.entries(nodes).map(([id, { columns }]) => [
      id as UniqueId, // catalogs are keyed by them
      new Map(Object.values(columns).map(({ name, type }) => [name, type])),
    ]),
  )
}
