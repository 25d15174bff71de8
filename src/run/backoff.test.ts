import { expect, test } from 'vitest'
import { isPassing } from './backoff.ts'

function refusal(code: string, message: string): Error {
  return Object.assign(new Error(message), { name: 'WarehouseError', code })
}

test.each([
  ['40P01', 'deadlock detected', true],
  ['55P03', 'canceling statement due to lock timeout', true],
  ['XX000', 'could not open relation with OID 4711', true],
  ['XX000', 'cache lookup failed for relation 4711', true],
  ['XX000', 'invalid memory alloc request size', false],
  ['42P01', 'relation "could not open relation with OID" does not exist', false],
])('%s, %s: tried again is %s', (code, message, expected) => {
  expect(isPassing(refusal(code, message))).toBe(expected)
})
