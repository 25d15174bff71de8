import { glob } from '../glob.ts'
import type { GraphResource } from '../graph.ts'
import { type Method, textOf } from './method.ts'
import { oneOf } from './property.ts'

/** By the generic test a test is an instance of, `test_name:not_null`, or by the name of a unit test. */
export const testName: Method = {
  matcher: (criterion) => {
    const matches = glob(textOf(criterion))
    return (resource) => {
      const name = testNameOf(resource)
      return name !== null && matches(name)
    }
  },
  values: function* (_criterion, { graph }) {
    for (const resource of graph.resources.values()) {
      const name = testNameOf(resource)
      if (name !== null) yield name
    }
  },
}

function testNameOf(resource: GraphResource): string | null {
  if (resource.kind === 'unit_test') return resource.name
  return resource.kind === 'test' ? (resource.generic?.name ?? null) : null
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
