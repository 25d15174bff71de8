import type { Value } from './values/value.ts'

/**
 * Thrown by the host's `return(value)` and caught where the macro was called, which then hands back `value`.
 * Not an `Error`: a stack trace would cost more than the macro, and nobody would read it.
 */
export class MacroReturn {
  readonly value: Value

  constructor(value: Value) {
    this.value = value
  }
}
