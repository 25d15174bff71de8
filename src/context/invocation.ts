import type { JsonObject } from '../base/json.ts'
import type { Target } from '../resources/connection.ts'
import type { Quoting } from '../resources/relation.ts'
import type { Log } from './log.ts'
import type { ProjectFacts } from './runtime-config.ts'

/** What is the same for all templates of one command. Clock and environment are read once, in `cli`. */
export interface Invocation {
  /** `invocation_id`, a UUID. */
  readonly id: string
  readonly startedAt: Date
  /** The time of day, for `modules.datetime`. */
  readonly clock: () => Date
  /** What the filter `random` asks; `Math.random` where none is given. */
  readonly chance?: () => number
  readonly environment: Readonly<Record<string, string | undefined>>
  /** `flags`, under dbt's upper-case names. */
  readonly flags: JsonObject
  /** The project file's own `flags:`, for `adapter.behavior`. */
  readonly projectFlags?: JsonObject
  /** `invocation_args_dict` */
  readonly arguments: JsonObject
  readonly projectName: string
  /** What else templates may know of the project. */
  readonly project?: ProjectFacts
  readonly target: Target
  /** The project's quoting policy, dbt's default where it says nothing. */
  readonly quoting: Quoting
  readonly log: Log
}

/** The dbt version whose behaviour and artifacts we follow; packages compare it. */
export const DBT_VERSION = '1.12.6'
