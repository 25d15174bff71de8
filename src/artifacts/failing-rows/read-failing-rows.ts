import { z } from 'zod'
import { ownMetadataSchema } from '../read/own-metadata-schema.ts'
import { type ReadOptions, readOwnArtifact } from '../read/read-artifact.ts'
import { type ObjectOf, text, textOrNull } from '../read/shape.ts'
import { FAILING_ROWS_VERSION } from './to-failing-rows.ts'

/** `failing_rows.json`, checked. */
export function readFailingRows(input: unknown, options: ReadOptions = {}): FailingRowsArtifact {
  return readOwnArtifact(FAILING_ROWS_VERSION, input, failingRowsSchema, options)
}

export type FailingRowsArtifact = z.output<ReturnType<typeof failingRowsSchema>>

function failingRowsSchema(object: ObjectOf) {
  const found = object({
    status: z.enum(['fail', 'warn']),
    failures: z.number(),
    stored_in: textOrNull,
    columns: z.array(text),
    rows: z.array(z.array(z.string().nullable())),
    masked: z.array(text),
  })
  return object({
    metadata: ownMetadataSchema(object, FAILING_ROWS_VERSION),
    tests: z.record(z.string(), found),
  })
}
