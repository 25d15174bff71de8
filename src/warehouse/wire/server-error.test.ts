import fc from 'fast-check'
import { expect, test } from 'vitest'
import { serverError } from './server-error.ts'

test("a place counted in characters from 1 becomes JavaScript's offset of the same character", () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.nat(), (sql, n) => {
      const characters = Array.from(sql)
      const index = n % characters.length
      const error = serverError({ message: 'm', position: String(index + 1) }, sql, {
        connectionLost: false,
        cause: undefined,
      })
      expect(error.position).toBe(characters.slice(0, index).join('').length)
    }),
  )
})

test('a place behind the end is the end, and no place is null', () => {
  const at = (position: string | undefined) =>
    serverError({ message: 'm', position }, 'ab🐎', { connectionLost: false, cause: undefined }).position
  expect(at('4')).toBe(4)
  expect(at('99')).toBe(4)
  expect(at(undefined)).toBe(null)
})
