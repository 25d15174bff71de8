import { callValue } from '../../jinja/values/call.ts'
import { andThen, mapInTurn } from '../../jinja/values/maybe-async.ts'
import { Tuple, type Value } from '../../jinja/values/value.ts'
import { hostFunction } from '../host-function.ts'
import { memberOf, members } from '../members.ts'
import { type DataType, TEXT } from './data-type.ts'
import { requireNoAggregations } from './group-by.ts'
import { MappedSequence } from './mapped-sequence.ts'
import { columnNames } from './names.ts'
import { tableText } from './print-table.ts'
import { AgateTable } from './table.ts'

/** The tables that `group_by` makes, by their key. Most methods of a table are there, and are called on each. */
export class TableSet extends MappedSequence {
  override readonly typeName = 'TableSet'
  readonly tables: readonly (AgateTable | TableSet)[]
  readonly groups: readonly Value[]
  readonly keyName: string
  readonly keyType: DataType

  constructor(tables: readonly (AgateTable | TableSet)[], keys: readonly Value[], keyName: string, keyType: DataType) {
    super(() => [...tables], new Tuple(keys))
    this.tables = tables
    this.groups = keys
    this.keyName = keyName
    this.keyType = keyType
  }

  override get qualifiedName(): string {
    return 'agate.tableset.TableSet'
  }

  /** A table of the columns that all have. */
  get sample(): AgateTable {
    const [first] = this.tables
    return first instanceof TableSet ? first.sample : (first as AgateTable)
  }

  override attribute(name: string): Value | undefined {
    if (PROXIED.has(name)) return this.#proxy(name)
    const own = memberOf(MEMBERS, this, name)
    return own === undefined ? super.attribute(name) : own
  }

  override print(): string {
    return structure(this, 20)
  }

  override repr(): string {
    return this.print()
  }

  #proxy(name: string): Value {
    return (args, kwargs) =>
      andThen(
        mapInTurn(this.tables, (table) => callValue(table.attribute(name) as Value, args, kwargs)),
        (answers) =>
          new TableSet(
            answers.filter((answer) => answer instanceof AgateTable || answer instanceof TableSet),
            this.groups,
            this.keyName,
            this.keyType,
          ),
      )
  }
}

const PROXIED: ReadonlySet<string> = new Set([
  ...['select', 'exclude', 'where', 'order_by', 'limit', 'distinct', 'group_by', 'join'],
])

const MEMBERS = members<TableSet>({
  key_name: (self) => self.keyName,
  key_type: (self) => self.keyType,
  column_names: (self) => new Tuple(self.sample.names),
  column_types: (self) => new Tuple(self.sample.types),
  merge: (self) =>
    hostFunction('merge', ['groups?', 'group_name?', 'group_type?'], (call) => {
      const groups = call.value('groups')
      const name = call.optionalText('group_name') ?? self.keyName
      return merged(self, name, Array.isArray(groups) ? groups : self.groups)
    }),
  aggregate: (self) =>
    hostFunction('aggregate', ['aggregations'], (call) => {
      requireNoAggregations(call)
      const names = [self.keyName]
      const rows = self.groups.map((group) => [group])
      return self.sample.fork({
        names,
        types: [self.keyType],
        rows,
        rowKeys: new Tuple(names),
        rowNames: new Tuple(self.groups),
      })
    }),
  print_structure: (self) =>
    hostFunction('print_structure', ['max_rows?'], (call) => {
      const rows = call.value('max_rows')
      self.sample.log({
        kind: 'print',
        message: structure(self, typeof rows === 'number' ? rows : 20).trimEnd(),
        visible: true,
      })
      return null
    }),
})

/** One table again, with the keys in a column before the others. */
function merged(self: TableSet, name: string, groups: readonly Value[]): AgateTable {
  const { sample } = self
  const names = columnNames([name, ...sample.names])
  const rows = self.tables.flatMap((table, index) =>
    table instanceof AgateTable ? table.rows.map((row) => [groups[index] as Value, ...row]) : [],
  )
  const types = [self.keyType, ...sample.types]
  return AgateTable.casting({ names, types, rows, log: sample.log })
}

function structure(self: TableSet, maxRows: number): string {
  const rows = self.groups
    .slice(0, maxRows)
    .map((group, index) => [TEXT.cast(group), String(self.tables[index]?.length ?? 0)])
  const table = self.sample.fork({
    names: ['table', 'rows'],
    types: [TEXT, TEXT],
    rows,
    rowKeys: null,
    rowNames: null,
  })
  return tableText(table, { maxColumnWidth: null })
}
