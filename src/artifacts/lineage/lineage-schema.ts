import { z } from 'zod'
import type { Use } from '../../lineage/lineage.ts'
import { mapOf, type ObjectOf, text } from '../read/shape.ts'

const USES = [
  'pass',
  'transform',
  'aggregate',
  'condition',
  'filter',
  'join',
  'group',
  'distinct',
  'order',
  'from',
] as const satisfies readonly Use[]

/** The `lineage` of one resource in `assay.json`. */
export function lineageSchema(object: ObjectOf) {
  const origin = object({ unique_id: text.nullable(), relation: text, column: text, use: z.enum(USES) })
  const reasons = z.array(object({ code: text, message: text }))
  return object({
    columns: mapOf(object({ from: z.array(origin), unresolved: reasons })),
    rows: z.array(origin),
    unresolved: reasons,
  })
}
