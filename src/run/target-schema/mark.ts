/**
 * Schemas of one's own for a branch (`--target-schema pr_123`). A schema that a run makes for one is marked by its
 * comment, and what is built there is written down in a table beside it: `teardown` drops what is known by both, and
 * nothing else.
 */
import type { TargetSchema } from '../../resources/target-schema.ts'

/** The comment that says for what a schema was made. */
export function schemaMark({ name, project }: TargetSchema): string {
  return `assay: made for --target-schema ${name} of ${project}`
}

/** In the target schema: what was built for it, in all its schemas. */
export const RECORD = 'assay_made'
