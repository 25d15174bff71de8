import { type DeclaredKind, declaredKind } from '../../resources/declared.ts'
import type { Source } from '../../resources/source.ts'
import { glob } from '../glob.ts'
import type { GraphResource } from '../graph.ts'
import { type Method, textOf } from './method.ts'

/** `source:raw`, `source:raw.orders`, `source:package.raw.orders`. */
export const source: Method = {
  expects: (criterion) =>
    textOf(criterion).split('.').length > 3 ? 'source, source.table or package.source.table' : undefined,
  matcher: (criterion) => {
    const parts = textOf(criterion).split('.')
    const [owner = '*', name = '*', table = '*'] = parts.length === 3 ? parts : ['*', ...parts]
    const [inPackage, inSource, isTable] = [glob(owner), glob(name), glob(table)]
    return (resource) =>
      resource.kind === 'source' &&
      inPackage(resource.package) &&
      inSource(resource.sourceName) &&
      isTable(resource.name)
  },
  values: function* (_criterion, { graph }) {
    for (const resource of graph.resources.values()) if (resource.kind === 'source') yield* spellings(resource)
  },
}

function spellings(resource: Source): readonly string[] {
  const { sourceName, name } = resource
  return [sourceName, `${sourceName}.${name}`, `${resource.package}.${sourceName}.${name}`]
}

/** A kind of resource found by its own method: `exposure:weekly`, `exposure:package.weekly`, `feature_view:applicants`. */
export function byName(kind: NamedKind): Method {
  const isKind = (resource: GraphResource) => resource.kind === kind || declaredKind(resource) === kind
  return {
    expects: (criterion) => (textOf(criterion).split('.').length > 2 ? 'name or package.name' : undefined),
    matcher: (criterion) => {
      const parts = textOf(criterion).split('.')
      const [owner = '*', name = '*'] = parts.length === 2 ? parts : ['*', ...parts]
      const [inPackage, isNamed] = [glob(owner), glob(name)]
      return (resource) => isKind(resource) && inPackage(resource.package) && isNamed(resource.name)
    },
    values: function* (_criterion, { graph }) {
      for (const resource of graph.resources.values())
        if (isKind(resource)) yield* [resource.name, `${resource.package}.${resource.name}`]
    },
  }
}

type NamedKind = 'exposure' | 'metric' | 'semantic_model' | 'saved_query' | 'unit_test' | 'function' | DeclaredKind
