import type { UniqueId } from '../../resources/ids.ts'

interface OfBatch {
  readonly id: UniqueId
  /** `2020-01-01`: what the batch is called, in files too. */
  readonly label: string
  /** From 1 on. */
  readonly index: number
  readonly total: number
}

/** What happens to one batch of a microbatch model. */
export type BatchEvent =
  | (OfBatch & { readonly kind: 'batch-started' })
  | (OfBatch & {
      readonly kind: 'batch-finished'
      readonly status: 'success' | 'error' | 'skipped'
      /** What PostgreSQL reported, or why it failed. */
      readonly message: string
      /** Seconds. */
      readonly executionTime: number
      readonly compiledCode: string | null
    })
