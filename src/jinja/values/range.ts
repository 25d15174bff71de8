import { numericOf } from './float.ts'
import { type Integer, integerOf } from './integer.ts'
import type { SliceBounds } from './slice-bounds.ts'
import { HostObject, type Value } from './value.ts'

/** Python's range: computed, never stored. Its members are safe integers. */
export class Range extends HostObject {
  override readonly typeName = 'range'
  readonly start: number
  readonly stop: number
  readonly step: number

  constructor(start: number, stop: number, step: number) {
    super()
    this.start = start
    this.stop = stop
    this.step = step
  }

  override get length(): number {
    return Math.max(0, Math.ceil((this.stop - this.start) / this.step))
  }

  override attribute(name: string): Value | undefined {
    switch (name) {
      case 'start':
        return this.start
      case 'stop':
        return this.stop
      case 'step':
        return this.step
      default:
        return undefined
    }
  }

  override item(key: Value): Value | undefined {
    const index = integerOf(key)
    if (typeof index !== 'number') return undefined
    const { length } = this
    const position = index < 0 ? index + length : index
    return position >= 0 && position < length ? this.start + position * this.step : undefined
  }

  override *iterate(): Iterable<Value> {
    const { length } = this
    for (let i = 0; i < length; i++) yield this.start + i * this.step
  }

  override contains(value: Value): boolean {
    const wanted: Integer | undefined = numericOf(value)
    if (typeof wanted !== 'number') return false
    const steps = (wanted - this.start) / this.step
    return Number.isInteger(steps) && steps >= 0 && steps < this.length
  }

  /** Equal when they walk over the same numbers. */
  override equals(other: Value): boolean {
    if (!(other instanceof Range) || other.length !== this.length) return false
    if (this.length === 0) return true
    return other.start === this.start && (this.length === 1 || other.step === this.step)
  }

  /** `range(…)[a:b:c]` is a range. */
  override slice({ start, stop, step }: SliceBounds): Range {
    return new Range(this.start + start * this.step, this.start + stop * this.step, this.step * step)
  }

  override print(): string {
    const step = this.step === 1 ? '' : `, ${this.step}`
    return `range(${this.start}, ${this.stop}${step})`
  }
}
