import type { GraphResource } from './graph.ts'

/** What dbt's `ls --output name` prints: the name, with the version of a versioned model (`orders.v2`). */
export function searchName(resource: GraphResource): string {
  return resource.kind === 'model' && resource.version !== null
    ? `${resource.name}.v${resource.version}`
    : resource.name
}

/** How messages call a resource: a source's table with its source (`raw.orders`), all else by its search name. */
export function displayName(resource: GraphResource): string {
  return resource.kind === 'source' ? `${resource.sourceName}.${resource.name}` : searchName(resource)
}
