import { z } from 'zod'
import { COLUMN_USES } from '../../resources/column-use.ts'
import { mapOf, type ObjectOf, text } from '../read/shape.ts'

/** The `lineage` of one resource in `assay.json`. */
export function lineageSchema(object: ObjectOf) {
  const origin = object({ unique_id: text.nullable(), relation: text, column: text, use: z.enum(COLUMN_USES) })
  const reasons = z.array(object({ code: text, message: text }))
  return object({
    columns: mapOf(object({ from: z.array(origin), unresolved: reasons })),
    rows: z.array(origin),
    unresolved: reasons,
  })
}
