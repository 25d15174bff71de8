import { Tuple, type Value } from './value.ts'

/** A tuple whose members have names too, as `groupby` hands them out; it prints as a plain tuple unless labelled. */
export class NamedTuple extends Tuple {
  readonly fields: readonly string[]
  /** What stands before the members when it prints with their names: `DecimalTuple(sign=0, …)`. */
  readonly label: string | undefined

  constructor(fields: readonly string[], items: readonly Value[], label?: string) {
    super(items)
    this.fields = fields
    this.label = label
  }

  /** The member of that name. */
  field(name: string): Value | undefined {
    const index = this.fields.indexOf(name)
    return index < 0 ? undefined : this.items[index]
  }
}
