import { signature } from '../values/arguments.ts'
import { equals } from '../values/equality.ts'
import { compare, contains } from '../values/order.ts'
import type { Value } from '../values/value.ts'
import type { Test } from './test.ts'

export const isEqual = comparing('eq', equals)
export const isUnequal = comparing('ne', (a, b) => !equals(a, b))
export const isGreater = comparing('gt', (a, b) => compare('>', a, b))
export const isGreaterOrEqual = comparing('ge', (a, b) => compare('>=', a, b))
export const isLess = comparing('lt', (a, b) => compare('<', a, b))
export const isLessOrEqual = comparing('le', (a, b) => compare('<=', a, b))

/** The very same object, not merely an equal one. */
export const isSameAs = comparing('sameas', Object.is)

const bindIn = signature('in', ['seq'])

export const isIn: Test = (_context, value, args, kwargs) => contains(bindIn(args, kwargs)[0], value)

function comparing(name: string, compareValues: (a: Value, b: Value) => boolean): Test {
  const bind = signature(name, ['other'])
  return (_context, value, args, kwargs) => compareValues(value, bind(args, kwargs)[0])
}
