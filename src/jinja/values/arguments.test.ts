import { expect, test } from 'vitest'
import { signature } from './arguments.ts'
import type { Kwargs, Value } from './value.ts'

const bind = signature('f', ['a', 'b'], ['c', 'd'])
const kwargs = (fields: Record<string, Value>): Kwargs => new Map(Object.entries(fields))
const none = kwargs({})

test('arguments are bound by position and by name; what was not given stays undefined', () => {
  expect(bind([1, 2], none)).toEqual([1, 2, undefined, undefined])
  expect(bind([1], kwargs({ d: 4, b: 2 }))).toEqual([1, 2, undefined, 4])
  expect(bind([1, null, null], none)).toEqual([1, null, null, undefined])
})

test('errors are Python’s', () => {
  expect(() => bind([], none)).toThrow("f() missing 2 required positional arguments: 'a' and 'b'")
  expect(() => bind([1], none)).toThrow("f() missing 1 required positional argument: 'b'")
  expect(() => signature('g', ['a', 'b', 'c'])([], none)).toThrow(
    "g() missing 3 required positional arguments: 'a', 'b', and 'c'",
  )
  expect(() => bind([1, 2, 3, 4, 5], none)).toThrow('f() takes from 2 to 4 positional arguments but 5 were given')
  expect(() => signature('g', [])([1], none)).toThrow('g() takes 0 positional arguments but 1 was given')
  expect(() => bind([1, 2], kwargs({ x: 1 }))).toThrow("f() got an unexpected keyword argument 'x'")
  expect(() => bind([1, 2], kwargs({ a: 1 }))).toThrow("f() got multiple values for argument 'a'")
  expect(() => bind([1, 2], kwargs({ constructor: 1 }))).toThrow("f() got an unexpected keyword argument 'constructor'")
})
