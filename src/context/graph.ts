import type { JsonObject } from '../base/json.ts'
import { Dict, type Value } from '../jinja/values/value.ts'
import {
  describeExposure,
  describeGroup,
  describeNode,
  describeSource,
  describeUnitTest,
} from '../resources/describe.ts'
import { describeSemantic } from '../resources/describe-semantic.ts'
import { functionsOf, type Manifest, nodesBesideFunctions } from '../resources/manifest.ts'
import { toValue } from './json-value.ts'

/** The variable `graph`: every resource of the project in dbt's words, by id. */
export function graphValue(manifest: Manifest): Dict {
  return Dict.of({
    nodes: described(nodesBesideFunctions(manifest), describeNode),
    sources: described(manifest.sources, describeSource),
    exposures: described(manifest.exposures, describeExposure),
    groups: described(manifest.groups, describeGroup),
    metrics: described(manifest.metrics, describeSemantic),
    semantic_models: described(manifest.semanticModels, describeSemantic),
    saved_queries: described(manifest.savedQueries, describeSemantic),
    functions: described(functionsOf(manifest), describeNode),
    unit_tests: described(manifest.unitTests, describeUnitTest),
  })
}

function described<T>(resources: ReadonlyMap<string, T>, describe: (resource: T) => JsonObject): Value {
  return new Dict(Array.from(resources, ([id, resource]) => [id, toValue(describe(resource))] as const))
}
