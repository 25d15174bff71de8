import { adjusted, type DecimalNumber, type Finite, signed } from './number.ts'

/** Negative, zero or positive; undefined beside NaN, which has no order. */
export function compareDecimals(a: DecimalNumber, b: DecimalNumber): number | undefined {
  if (a.kind === 'nan' || b.kind === 'nan') return undefined
  if (a.kind === 'infinite' || b.kind === 'infinite') return infinity(a) - infinity(b)
  return compareFinite(a, b)
}

function infinity(number: DecimalNumber): number {
  if (number.kind !== 'infinite') return 0
  return number.negative ? -1 : 1
}

function compareFinite(a: Finite, b: Finite): number {
  if (a.coefficient === 0n && b.coefficient === 0n) return 0
  const sign = Math.sign(Number(signed(a) > 0n) - Number(signed(a) < 0n))
  const other = Math.sign(Number(signed(b) > 0n) - Number(signed(b) < 0n))
  if (sign !== other) return sign - other
  // Numbers of different size need no common exponent, which could be a million digits away.
  const size = adjusted(a) - adjusted(b)
  if (size !== 0) return size * sign
  const exponent = Math.min(a.exponent, b.exponent)
  const x = a.coefficient * 10n ** BigInt(a.exponent - exponent)
  const y = b.coefficient * 10n ** BigInt(b.exponent - exponent)
  return x === y ? 0 : x < y ? -sign : sign
}
