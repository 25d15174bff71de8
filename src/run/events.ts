import type { Diagnostic } from '../base/diagnostic.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { BatchEvent } from './microbatch/batch-event.ts'
import type { NodeResult, RunResults } from './result.ts'

/** What happens while a run goes on, in order. `cli` prints it; nothing here knows how. */
export type RunEvent =
  | { readonly kind: 'run-started'; readonly ids: readonly UniqueId[]; readonly threads: number }
  | {
      readonly kind: 'node-started'
      readonly id: UniqueId
      readonly index: number
      readonly total: number
      readonly threadId: string
    }
  /** It is compiled; what comes now is its own work. */
  | { readonly kind: 'node-executing'; readonly id: UniqueId; readonly threadId: string }
  | { readonly kind: 'node-finished'; readonly result: NodeResult; readonly index: number; readonly total: number }
  | BatchEvent
  | OverloadEvent
  | { readonly kind: 'hook-started'; readonly id: UniqueId; readonly index: number; readonly total: number }
  | { readonly kind: 'hook-finished'; readonly result: NodeResult; readonly index: number; readonly total: number }
  | {
      readonly kind: 'statement'
      readonly id: UniqueId | null
      /** The label of the batch it belongs to. */
      readonly batch?: string
      readonly sql: string
      readonly milliseconds: number
      readonly error: unknown
      /** `SELECT 3`; null where the server refused it, or said nothing. */
      readonly answer: string | null
    }
  | {
      readonly kind: 'notice'
      readonly id: UniqueId | null
      readonly severity: string
      /** SQLSTATE, of what the server said. */
      readonly code?: string
      readonly message: string
    }
  | { readonly kind: 'warning'; readonly diagnostic: Diagnostic }
  | { readonly kind: 'run-finished'; readonly results: RunResults }

interface OfOverload {
  readonly id: UniqueId
  /** The name of its file. */
  readonly overload: string
  /** From 1 on. */
  readonly index: number
  readonly total: number
}

/** What happens to one overload of a function. */
export type OverloadEvent =
  | (OfOverload & { readonly kind: 'overload-started' })
  | (OfOverload & {
      readonly kind: 'overload-finished'
      readonly status: 'success' | 'error'
      /** What PostgreSQL reported, or why it failed. */
      readonly message: string
      /** Seconds. */
      readonly executionTime: number
    })

export type Emit = (event: RunEvent) => void
