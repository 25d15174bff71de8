import { z } from 'zod'
import { lineageSchema } from '../lineage/lineage-schema.ts'
import { type ReadOptions, readOwnArtifact } from '../read/read-artifact.ts'
import { mapOf, type ObjectOf, text } from '../read/shape.ts'
import { ASSAY_VERSION } from './to-assay.ts'

/** `assay.json`. */
export function readAssay(input: unknown, options: ReadOptions = {}): AssayArtifact {
  return readOwnArtifact(ASSAY_VERSION, input, assaySchema, options)
}

export type AssayArtifact = z.output<ReturnType<typeof assaySchema>>

const orNull = text.nullable()
const texts = z.array(text)

function assaySchema(object: ObjectOf) {
  return object({
    metadata: object({ assay_schema_version: z.literal(ASSAY_VERSION), generated_at: text, invocation_id: text }),
    resources: mapOf(
      object({
        entity: entitySchema(object).optional(),
        clocks: clocksSchema(object).optional(),
        feature_view: featureViewSchema(object).optional(),
        training_set: trainingSetSchema(object).optional(),
        lineage: lineageSchema(object).optional(),
        code: text.optional(),
      }),
    ),
  })
}

function entitySchema(object: ObjectOf) {
  return object({
    name: text,
    package_name: text,
    original_file_path: text,
    description: text,
    keys: texts,
    feature_views: texts,
  })
}

function clocksSchema(object: ObjectOf) {
  return object({
    entity: texts,
    event_time: orNull,
    knowledge_time: orNull,
    availability_delay: orNull,
    tie_break: texts,
    event_key: texts,
    static: z.boolean(),
    known_in_advance: z.boolean(),
    late_columns: mapOf(text),
    label: texts,
    spine: z.boolean(),
  })
}

function featureViewSchema(object: ObjectOf) {
  const feature = object({
    name: text,
    kind: z.enum(['latest', 'aggregate', 'expression']),
    description: text,
    dtype: orNull,
    unit: orNull,
    tags: texts,
    nulls: z.union([z.enum(['allow', 'forbid']), object({ fill: text })]),
    column: orNull,
    ttl: orNull,
    function: orNull,
    window: orNull,
    where: orNull,
    expression: orNull,
  })
  return object({ entity: orNull, keys: texts, reads: text, owner: orNull, features: z.array(feature) })
}

function trainingSetSchema(object: ObjectOf) {
  const span = object({ name: text, length: text })
  const view = object({ unique_id: text, features: texts.nullable(), prefix: text, entity: mapOf(text).nullable() })
  return object({
    spine: text,
    feature_views: z.array(view),
    label: texts,
    label_observed_at: orNull,
    splits: object({
      spans: z.array(span),
      label_lag: orNull,
      embargo: orNull,
      as_of: orNull,
      group_by: texts,
    }).nullable(),
  })
}
