const VIEW_BYTES = 8
const EXPONENT_BIAS = 1075

/** A float that is not negative: `value = mantissa × 2**exponent`, exactly. */
export function binaryParts(value: number): { readonly mantissa: bigint; readonly exponent: number } {
  const view = new DataView(new ArrayBuffer(VIEW_BYTES))
  view.setFloat64(0, value)
  const bits = view.getBigUint64(0)
  const biased = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & 0xfffffffffffffn
  return biased === 0
    ? { mantissa: fraction, exponent: 1 - EXPONENT_BIAS }
    : { mantissa: fraction | 0x10000000000000n, exponent: biased - EXPONENT_BIAS }
}
