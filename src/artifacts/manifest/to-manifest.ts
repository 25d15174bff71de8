import { md5 } from '../../base/digest.ts'
import type { Json, JsonObject } from '../../base/json.ts'
import {
  describeDoc,
  describeExposure,
  describeGroup,
  describeMacro,
  describeNode,
  describeSource,
  describeUnitTest,
  type Made,
} from '../../resources/describe.ts'
import { describeResource } from '../../resources/describe-resource.ts'
import { describeMetric, describeSavedQuery, describeSemanticModel } from '../../resources/describe-semantic.ts'
import type { UniqueId } from '../../resources/ids.ts'
import { functionsOf, type Manifest, nodesBesideFunctions } from '../../resources/manifest.ts'
import type { Node } from '../../resources/node.ts'
import type { Quoting } from '../../resources/relation.ts'
import { describeOrigin, type Origin } from '../origin.ts'
import { timestamp } from '../timestamp.ts'
import { describeEdges, describeGroupMembers } from './edges.ts'
import { describeSelectors } from './selectors.ts'

export interface ManifestFacts {
  readonly origin: Origin
  /** The project's quoting policy. */
  readonly quoting: Quoting
  /** What was compiled, and what files were written, by node; see `madeByCompiling` and `madeByRunning`. */
  readonly made?: ReadonlyMap<UniqueId, Made>
}

/** `manifest.json`, version 12. */
export function toManifestJson(manifest: Manifest, { origin, quoting, made }: ManifestFacts): JsonObject {
  const edges = describeEdges(manifest)
  const describeMade = (node: Node): JsonObject => describeNode(node, made?.get(node.id))
  return {
    metadata: {
      ...describeOrigin('manifest', origin),
      project_name: manifest.projectName,
      project_id: md5(manifest.projectName),
      user_id: null,
      send_anonymous_usage_stats: false,
      adapter_type: 'postgres',
      quoting: { database: quoting.database, schema: quoting.schema, identifier: quoting.identifier, column: null },
      run_started_at: timestamp(origin.startedAt).replace('Z', '+00:00'),
    },
    nodes: each(nodesBesideFunctions(manifest), describeMade),
    sources: each(manifest.sources, describeSource),
    macros: each(manifest.macros, describeMacro),
    docs: each(manifest.docs, describeDoc),
    exposures: each(manifest.exposures, describeExposure),
    metrics: each(manifest.metrics, describeMetric),
    groups: each(manifest.groups, describeGroup),
    selectors: describeSelectors(manifest.selectors),
    disabled: each(manifest.disabled, (resources) => resources.map(describeResource)),
    parent_map: edges.parents,
    child_map: edges.children,
    group_map: describeGroupMembers(manifest),
    saved_queries: each(manifest.savedQueries, describeSavedQuery),
    semantic_models: each(manifest.semanticModels, describeSemanticModel),
    unit_tests: each(manifest.unitTests, describeUnitTest),
    functions: each(functionsOf(manifest), describeMade),
  }
}

function each<T>(resources: ReadonlyMap<UniqueId, T>, describe: (resource: T) => Json): JsonObject {
  return Object.fromEntries(Array.from(resources, ([id, resource]) => [id, describe(resource)]))
}
