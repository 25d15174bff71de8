import type { Span } from '../base/position.ts'
import type { Statement } from './ast.ts'

/** A parsed template. `source` is the whole file, so that spans of a block in a larger file still point right. */
export interface Template {
  readonly file: string
  readonly source: string
  /** The part of `source` that the template is. */
  readonly span: Span
  readonly body: readonly Statement[]
}
