import { AssayError, type Diagnostic } from '../base/diagnostic.ts'
import { type RelationName, writeRelation } from '../resources/relation.ts'
import { asDatabaseError } from './database-error.ts'

/** A view, materialized view or key that could not be led to the new relation: nothing was published. */
export function brokenDependant(live: RelationName, what: string, cause: unknown): AssayError {
  return new AssayError({
    code: 'publish-breaks-dependant',
    severity: 'error',
    message: `${what} reads ${writeRelation(live)} and does not fit what was built: ${messageOf(cause)}`,
    hint: 'nothing was published; keep the columns it needs, or change or drop it first',
    cause,
  })
}

/** Something else than a view or a key holds the old relation (a function's body, a policy, a partition …). */
export function heldByDependants(live: RelationName, cause: unknown): AssayError {
  const detail = asDatabaseError(cause)?.detail
  return new AssayError({
    code: 'publish-held-by-dependant',
    severity: 'error',
    message: `${writeRelation(live)} cannot be replaced, other objects depend on it${detail ? `: ${detail}` : ''}`,
    hint: 'nothing was published; drop these objects, or re-create them in a post-hook',
    cause,
  })
}

/** A relation that stepped aside and must stay, because a view still reads it and cannot be led away. */
export function keptRetired(kept: string, live: RelationName, cause: unknown): Diagnostic {
  return {
    code: 'retired-relation-kept',
    severity: 'warning',
    message: `${kept} is kept: a view still reads it and does not fit the new ${writeRelation(live)}: ${messageOf(cause)}`,
    hint: 'rebuild or drop that view; the next run then removes the old relation',
    cause,
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
