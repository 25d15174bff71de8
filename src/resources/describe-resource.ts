import type { JsonObject } from '../base/json.ts'
import { describeExposure, describeNode, describeSource, describeUnitTest } from './describe.ts'
import { describeSemantic } from './describe-semantic.ts'
import type { Disabled } from './manifest.ts'

/** Any resource that has a place in the graph, in dbt's words. */
export function describeResource(resource: Disabled): JsonObject {
  switch (resource.kind) {
    case 'source':
      return describeSource(resource)
    case 'exposure':
      return describeExposure(resource)
    case 'unit_test':
      return describeUnitTest(resource)
    case 'semantic_model':
    case 'metric':
    case 'saved_query':
      return describeSemantic(resource)
    default:
      return describeNode(resource)
  }
}
