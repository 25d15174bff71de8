/** The float nearest to the quotient of two integers of any size; infinite when there is none. */
export function nearestQuotient(a: bigint, b: bigint): number {
  const x = a < 0n ? -a : a
  const y = b < 0n ? -b : b
  // 66 or 67 bits of quotient, the last of them sticky (set when anything lies below), so that rounding happens once.
  const shift = 66 - (bitLength(x) - bitLength(y))
  const dividend = shift > 0 ? x << BigInt(shift) : x
  const divisor = shift > 0 ? y : y << BigInt(-shift)
  const quotient = dividend / divisor
  const magnitude = scaleDown(dividend % divisor === 0n ? quotient : quotient | 1n, shift)
  return a < 0n !== b < 0n ? -magnitude : magnitude
}

/** `integer / 2**shift` for an integer of some 66 bits, rounded once. */
function scaleDown(integer: bigint, shift: number): number {
  const bits = bitLength(integer) - shift + 1074
  if (bits < 53) return bits < 0 ? 0 : Number(dropBits(integer, bitLength(integer) - bits)) * Number.MIN_VALUE
  // 2**shift may be no float where the result is one; dividing by powers of two is exact, so two steps lose nothing.
  const half = Math.trunc(shift / 2)
  return Number(integer) / 2 ** half / 2 ** (shift - half)
}

/** `integer / 2**count` rounded to the nearest, ties to even: a subnormal float has fewer than 53 bits. */
function dropBits(integer: bigint, count: number): bigint {
  const kept = integer >> BigInt(count)
  const rest = integer - (kept << BigInt(count))
  const half = 1n << BigInt(count - 1)
  return rest > half || (rest === half && (kept & 1n) === 1n) ? kept + 1n : kept
}

/** `int.bit_length()` */
export function bitLength(integer: bigint): number {
  const hex = (integer < 0n ? -integer : integer).toString(16)
  if (hex === '0') return 0
  return (hex.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(hex[0] as string, 16)))
}
