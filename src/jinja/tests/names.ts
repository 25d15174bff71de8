import { signature } from '../values/arguments.ts'
import { textOf } from '../values/text.ts'
import type { Test } from './test.ts'

const bindFilter = signature('filter', [])

/** Whether there is a filter of that name. */
export const isFilter: Test = (context, value, args, kwargs) => {
  bindFilter(args, kwargs)
  return (textOf(value) ?? '') in context.filters
}

const bindTest = signature('test', [])

/** Whether there is a test of that name. */
export const isTest: Test = (context, value, args, kwargs) => {
  bindTest(args, kwargs)
  return (textOf(value) ?? '') in context.tests
}
