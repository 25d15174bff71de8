import type { Span } from '../base/position.ts'

/** A top-level block of a macro file. */
export interface Block {
  readonly name: string
  readonly span: Span
}
