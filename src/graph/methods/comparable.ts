import type { Json, JsonObject } from '../../base/json.ts'
import { contractChecksum } from '../../resources/contract-checksum.ts'
import { describeSemantic } from '../../resources/describe-semantic.ts'
import type { Model, Node, UserFunction } from '../../resources/node.ts'
import { type Comparable, type Contract, semanticComparable } from '../../resources/previous-state.ts'
import type { SemanticResource } from '../../resources/semantic.ts'
import type { GraphResource } from '../graph.ts'

/** What of a resource is compared with its earlier self; `artifacts` makes the same of an earlier manifest.json. */
export function comparable(resource: GraphResource): Comparable {
  if (isSemantic(resource)) return semanticComparable(describeSemantic(resource))
  const common = {
    kind: resource.kind,
    fqn: resource.fqn,
    config: resource.unrenderedConfig,
    description: resource.description,
    columnDescriptions: {},
    contract: null,
  }
  if (resource.kind === 'exposure') return { ...common, body: null, relation: null, others: exposureParts(resource) }
  // As in dbt, a unit test is what its checksum says, wherever it stands.
  if (resource.kind === 'unit_test')
    return { ...common, fqn: [], config: {}, description: '', body: resource.checksum, relation: null, others: {} }
  if (resource.kind === 'source')
    return {
      ...common,
      body: null,
      relation: [resource.unrenderedDatabase, resource.unrenderedSchema, resource.identifier],
      renderedRelation: [resource.database, resource.schema, resource.identifier],
      others: {
        quoting: resource.quoting,
        freshness: plain(resource.freshness),
        loaded_at_field: resource.loadedAtField,
        external: resource.external,
      },
    }
  return {
    ...common,
    body: bodyOf(resource),
    relation: configuredNames(resource.unrenderedConfig),
    columnDescriptions: Object.fromEntries(
      Array.from(resource.columns, ([name, column]) => [name, column.description]),
    ),
    contract: resource.kind === 'model' ? contractOf(resource) : null,
    others:
      resource.kind === 'model' ? modelParts(resource) : resource.kind === 'function' ? functionParts(resource) : {},
  }
}

function isSemantic(resource: GraphResource): resource is SemanticResource {
  return resource.kind === 'semantic_model' || resource.kind === 'metric' || resource.kind === 'saved_query'
}

/** `generate_schema_name` and the target differ between environments; only what was configured counts as a change. */
export function configuredNames(unrenderedConfig: JsonObject): Json {
  return [unrenderedConfig.database ?? null, unrenderedConfig.schema ?? null, unrenderedConfig.alias ?? null]
}

function bodyOf(node: Node): string {
  return node.kind === 'seed' ? `${node.checksum.name}:${node.checksum.checksum}` : node.rawCode
}

/** What refs to a model depend on. */
function modelParts(model: Model): JsonObject {
  return {
    latest_version: model.latestVersion,
    access: model.access,
    deprecation_date: model.deprecationDate,
  }
}

/** What callers see of a function; type and volatility, because dbt forgets those that project files say. */
function functionParts({ arguments: given, returns, overloads, config }: UserFunction): JsonObject {
  return {
    arguments: given.map(plain),
    returns: plain(returns),
    overloads: overloads.map((one) => [one.defined_in, one.arguments.map(plain), plain(one.returns), one.rawCode]),
    type: config.type,
    volatility: config.volatility,
  }
}

function contractOf(model: Model): Contract {
  const columns = Array.from(model.columns, ([name, { data_type, constraints }]) => [
    name,
    { dataType: data_type, constraints },
  ])
  return {
    enforced: model.config.contract.enforced,
    checksum: contractChecksum(model),
    materialized: model.config.materialized,
    version: model.version,
    columns: Object.fromEntries(columns),
    constraints: model.constraints,
    deprecated: false,
  }
}

function exposureParts(exposure: Extract<GraphResource, { kind: 'exposure' }>): JsonObject {
  return {
    type: exposure.type,
    owner: plain(exposure.owner),
    maturity: exposure.maturity,
    url: exposure.url,
    label: exposure.label,
    description: exposure.description,
    reads: exposure.dependsOn.nodes.toSorted(),
  }
}

/** Our own records hold plain data only; their types merely do not say so key by key. */
function plain(value: object | null): Json {
  return value as Json
}
