import type { UniqueId } from './ids.ts'
import type { Manifest } from './manifest.ts'

/** Macros, and those they call. */
export function calledMacros({ macros }: Pick<Manifest, 'macros'>, ids: Iterable<UniqueId>): ReadonlySet<UniqueId> {
  const found = new Set(ids)
  for (const id of found) for (const next of macros.get(id)?.dependsOn.macros ?? []) found.add(next)
  return found
}
