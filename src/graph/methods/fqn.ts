import { glob, hasWildcard } from '../glob.ts'
import type { GraphResource } from '../graph.ts'
import { searchName } from '../names.ts'
import { type Method, textOf } from './method.ts'

/**
 * By fully qualified name: package, folders, name, version. Either the name alone, or the beginning of the whole,
 * with or without the package. Sources have none; they are found by `source:`.
 */
export const fqn: Method = {
  matcher: (criterion) => {
    const matches = fqnMatcher(textOf(criterion))
    return (resource) => resource.kind !== 'source' && matches(resource.fqn, isVersioned(resource))
  },
  values: function* (_criterion, { graph }) {
    for (const resource of graph.resources.values()) {
      if (resource.kind === 'source' || resource.kind === 'operation') continue
      yield searchName(resource)
      yield resource.fqn.slice(0, -1).join('.')
      yield resource.fqn.slice(1, -1).join('.')
      yield resource.fqn.join('.')
    }
  },
}

/** dbt's rules: a pattern meets an fqn as it stands, or without its package. */
export function fqnMatcher(pattern: string): (fqn: readonly string[], versioned: boolean) => boolean {
  const parts = pattern.split('.')
  const firstWild = parts.findIndex(hasWildcard)
  const exact = firstWild === -1 ? parts : parts.slice(0, firstWild)
  const rest = firstWild === -1 ? undefined : glob(parts.slice(firstWild).join('.'))
  const bareName = rest !== undefined && parts.length === 1 ? rest : undefined

  const meetsName = (fqn: readonly string[], name: string, versioned: boolean): boolean =>
    name === pattern ||
    bareName?.(name) === true ||
    // Of a versioned model `orders.v2`, `orders_v2` and, after folders, `core.orders.v2` all mean the same.
    (versioned && fqn.slice(-2).join('_') === parts.slice(-2).join('_'))

  const meetsFrom = (fqn: readonly string[], start: number): boolean => {
    // Most resources fall here: 100 names asked of 40,000 resources must not take apart 4,000,000 fqns.
    if (exact[0] !== undefined && fqn[start]?.startsWith(exact[0]) !== true) return false
    const flat = fqn.slice(start).flatMap((segment) => segment.split('.'))
    if (flat.length < parts.length || exact.some((part, i) => flat[i] !== part)) return false
    return rest === undefined || rest(flat.slice(firstWild).join('.'))
  }

  return (fqn, versioned) => {
    const name = fqn[fqn.length - (versioned ? 2 : 1)] ?? ''
    return meetsName(fqn, name, versioned) || meetsFrom(fqn, 0) || meetsFrom(fqn, 1)
  }
}

function isVersioned(resource: GraphResource): boolean {
  return resource.kind === 'model' && resource.version !== null
}
