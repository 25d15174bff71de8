import type { Callable } from '../../jinja/values/value.ts'
import { otherDatabasesStrategy, unknownStrategy } from '../errors.ts'
import type { Scope } from '../scope.ts'

/** dbt's own strategies that Postgres has no use for. */
const NOT_HERE: ReadonlySet<string> = new Set(['insert_overwrite'])

const BUILT_IN = ['append', 'delete+insert', 'merge', 'microbatch']

/** The macro that writes a strategy's statement: `get_incremental_<strategy>_sql`, the project's own ones included. */
export function incrementalStrategyMacro(scope: Scope, strategy: string): Callable {
  if (NOT_HERE.has(strategy)) throw otherDatabasesStrategy(strategy, knownTo(scope))
  const name = `get_incremental_${strategy.replaceAll('+', '_')}_sql`
  const macro = scope.macro(name)
  if (macro === undefined) throw unknownStrategy(strategy, name, knownTo(scope))
  return macro
}

/** The strategies there are: what is built in, then what the project and its packages have macros for. */
function knownTo(scope: Scope): readonly string[] {
  const builtIn = new Set([...BUILT_IN, ...NOT_HERE, 'default'].map((name) => name.replaceAll('+', '_')))
  const own = new Set<string>()
  for (const name of scope.names()) {
    const strategy = /^get_incremental_(\w+)_sql$/.exec(name)?.[1]
    if (strategy !== undefined && !builtIn.has(strategy)) own.add(strategy)
  }
  return [...BUILT_IN, ...[...own].sort()]
}
