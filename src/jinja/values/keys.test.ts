import fc from 'fast-check'
import { expect, test } from 'vitest'
import { equals } from './equality.ts'
import { Markup } from './markup.ts'
import { Dict, Float, HostObject, PySet, Tuple, Undefined, type Value } from './value.ts'

const scalar: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom(null, true, false, 0, 1, 2, '', '1', 'a'),
  fc.constantFrom(0, 1, 2, 1.5, 2 ** 60).map((x) => new Float(x)),
  fc.constantFrom(2n ** 60n, 2n ** 60n + 1n),
  fc.constantFrom('a', '1').map((text) => new Markup(text)),
)
const key = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 2 }).map((items) => new Tuple(items)),
)

test('two values are one key exactly when they are equal', () => {
  fc.assert(
    fc.property(key, key, (a, b) => {
      expect(new Dict([[a, 'found']]).has(b)).toBe(equals(a, b))
      expect(new PySet([a, b]).size).toBe(equals(a, b) ? 1 : 2)
    }),
    { numRuns: 5000 },
  )
})

test('equality is symmetric', () => {
  fc.assert(
    fc.property(key, key, (a, b) => equals(a, b) === equals(b, a)),
    { numRuns: 2000 },
  )
})

test('a dict keeps the first spelling of a key and the last value', () => {
  const dict = new Dict([
    [1, 'int'],
    [new Float(1), 'float'],
    [true, 'bool'],
  ])
  expect([...dict]).toEqual([[1, 'bool']])
})

test('lists, dicts and sets are no keys', () => {
  expect(() => new Dict([[[], 1]])).toThrow("unhashable type: 'list'")
  expect(() => new Dict([[new Tuple([new Dict()]), 1]])).toThrow("unhashable type: 'dict'")
  expect(() => new PySet([new PySet()])).toThrow("unhashable type: 'set'")
})

test('missing values are one key, whatever they were called', () => {
  expect(new PySet([new Undefined('a'), new Undefined('b')]).size).toBe(1)
})

class Relation extends HostObject {
  override readonly typeName = 'Relation'
  readonly name: string

  constructor(name: string) {
    super()
    this.name = name
  }

  override get hashKey(): string {
    return this.name
  }

  override equals(other: Value): boolean {
    return other instanceof Relation && other.name === this.name
  }

  override print(): string {
    return this.name
  }
}

test('host objects are keys by their own word', () => {
  const dict = new Dict([[new Relation('orders'), 1]])
  expect(dict.get(new Relation('orders'))).toBe(1)
  expect(dict.has(new Relation('payments'))).toBe(false)
  expect(dict.has('orders')).toBe(false)
})
