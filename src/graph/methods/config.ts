import { isJsonObject, type Json } from '../../base/json.ts'
import type { GraphResource } from '../graph.ts'
import type { Criterion } from '../selection-spec.ts'
import type { Method } from './method.ts'

/**
 * `config.materialized:table`, `config.meta.owner:core`. Of a list, one member suffices; `true` and `false` may be
 * written as text; a number is only met by a number, which YAML selectors can give. Nodes and sources only, as in dbt.
 */
export const config: Method = {
  matcher: (criterion) => {
    const equals = comparison(criterion)
    return (resource) => {
      const found = configAt(resource, criterion.keys)
      return Array.isArray(found) ? found.some(equals) : equals(found)
    }
  },
  values: function* ({ keys }, { graph }) {
    for (const resource of graph.resources.values()) {
      const found = configAt(resource, keys)
      for (const value of Array.isArray(found) ? found : [found])
        if (typeof value === 'string' || typeof value === 'boolean') yield String(value)
    }
  },
}

function comparison({ keys, value }: Criterion): (found: unknown) => boolean {
  const text = String(value).toLowerCase()
  const ignoreCase = keys.length === 1 && keys[0] === 'severity'
  return (found) => {
    if (typeof found === 'boolean') return text === String(found)
    if (ignoreCase && typeof found === 'string') return text === found.toLowerCase()
    return found === value
  }
}

function configAt(resource: GraphResource, keys: readonly string[]): Json | undefined {
  if (!('alias' in resource || resource.kind === 'source') || keys.length === 0) return undefined
  let found = resource.config as Json | undefined // a config holds what YAML holds
  for (const key of keys) found = isJsonObject(found) && Object.hasOwn(found, key) ? found[key] : undefined
  return found
}
