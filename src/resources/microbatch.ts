import type { JsonObject } from '../base/json.ts'
import type { Macro } from './macro.ts'
import type { Model, Node } from './node.ts'

/** True for an incremental model whose strategy is to be built in batches of event time. */
export function isMicrobatch(node: Pick<Node, 'kind' | 'config'>): node is Model {
  const { config } = node
  return (
    node.kind === 'model' &&
    'incremental_strategy' in config &&
    config.materialized === 'incremental' &&
    config.incremental_strategy === 'microbatch'
  )
}

/** The macro that writes the statement of a batch. */
const STRATEGY = 'get_incremental_microbatch_sql'

/** True where the project or a package writes the statement of a batch in a way of its own. */
export function hasOwnMicrobatch(macros: Iterable<Pick<Macro, 'name' | 'package'>>): boolean {
  for (const macro of macros) if (macro.name === STRATEGY && !BUILT_IN.has(macro.package)) return true
  return false
}

const BUILT_IN: ReadonlySet<string> = new Set(['dbt', 'dbt_postgres', 'assay'])

/**
 * True where microbatch models are built batch by batch. A project with such a macro of its own, from before there were
 * batches, may say that it builds the model at once: `require_batched_execution_for_custom_microbatch_strategy: false`.
 */
export function buildsInBatches(macros: Iterable<Pick<Macro, 'name' | 'package'>>, flags: JsonObject): boolean {
  return flags.require_batched_execution_for_custom_microbatch_strategy !== false || !hasOwnMicrobatch(macros)
}
