import { type FormatSpec, pad } from './format-spec.ts'

/** A number spelled in parts, before sign, grouping and padding are applied. */
export interface NumberParts {
  readonly negative: boolean
  /** `0x` and its like. */
  readonly prefix: string
  /** Digits before the point (or `inf`, `nan`). */
  readonly whole: string
  /** Point, fraction, exponent, percent sign. */
  readonly rest: string
}

/** Sign, prefix, grouped digits and padding, as Python's numeric formats compose them. */
export function composeNumber(parts: NumberParts, spec: FormatSpec, groupSize: number): string {
  const sign = parts.negative ? '-' : spec.sign === '+' || spec.sign === ' ' ? spec.sign : ''
  const lead = sign + parts.prefix
  const zeroFilled = spec.fill === '0' && spec.align === '='
  const room = zeroFilled ? spec.width - lead.length - parts.rest.length : 0
  const digits = group(parts.whole, spec.grouping, groupSize, room)
  const text = digits + parts.rest
  if (spec.align !== '=') return pad(lead + text, lead.length + text.length, spec, '>')
  return lead + spec.fill.repeat(Math.max(0, spec.width - lead.length - text.length)) + text
}

/** Separators every `size` digits; zeros fill up to `room` and are grouped as well. */
function group(digits: string, separator: string, size: number, room: number): string {
  if (separator === '' || !/^[0-9a-f]/i.test(digits)) return digits
  let text = separate(digits, separator, size)
  for (let filled = digits; text.length < room; ) {
    filled = `0${filled}`
    text = separate(filled, separator, size)
  }
  return text
}

function separate(digits: string, separator: string, size: number): string {
  const first = digits.length % size
  const groups = first === 0 ? [] : [digits.slice(0, first)]
  for (let at = first; at < digits.length; at += size) groups.push(digits.slice(at, at + size))
  return groups.join(separator)
}
