/** What a value is made of: columns of relations, each with the way it goes in, and what could not be found out. */
import { COLUMN_USES, type RowUse, type ColumnUse as Use } from '../resources/column-use.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { Unresolved } from './errors.ts'

/** A column that something is made of. `*` stands for the rows as such: `count(*)` counts them. */
export interface Origin {
  /** Null for a relation that is nobody's. */
  readonly id: UniqueId | null
  /** `schema.name` */
  readonly relation: string
  readonly column: string
  readonly use: Use
}

export interface Trace {
  readonly origins: ReadonlyMap<string, Origin>
  readonly unresolved: readonly Unresolved[]
}

export const NOTHING: Trace = { origins: new Map(), unresolved: [] }

export function originTrace(origin: Origin): Trace {
  return { origins: new Map([[keyOf(origin), origin]]), unresolved: [] }
}

export function unresolvedTrace(reason: Unresolved): Trace {
  return { origins: NOTHING.origins, unresolved: [reason] }
}

/** All of them together. */
export function combine(traces: Iterable<Trace>): Trace {
  const origins = new Map<string, Origin>()
  const unresolved: Unresolved[] = []
  let some: Trace | null = null
  let several = false
  for (const trace of traces) {
    if (trace.origins.size === 0 && trace.unresolved.length === 0) continue
    if (some !== null) several = true
    some = trace
    for (const [key, origin] of trace.origins) {
      const known = origins.get(key)
      if (known === undefined || strength(origin.use) > strength(known.use)) origins.set(key, origin)
    }
    for (const reason of trace.unresolved)
      if (!unresolved.some(({ message }) => message === reason.message)) unresolved.push(reason)
  }
  if (some === null) return NOTHING
  return several ? { origins, unresolved } : some
}

/** The same columns where what is made of them goes on in the way `use`. */
export function as(use: Use, trace: Trace): Trace {
  if (use === 'pass' || trace.origins.size === 0) return trace
  const origins = new Map<string, Origin>()
  for (const [key, origin] of trace.origins) origins.set(key, { ...origin, use: through(origin.use, use) })
  return { origins, unresolved: trace.unresolved }
}

/** A column that goes in as `inner` into what goes in as `outer`. */
function through(inner: Use, outer: Use): Use {
  if (isOfRows(outer) || outer === 'condition') return outer
  if (isOfRows(inner) || inner === 'condition') return 'condition'
  // Of what was counted nothing is left.
  if (inner === 'count' || outer === 'count') return 'count'
  return strength(inner) > strength(outer) ? inner : outer
}

export function isOfRows(use: Use): use is RowUse {
  return strength(use) < strength('condition')
}

function strength(use: Use): number {
  return -COLUMN_USES.indexOf(use)
}

function keyOf({ id, relation, column }: Origin): string {
  return JSON.stringify([id ?? relation, column])
}

export type { RowUse, Use }
