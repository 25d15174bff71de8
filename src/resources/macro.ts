import type { JsonObject } from '../base/json.ts'
import type { Block } from '../jinja/blocks.ts'
import type { DocsConfig } from './config.ts'
import type { UniqueId } from './ids.ts'
import type { Resource } from './node.ts'

/**
 * A macro, generic test (`test_<name>`) or materialization (`materialization_<name>_<adapter>`); `name` is the full
 * one in parentheses. `block` is its syntax tree and its place.
 */
export interface Macro extends Resource {
  readonly kind: 'macro'
  readonly form: 'macro' | 'test' | 'materialization'
  readonly block: Block
  readonly code: string
  readonly description: string
  readonly meta: JsonObject
  readonly docs: DocsConfig
  readonly patchPath: string | null
  readonly arguments: readonly MacroArgument[]
  readonly supportedLanguages: readonly string[] | null
  readonly dependsOn: { readonly macros: readonly UniqueId[] }
  readonly createdAt: number
}

export interface MacroArgument {
  readonly name: string
  readonly type: string | null
  readonly description: string
}
