import { z } from 'zod'
import { type ReadOptions, readArtifact } from '../read/read-artifact.ts'
import { flagOrNull, json, mapOf, metadataShape, type ObjectOf, text, textOrNull } from '../read/shape.ts'
import { docSchema, exposureSchema, groupSchema, macroSchema, quoting, sourceSchema } from './declared-schemas.ts'
import { functionShape, nodeSchema } from './node-schemas.ts'
import { metricSchema, savedQuerySchema, semanticModelSchema, unitTestSchema } from './semantic-schemas.ts'

/** `manifest.json`, version 12, of Assay or of dbt 1.8 and later. */
export function readManifest(input: unknown, options: ReadOptions = {}): ManifestArtifact {
  return readArtifact('manifest', input, manifestSchema, options)
}

export type ManifestArtifact = z.output<ReturnType<typeof manifestSchema>>
export type ManifestNode = ManifestArtifact['nodes'][string]
export type ManifestFunction = ManifestArtifact['functions'][string]
export type ManifestSource = ManifestArtifact['sources'][string]
export type ManifestUnitTest = ManifestArtifact['unit_tests'][string]
export type ManifestExposure = ManifestArtifact['exposures'][string]

function manifestSchema(object: ObjectOf) {
  const node = nodeSchema(object)
  const parts = {
    sources: sourceSchema(object),
    exposures: exposureSchema(object),
    metrics: metricSchema(object),
    saved_queries: savedQuerySchema(object),
    semantic_models: semanticModelSchema(object),
    unit_tests: unitTestSchema(object),
  }
  const disabled = z.discriminatedUnion('resource_type', [...node.options, ...Object.values(parts)])
  const edges = z.record(text, z.array(text)).nullable()
  return object({
    metadata: object({
      ...metadataShape('manifest'),
      project_name: textOrNull,
      project_id: textOrNull,
      user_id: textOrNull,
      send_anonymous_usage_stats: flagOrNull,
      adapter_type: textOrNull,
      quoting: quoting(object),
      run_started_at: textOrNull,
    }),
    nodes: mapOf(node),
    sources: mapOf(parts.sources),
    macros: mapOf(macroSchema(object)),
    docs: mapOf(docSchema(object)),
    exposures: mapOf(parts.exposures),
    metrics: mapOf(parts.metrics),
    groups: mapOf(groupSchema(object)),
    selectors: mapOf(json),
    disabled: mapOf(z.array(disabled)).nullable(),
    parent_map: edges,
    child_map: edges,
    group_map: edges,
    saved_queries: mapOf(parts.saved_queries),
    semantic_models: mapOf(parts.semantic_models),
    unit_tests: mapOf(parts.unit_tests),
    functions: mapOf(object(functionShape(object))).default({}),
  })
}
