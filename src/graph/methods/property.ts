import { declaredKind } from '../../resources/declared.ts'
import { glob } from '../glob.ts'
import type { GraphResource } from '../graph.ts'
import type { Criterion } from '../selection-spec.ts'
import { type Method, type Scope, textOf } from './method.ts'

/** Resources of which one of these values fits the pattern. */
function byPattern(valuesOf: (resource: GraphResource) => readonly (string | null)[]): Method {
  return {
    matcher: (criterion, scope) => {
      const matches = glob(meant(criterion, scope))
      return (resource) => valuesOf(resource).some((value) => value !== null && value !== '' && matches(value))
    },
    values: function* (_criterion, { graph }) {
      for (const resource of graph.resources.values())
        for (const value of valuesOf(resource)) if (value !== null && value !== '') yield value
    },
  }
}

/** `package:this` is the project itself. */
function meant(criterion: Criterion, { graph }: Scope): string {
  const text = textOf(criterion)
  return criterion.method === 'package' && text === 'this' ? graph.manifest.projectName : text
}

export const tag = byPattern((resource) => resource.tags)

export const packageName = byPattern((resource) => [resource.package])

/** Of nodes and metrics, as in dbt. */
export const group = byPattern((resource) =>
  'alias' in resource || resource.kind === 'metric' ? [resource.config.group] : [],
)

const ACCESS_LEVELS = ['private', 'protected', 'public']

/** Models only. Written out in full: dbt has no patterns here. */
export const access: Method = {
  matcher: (criterion) => (resource) => resource.kind === 'model' && resource.access === textOf(criterion),
  values: () => ACCESS_LEVELS,
}

/** Everything that dbt calls a resource type, and what is ours. What has no place in the graph selects nothing. */
const RESOURCE_TYPES = [
  'model',
  'analysis',
  'test',
  'snapshot',
  'operation',
  'seed',
  'rpc',
  'sql_operation',
  'doc',
  'source',
  'macro',
  'exposure',
  'metric',
  'group',
  'saved_query',
  'semantic_model',
  'unit_test',
  'fixture',
  'function',
  'feature_view',
  'training_set',
]

export const resourceType: Method = {
  expects: (criterion) => oneOf(criterion, RESOURCE_TYPES),
  matcher: (criterion) => (resource) =>
    resource.kind === textOf(criterion) || declaredKind(resource) === textOf(criterion),
  values: function* (_criterion, { graph }) {
    for (const resource of graph.resources.values()) yield declaredKind(resource) ?? resource.kind
  },
}

/** `values` when the criterion's value is none of them. */
export function oneOf(criterion: Criterion, values: readonly string[]): readonly string[] | undefined {
  return values.includes(textOf(criterion)) ? undefined : values
}
