import type { Notice, QueryResult } from './warehouse.ts'

/** What can be asked of a connection. */
export type Request =
  | { readonly kind: 'statements'; readonly sql: string }
  | { readonly kind: 'query'; readonly sql: string; readonly parameters: readonly (string | null)[] }
  | { readonly kind: 'copy'; readonly sql: string; readonly chunks: AsyncIterable<string> | Iterable<string> }

/** A connection as its owner sees it, one request at a time; the pool lends it out as a `Session`. */
export interface Channel {
  readonly processId: number
  /** False once it broke or was closed: it will not answer again. */
  readonly alive: boolean
  readonly inTransaction: boolean
  /** Rejects with a `WarehouseError` only when the server is ready for the next request, or never will be. */
  exchange(request: Request, signal?: AbortSignal): Promise<readonly QueryResult[]>
  takeNotices(): readonly Notice[]
  /** Cancels what runs and ends the connection. */
  close(): Promise<void>
}
