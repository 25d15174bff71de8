import type { Json } from '../base/json.ts'

/** One parameter of a function, as a property file declares it. */
export interface FunctionArgument {
  readonly name: string
  readonly data_type: string
  readonly description: string | null
  /** What a call may leave out; SQL, or a plain value that reads the same. */
  readonly default_value: Json
}

export interface FunctionReturns {
  readonly data_type: string
  readonly description: string | null
}

/** What dbt puts down for a function that no property file gives a type; the database refuses it by that name. */
export const UNKNOWN_RETURNS: FunctionReturns = { data_type: 'INVALID_TYPE', description: null }
