import type { Value } from '../../jinja/values/value.ts'
import { type Keys, MappedSequence } from './mapped-sequence.ts'

/** A row of a table: its cells, by place and by column. A column called like a method (`count`) is `row['count']`. */
export class Row extends MappedSequence {
  override readonly typeName = 'Row'

  constructor(cells: readonly Value[], keys: Keys) {
    super(() => cells, keys)
  }

  override get qualifiedName(): string {
    return 'agate.rows.Row'
  }
}
