import type { Resource } from './node.ts'

/** A `{% docs name %}` block: text that descriptions may quote. */
export interface Doc extends Resource {
  readonly kind: 'doc'
  readonly contents: string
}
