import { signature } from '../values/arguments.ts'
import { textOf } from '../values/text.ts'
import { PySet, type Value } from '../values/value.ts'
import type { Test } from './test.ts'

const bindFilter = signature('filter', [])

/** Whether there is a filter of that name. */
export const isFilter: Test = (context, value, args, kwargs) => {
  bindFilter(args, kwargs)
  return isNameIn(context.filters, value)
}

const bindTest = signature('test', [])

/** Whether there is a test of that name. */
export const isTest: Test = (context, value, args, kwargs) => {
  bindTest(args, kwargs)
  return isNameIn(context.tests, value)
}

function isNameIn(table: object, value: Value): boolean {
  const name = textOf(value)
  if (name !== undefined) return name in table
  // Python looks it up all the same, and a list cannot be looked up: the set says so.
  return new PySet().has(value)
}
