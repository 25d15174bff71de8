import { Tuple, type Value } from './value.ts'

/** A tuple whose members have names too, as `groupby` hands them out. */
export class NamedTuple extends Tuple {
  readonly fields: readonly string[]

  constructor(fields: readonly string[], items: readonly Value[]) {
    super(items)
    this.fields = fields
  }

  /** The member of that name. */
  field(name: string): Value | undefined {
    const index = this.fields.indexOf(name)
    return index < 0 ? undefined : this.items[index]
  }
}
