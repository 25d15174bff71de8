import { glob } from '../glob.ts'
import type { GraphResource } from '../graph.ts'
import { type Method, textOf } from './method.ts'
import { oneOf } from './property.ts'

/** By the generic test a test is an instance of: `test_name:not_null`. */
export const testName: Method = {
  matcher: (criterion) => {
    const matches = glob(textOf(criterion))
    return (resource) => resource.kind === 'test' && resource.generic !== null && matches(resource.generic.name)
  },
  values: function* (_criterion, { graph }) {
    for (const resource of graph.resources.values())
      if (resource.kind === 'test' && resource.generic !== null) yield resource.generic.name
  },
}

/** `schema` is dbt's older word for generic; `data` are all tests on data, generic and singular. */
const TEST_TYPES: Readonly<Record<string, (resource: GraphResource) => boolean>> = {
  generic: (resource) => resource.kind === 'test' && resource.generic !== null,
  schema: (resource) => resource.kind === 'test' && resource.generic !== null,
  singular: (resource) => resource.kind === 'test' && resource.generic === null,
  data: (resource) => resource.kind === 'test',
  unit: (resource) => resource.kind === 'unit_test',
}

export const testType: Method = {
  expects: (criterion) => oneOf(criterion, Object.keys(TEST_TYPES)),
  matcher: (criterion) => TEST_TYPES[textOf(criterion)] ?? (() => false),
  values: () => Object.keys(TEST_TYPES),
}
