import { signature } from '../values/arguments.ts'
import { binary } from '../values/arithmetic.ts'
import { equals } from '../values/equality.ts'
import { plain } from './plain.ts'
import type { Test } from './test.ts'

export const isOdd = plain('odd', (value) => equals(binary('%', value, 2), 1))
export const isEven = plain('even', (value) => equals(binary('%', value, 2), 0))

const bind = signature('divisibleby', ['num'])

export const isDivisibleBy: Test = (_context, value, args, kwargs) =>
  equals(binary('%', value, bind(args, kwargs)[0]), 0)
