import { z } from 'zod'
import { ownMetadataSchema } from '../read/own-metadata-schema.ts'
import { type ReadOptions, readOwnArtifact } from '../read/read-artifact.ts'
import { jsonObject, mapOf, type ObjectOf, text } from '../read/shape.ts'
import { TRAINING_SETS_VERSION } from './to-training-sets.ts'

/** `training_sets.json`, checked. */
export function readTrainingSets(input: unknown, options: ReadOptions = {}): TrainingSetsArtifact {
  return readOwnArtifact(TRAINING_SETS_VERSION, input, trainingSetsSchema, options)
}

export type TrainingSetsArtifact = z.output<ReturnType<typeof trainingSetsSchema>>

const rates = mapOf(z.number().nullable())

function trainingSetsSchema(object: ObjectOf) {
  const split = object({ name: text, start: text, end: text, rows: z.number(), label_rates: rates })
  const version = object({
    name: text,
    unique_id: text,
    version: text,
    schema_name: text,
    view_name: text,
    relation_name: text,
    code_hash: text,
    feature_version: text,
    inputs_hash: text,
    inputs: z.array(jsonObject),
    snapshot: text,
    as_of: text,
    as_of_knowledge: text.nullable(),
    splits: z.array(split),
    label_rates: rates,
    columns: z.array(object({ name: text, type: text })),
    row_count: z.number(),
    generated_at: text,
    invocation_id: text,
    dropped_at: text.nullable(),
    dropped_by: text.nullable(),
    shown: z.boolean(),
    exists: z.boolean(),
  })
  return object({
    metadata: ownMetadataSchema(object, TRAINING_SETS_VERSION),
    training_sets: mapOf(object({ name: text, versions: z.array(version) })),
  })
}
