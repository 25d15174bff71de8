import { type BinaryOperator, binary } from '../../../jinja/values/arithmetic.ts'
import { HostObject, type Value } from '../../../jinja/values/value.ts'

/** The flags of a pattern, as Python numbers them. */
export const TEMPLATE = 1
export const IGNORECASE = 2
export const LOCALE = 4
export const MULTILINE = 8
export const DOTALL = 16
export const UNICODE = 32
export const VERBOSE = 64
export const DEBUG = 128
export const ASCII = 256

/** How `\w`, `\d`, `\s` and `\b` are meant: one of them at a time. */
export const TYPE_FLAGS = LOCALE | UNICODE | ASCII

/** Those that hold for a whole pattern and cannot be switched for a group. */
export const GLOBAL_FLAGS = TEMPLATE | DEBUG

export const FLAG_NAMES: readonly (readonly [string, number])[] = [
  ['TEMPLATE', TEMPLATE],
  ['IGNORECASE', IGNORECASE],
  ['LOCALE', LOCALE],
  ['MULTILINE', MULTILINE],
  ['DOTALL', DOTALL],
  ['UNICODE', UNICODE],
  ['VERBOSE', VERBOSE],
  ['DEBUG', DEBUG],
  ['ASCII', ASCII],
]

/** `re.IGNORECASE|re.MULTILINE`, and in hexadecimal what has no name. */
export function flagText(flags: number): string {
  const parts: string[] = []
  let rest = flags
  for (const [name, flag] of FLAG_NAMES) {
    if ((flags & flag) === 0) continue
    parts.push(`re.${name}`)
    rest &= ~flag
  }
  if (rest !== 0) parts.push(`0x${rest.toString(16)}`)
  return parts.join('|')
}

/** Python's `re.RegexFlag`: an int that prints with its name. */
export class RegexFlag extends HostObject {
  override readonly typeName = 'RegexFlag'
  readonly value: number

  constructor(value: number) {
    super()
    this.value = value
  }

  override get plain(): Value {
    return this.value
  }

  override get isNumber(): boolean {
    return true
  }

  override get integer(): number {
    return this.value
  }

  override get float(): number {
    return this.value
  }

  override get truth(): boolean {
    return this.value !== 0
  }

  override compare(other: Value): number | undefined {
    return typeof other === 'number'
      ? this.value - other
      : other instanceof RegexFlag
        ? this.value - other.value
        : undefined
  }

  override attribute(name: string): Value | undefined {
    switch (name) {
      case 'value':
        return this.value
      case 'name':
        return this.value === 0 ? 'NOFLAG' : flagText(this.value).replaceAll('re.', '')
      default:
        return undefined
    }
  }

  /** Ints come out: Jinja has no `|` for them, so `re.I + re.M` is how flags are put together. */
  override arithmetic(operator: BinaryOperator, other: Value, reflected: boolean): Value {
    const number = other instanceof RegexFlag ? other.value : other
    return reflected ? binary(operator, number, this.value) : binary(operator, this.value, number)
  }

  override unary(operator: '-' | '+' | 'abs'): Value {
    return operator === '-' ? 0 - this.value : Math.abs(this.value)
  }

  override print(): string {
    return this.value === 0 ? 're.NOFLAG' : flagText(this.value)
  }
}

/** Flags are ints wherever ints are wanted. */
export function flagless(value: Value): Value {
  return value instanceof RegexFlag ? value.value : value
}
