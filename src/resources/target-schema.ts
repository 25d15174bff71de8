/** A schema in place of the target's own, for one branch; and the project that is built in it. */
export interface TargetSchema {
  readonly name: string
  readonly project: string
}
