import { expect, test } from 'vitest'
import { attribute, item, slice } from './access.ts'
import { binary } from './arithmetic.ts'
import { callValue } from './call.ts'
import { equals } from './equality.ts'
import { iterate } from './iterate.ts'
import { lengthOf } from './length.ts'
import { compare, contains } from './order.ts'
import { print } from './print.ts'
import { isTrue } from './truth.ts'
import { Dict, HostObject, NO_KWARGS, Undefined, type Value } from './value.ts'

const makeUndefined = (wanted: string, reason?: string) => new Undefined(wanted, reason)

class Bare extends HostObject {
  override readonly typeName = 'Bare'

  override print(): string {
    return 'bare'
  }
}

class Amount extends HostObject {
  override readonly typeName = 'Amount'
  readonly cents: number

  constructor(cents: number) {
    super()
    this.cents = cents
  }

  override attribute(name: string): Value | undefined {
    return name === 'currency' ? null : undefined
  }

  override item(key: Value): Value | undefined {
    return key === 'cents' ? this.cents : undefined
  }

  override iterate(): Iterable<Value> {
    return [this.cents, 'cents']
  }

  override get length(): number {
    return 2
  }

  override compare(other: Value): number | undefined {
    return other instanceof Amount ? this.cents - other.cents : undefined
  }

  override arithmetic(operator: string, other: Value, reflected: boolean): Value | undefined {
    if (operator !== '-' || typeof other !== 'number') return undefined
    return new Amount(reflected ? other - this.cents : this.cents - other)
  }

  override print(): string {
    return `${this.cents} cents`
  }
}

test('what a host object does not say, it does not do', () => {
  const bare = new Bare()
  expect(attribute(bare, 'x', makeUndefined)).toMatchObject({ reason: "'Bare object' has no attribute 'x'" })
  expect(item(bare, 0, makeUndefined)).toMatchObject({ reason: 'Bare object has no element 0' })
  expect(() => iterate(bare)).toThrow("'Bare' object is not iterable")
  expect(() => lengthOf(bare)).toThrow("object of type 'Bare' has no len()")
  expect(() => contains(bare, 1)).toThrow("argument of type 'Bare' is not iterable")
  expect(() => compare('<', bare, 1)).toThrow("'<' not supported between instances of 'Bare' and 'int'")
  expect(() => binary('+', 1, bare)).toThrow("unsupported operand type(s) for +: 'int' and 'Bare'")
  expect(() => callValue(bare, [], NO_KWARGS)).toThrow("'Bare' object is not callable")
  expect(() => slice(bare, null, 1, null)).toThrow("'Bare' object is not subscriptable")
  expect([equals(bare, bare), equals(bare, new Bare()), isTrue(bare), print([bare])]).toEqual([
    true,
    false,
    true,
    '[bare]',
  ])
})

test('attributes and items are asked for in Jinja2’s order, and None is an answer', () => {
  const amount = new Amount(5)
  expect(attribute(amount, 'currency', makeUndefined)).toBe(null)
  expect(attribute(amount, 'cents', makeUndefined)).toBe(5)
  expect(item(amount, 'currency', makeUndefined)).toBe(null)
  expect(attribute(Dict.of({ x: null }), 'x', makeUndefined)).toBe(null)
  expect(item([null], 0, makeUndefined)).toBe(null)
})

test('operators ask the left operand, then the right one', () => {
  expect(print(binary('-', new Amount(5), 2))).toBe('3 cents')
  expect(print(binary('-', 7, new Amount(5)))).toBe('2 cents')
  expect(compare('<', new Amount(1), new Amount(2))).toBe(true)
  expect(contains(new Amount(5), 'cents')).toBe(true)
  expect(slice(new Amount(5), null, 1, null)).toEqual([5])
})

class Forgiving extends Undefined {
  override propagate(): Undefined {
    return this
  }
}

test('a forgiving missing value answers attributes, items, slices and calls with itself', () => {
  const missing = new Forgiving('x')
  expect(attribute(missing, 'y', makeUndefined)).toBe(missing)
  expect(item(missing, 0, makeUndefined)).toBe(missing)
  expect(slice(missing, null, 1, null)).toBe(missing)
  expect(callValue(missing, [], NO_KWARGS)).toBe(missing)
  expect(() => binary('+', missing, 1)).toThrow("'x' is undefined")
})
