/** The whole number nearest to `a / b`; a tie goes to the even one. */
export function divideRounding(a: bigint, b: bigint): bigint {
  const negative = a < 0n !== b < 0n
  const x = a < 0n ? -a : a
  const y = b < 0n ? -b : b
  const quotient = x / y
  const twice = (x - quotient * y) * 2n
  const up = twice > y || (twice === y && quotient % 2n === 1n)
  const magnitude = up ? quotient + 1n : quotient
  return negative ? -magnitude : magnitude
}
