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
  const start = exact[0]
  const rest = firstWild === -1 ? undefined : glob(parts.slice(firstWild).join('.'))
  const bareName = rest !== undefined && parts.length === 1 ? rest : undefined

  const meets = (fqn: readonly string[], versioned: boolean): boolean => {
    const name = fqn.at(versioned ? -2 : -1) ?? ''
    if (name === pattern) return true
    // Of a versioned model `orders.v2`, `orders_v2` and, after folders, `core.orders.v2` all mean the same.
    if (versioned && fqn.slice(-2).join('_') === parts.slice(-2).join('_')) return true
    // Most resources fall here: 100 names asked of 40,000 resources must not take apart 4,000,000 fqns.
    if (start !== undefined && fqn[0]?.startsWith(start) !== true) return false
    const flat = fqn.flatMap((segment) => segment.split('.'))
    if (flat.length < parts.length || exact.some((part, i) => flat[i] !== part)) return false
    return rest === undefined || rest(flat.slice(firstWild).join('.')) || bareName?.(name) === true
  }
  return (fqn, versioned) => meets(fqn, versioned) || meets(fqn.slice(1), versioned)
}

function isVersioned(resource: GraphResource): boolean {
  return resource.kind === 'model' && resource.version !== null
}
