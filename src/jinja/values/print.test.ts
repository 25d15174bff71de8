import fc from 'fast-check'
import { expect, test } from 'vitest'
import { render } from '../render.ts'
import { equals } from './equality.ts'
import { floatRepr } from './float.ts'
import { parseFloatText, parseInteger } from './parse-number.ts'
import { print, repr } from './print.ts'
import { Dict, Float, Tuple, Undefined, type Value } from './value.ts'

const finite = fc.double({ noNaN: true, noDefaultInfinity: true })

test('a printed float reads back as itself, with a point or an exponent', () => {
  fc.assert(
    fc.property(finite, (value) => {
      const text = floatRepr(value)
      expect(Object.is(Number(text), value)).toBe(true)
      expect(parseFloatText(text)).toBe(value)
      expect(text).toMatch(/^-?\d+(\.\d+)?(e[+-]\d\d+)?$/)
      expect(text).toMatch(/[.e]/)
    }),
    { numRuns: 2000 },
  )
})

test('a printed int reads back as itself in every base', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }), fc.integer({ min: 2, max: 36 }), (n, base) => {
      expect(BigInt(parseInteger(` ${n.toString(base)}\n`, base) as number | bigint)).toBe(n)
    }),
  )
})

const text = fc.string({ unit: 'binary', maxLength: 8 })
const scalar: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom(null, true, false),
  fc.maxSafeInteger().filter((n) => n !== 0),
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 70n }),
  finite.filter((x) => !Object.is(x, -0)).map((x) => new Float(x)),
  text,
)
const { value: anyValue } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(tie('value'), { maxLength: 3 }).map((items) => new Tuple(items)),
    fc.array(fc.tuple(scalar, tie('value')), { maxLength: 3 }).map((pairs) => new Dict(pairs)),
  ),
}))

test('a printed value is the literal of an equal value', async () => {
  await fc.assert(
    fc.asyncProperty(anyValue, async (value) => {
      const literal = repr(value)
      expect(await render(`{{ (${literal}) == value }}|{{ [${literal}] }}`, { value })).toBe(`True|[${literal}]`)
    }),
    { numRuns: 500 },
  )
})

test('what is inside itself is not printed forever', () => {
  const list: Value[] = [1]
  const dict = Dict.of({ list })
  list.push(dict, new Tuple([list]))
  expect(print(list)).toBe("[1, {'list': [...]}, ([...],)]")
  expect(print(dict)).toBe("{'list': [1, {...}, ([...],)]}")
})

test('a missing value prints nothing by itself and its type among others', () => {
  expect(print(new Undefined('x'))).toBe('')
  expect(print([new Undefined('x')])).toBe('[Undefined]')
})

test('an int beyond 4300 digits is refused, as Python refuses it', () => {
  expect(print(10n ** 4299n)).toHaveLength(4300)
  expect(() => print(10n ** 4300n)).toThrow('Exceeds the limit (4300 digits) for integer string conversion')
})

test('a copy made member by member is equal, and one with something more is not', () => {
  fc.assert(
    fc.property(anyValue, (value) => {
      expect(equals(value, copy(value))).toBe(true)
      expect(equals([value], [copy(value), null])).toBe(false)
    }),
  )
})

function copy(value: Value): Value {
  if (Array.isArray(value)) return value.map(copy)
  if (value instanceof Tuple) return new Tuple(value.items.map(copy))
  if (value instanceof Dict) return new Dict([...value].map(([key, member]) => [key, copy(member)]))
  return value instanceof Float ? new Float(value.value) : value
}
