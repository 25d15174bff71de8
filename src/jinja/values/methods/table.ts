import { NamedTuple } from '../named-tuple.ts'
import { HostObject, type Value } from '../value.ts'

/** Python's `getattr(value, name)`, or undefined. Nothing but what is listed here exists: no name reaches the host. */
export function attributeOf(value: Value, name: string): Value | undefined {
  if (value instanceof HostObject) return value.attribute(name)
  if (value instanceof NamedTuple) return value.field(name)
  return undefined
}
