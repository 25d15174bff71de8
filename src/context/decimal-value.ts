import { HostObject, type Value } from '../jinja/values/value.ts'

/** Python's Decimal, as numeric columns give it. */
export class DecimalValue extends HostObject {
  override readonly typeName = 'decimal.Decimal'
  readonly text: string

  constructor(text: string) {
    super()
    this.text = text
  }

  override equals(other: Value): boolean {
    return other instanceof DecimalValue && Number(other.text) === Number(this.text)
  }

  override print(): string {
    return this.text
  }

  override repr(): string {
    return `Decimal('${this.text}')`
  }
}
