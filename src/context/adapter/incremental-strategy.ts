import { didYouMean } from '../../base/near-miss.ts'
import type { Callable } from '../../jinja/values/value.ts'
import { raisedByProject } from '../errors.ts'
import type { Scope } from '../scope.ts'

/** dbt's own strategies that Postgres has no use for. */
const NOT_HERE: ReadonlySet<string> = new Set(['insert_overwrite'])

const BUILT_IN = ['append', 'delete+insert', 'merge', 'microbatch']

/** The macro that writes a strategy's statement: `get_incremental_<strategy>_sql`, the project's own ones included. */
export function incrementalStrategyMacro(scope: Scope, strategy: string): Callable {
  if (NOT_HERE.has(strategy))
    throw raisedByProject(`the incremental strategy '${strategy}' is not valid for this adapter`)
  const name = `get_incremental_${strategy.replaceAll('+', '_')}_sql`
  const macro = scope.macro(name)
  if (macro === undefined) {
    const near = didYouMean(strategy, BUILT_IN)
    throw raisedByProject(
      `there is no incremental strategy '${strategy}': no macro '${name}'${near === undefined ? ` (built in are ${BUILT_IN.join(', ')})` : `; ${near}`}`,
    )
  }
  return macro
}
