import type { Value } from '../jinja/values/value.ts'

/**
 * The attributes of a kind of lent object: what is not in the table does not exist. A null prototype keeps what
 * JavaScript objects inherit out of reach.
 */
export type Members<Self> = Readonly<Record<string, (self: Self) => Value>>

export function members<Self>(table: Record<string, (self: Self) => Value>): Members<Self> {
  return Object.freeze(Object.assign(Object.create(null) as Record<string, (self: Self) => Value>, table))
}

/** `self.name`, or undefined. */
export function memberOf<Self>(table: Members<Self>, self: Self, name: string): Value | undefined {
  return table[name]?.(self)
}
