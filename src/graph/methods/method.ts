import type { Diagnostic } from '../../base/diagnostic.ts'
import type { PreviousState } from '../../resources/previous-state.ts'
import type { Graph, GraphResource } from '../graph.ts'
import type { Criterion } from '../selection-spec.ts'

/** One way to look for resources: what stands before the colon of a criterion. */
export interface Method {
  /** What the value should have been, in words or as a list, if it can never select anything; undefined if it may. */
  readonly expects?: (criterion: Criterion) => string | readonly string[] | undefined
  /** The question put to every resource. Only asked for criteria that are well-formed. */
  readonly matcher: (criterion: Criterion, scope: Scope) => (resource: GraphResource) => boolean
  /** Values that would select something, for suggestions; in any order, repeated or not. */
  readonly values: (criterion: Criterion, scope: Scope) => Iterable<string>
}

/** Where a criterion looks. */
export interface Scope {
  readonly graph: Graph
  readonly previous: PreviousState | undefined
  readonly report: (problem: Diagnostic) => void
}

/** A criterion's value where only text makes sense. */
export function textOf(criterion: Criterion): string {
  return String(criterion.value)
}
