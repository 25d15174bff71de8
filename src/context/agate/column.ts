import { sorted } from '../../jinja/values/sort.ts'
import { PySet, Tuple, type Value } from '../../jinja/values/value.ts'
import { hostFunction } from '../host-function.ts'
import { memberOf, members } from '../members.ts'
import type { DataType } from './data-type.ts'
import { type Keys, MappedSequence } from './mapped-sequence.ts'
import { isBeforeNullsLast } from './null-order.ts'

/** A column of a table: its cells from top to bottom, by place and by the row's name if rows have names. */
export class Column extends MappedSequence {
  override readonly typeName = 'Column'
  readonly index: number
  readonly name: string
  readonly dataType: DataType

  constructor(index: number, name: string, dataType: DataType, cells: () => readonly Value[], rowNames: Keys) {
    super(cells, rowNames)
    this.index = index
    this.name = name
    this.dataType = dataType
  }

  override get qualifiedName(): string {
    return 'agate.columns.Column'
  }

  override attribute(name: string): Value | undefined {
    const own = memberOf(MEMBERS, this, name)
    return own === undefined ? super.attribute(name) : own
  }
}

const withoutNulls = ({ values }: Column): Value[] => values.filter((value) => value !== null)

const MEMBERS = members<Column>({
  index: (self) => self.index,
  name: (self) => self.name,
  data_type: (self) => self.dataType,
  // Python's order of a set is arbitrary; this is the order of first appearance.
  values_distinct: (self) => hostFunction('values_distinct', [], () => new Tuple([...new PySet(self.values)])),
  values_without_nulls: (self) => hostFunction('values_without_nulls', [], () => new Tuple(withoutNulls(self))),
  values_sorted: (self) => hostFunction('values_sorted', [], () => sorted(self.values, isBeforeNullsLast)),
  values_without_nulls_sorted: (self) =>
    hostFunction('values_without_nulls_sorted', [], () => sorted(withoutNulls(self), isBeforeNullsLast)),
})
