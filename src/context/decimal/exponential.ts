import { type Finite, finite } from './number.ts'

/**
 * Fixed-point logarithm and exponential function with more digits than any result has. They are slow and exact enough;
 * a template that raises a numeric column to a fraction does it a few times.
 */
const DIGITS = 70
const ONE = 10n ** BigInt(DIGITS)
const LN10 = -lnOfFraction(ONE / 10n)

/** `base ** exponent` for a positive base, with some sixty good digits. */
export function fractionalPower(base: Finite, exponent: Finite): Finite {
  const power = (ln(base) * toFixedPoint(exponent)) / ONE
  // 10 to the whole part, e to the rest.
  const tens = power / LN10
  return finite(exp(power - tens * LN10), Number(tens) - DIGITS)
}

/** The natural logarithm of a positive number, in units of 10^-70. */
function ln({ coefficient, exponent }: Finite): bigint {
  const digits = coefficient.toString().length
  const fraction =
    digits <= DIGITS ? coefficient * 10n ** BigInt(DIGITS - digits) : coefficient / 10n ** BigInt(digits - DIGITS)
  return lnOfFraction(fraction) + BigInt(exponent + digits) * LN10
}

/** For 0.1 ≤ x < 1: 2 artanh((x − 1) / (x + 1)), whose series loses at least a third with each term. */
function lnOfFraction(x: bigint): bigint {
  const z = ((x - ONE) * ONE) / (x + ONE)
  const square = (z * z) / ONE
  let sum = 0n
  let power = z
  for (let n = 1n; power !== 0n; n += 2n) {
    sum += power / n
    power = (power * square) / ONE
  }
  return 2n * sum
}

function exp(x: bigint): bigint {
  let sum = ONE
  let term = ONE
  for (let n = 1n; term !== 0n; n++) {
    term = (term * x) / (ONE * n)
    sum += term
  }
  return sum
}

function toFixedPoint({ negative, coefficient, exponent }: Finite): bigint {
  const places = exponent + DIGITS
  const magnitude = places >= 0 ? coefficient * 10n ** BigInt(places) : coefficient / 10n ** BigInt(-places)
  return negative ? -magnitude : magnitude
}
