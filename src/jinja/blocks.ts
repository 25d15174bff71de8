import type { Span } from '../base/position.ts'
import type { BlockKind, Parameter } from './ast.ts'
import type { Template } from './template.ts'

/**
 * A top-level block of a macro file. It is a `Template` too: rendering a snapshot or docs block renders what is
 * between its tags; macros, tests and materializations are called (`bindMacro`).
 */
export interface Block extends Template {
  readonly kind: BlockKind
  /** dbt's full name: `test_<n>` for tests, `materialization_<n>_<adapter or default>`, otherwise as written. */
  readonly name: string
  /** The name as written in the tag. */
  readonly label: string
  readonly labelSpan: Span
  /** The whole block with its tags, and with the white space that their `-` takes in: dbt's `macro_sql`. */
  readonly span: Span
  /** What is between the tags: dbt's `raw_code` of a snapshot. */
  readonly contents: Span
  readonly parameters: readonly Parameter[]
  /** Of a materialization: `default` or what `adapter=` says. */
  readonly adapter: string | null
  readonly supportedLanguages: readonly string[] | null
}
