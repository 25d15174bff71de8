import { z } from 'zod'
import { type ReadOptions, readArtifact } from '../read/read-artifact.ts'
import { mapOf, metadataShape, type ObjectOf, text, textOrNull } from '../read/shape.ts'

/** `catalog.json`, version 1. */
export function readCatalog(input: unknown, options: ReadOptions = {}): CatalogArtifact {
  return readArtifact('catalog', input, catalogSchema, options)
}

export type CatalogArtifact = z.output<ReturnType<typeof catalogSchema>>
export type CatalogTable = CatalogArtifact['nodes'][string]

function catalogSchema(object: ObjectOf) {
  const stat = object({
    id: text,
    label: text,
    value: z.union([z.boolean(), z.string(), z.number(), z.null()]),
    include: z.boolean(),
    description: textOrNull,
  })
  const column = object({ type: text, index: z.number().int(), name: text, comment: textOrNull })
  const table = object({
    metadata: object({
      type: text,
      schema: text,
      name: text,
      database: textOrNull,
      comment: textOrNull,
      owner: textOrNull,
    }),
    columns: mapOf(column),
    stats: mapOf(stat),
    unique_id: textOrNull,
  })
  return object({
    metadata: object(metadataShape('catalog')),
    nodes: mapOf(table),
    sources: mapOf(table),
    errors: z.array(text).nullable().default(null),
  })
}
