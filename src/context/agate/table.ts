import { HostObject, Tuple, type Value } from '../../jinja/values/value.ts'
import type { QueryResult } from '../../resources/query-result.ts'
import type { Log } from '../log.ts'
import { memberOf } from '../members.ts'
import { Column } from './column.ts'
import { type DataType, FILE_TEXT, TEXT } from './data-type.ts'
import { driverValue } from './driver-value.ts'
import { flatValue } from './flat-value.ts'
import { inferType } from './infer-type.ts'
import { type Keys, MappedSequence } from './mapped-sequence.ts'
import { columnNames, uniqueNames } from './names.ts'
import { structureText } from './print-table.ts'
import { Row } from './row.ts'
import { TABLE_MEMBERS } from './table-members.ts'

export interface TableParts {
  readonly names: readonly string[]
  readonly types: readonly DataType[]
  readonly rows: readonly (readonly Value[])[]
  /** What rows know their columns by: the names, unless they come from elsewhere. */
  readonly rowKeys?: Keys
  readonly rowNames?: Keys
  readonly log: Log
}

/**
 * agate's Table, which `run_query`, `load_result` and `load_agate_table` give. It never changes: its methods make new
 * ones. What prints goes to `log`. https://agate.readthedocs.io/en/latest/api/table.html
 */
export class AgateTable extends HostObject {
  override readonly typeName = 'Table'
  readonly names: readonly string[]
  readonly types: readonly DataType[]
  readonly rows: readonly (readonly Value[])[]
  readonly rowKeys: Keys
  readonly rowNames: Keys
  readonly log: Log
  readonly rowSequence: MappedSequence
  readonly columns: MappedSequence

  constructor({ names, types, rows, rowKeys = new Tuple(names), rowNames = null, log }: TableParts) {
    super()
    this.names = names
    this.types = types
    this.rows = rows
    this.rowKeys = rowKeys
    this.rowNames = rowNames
    this.log = log
    this.rowSequence = new MappedSequence(() => rows.map((row) => new Row(row, rowKeys)), rowNames)
    this.columns = new MappedSequence(
      () =>
        names.map((name, index) => {
          const cells = (): readonly Value[] => rows.map((row) => row[index] as Value)
          return new Column(index, name, types[index] as DataType, cells, rowNames)
        }),
      new Tuple(names),
    )
  }

  /** What a query answered, in the types that dbt gives its columns. */
  static from({ columns, rows }: Pick<QueryResult, 'columns' | 'rows'>, log: Log = unheard): AgateTable {
    const names = columnNames(uniqueNames(columns.map((column) => column.name)))
    const cells = rows.map((row) =>
      row.map((cell, index) => (cell === null ? null : flatValue(driverValue(cell, columns[index]?.typeOid ?? 0)))),
    )
    const types = names.map((_, index) =>
      inferType(
        cells.map((row) => row[index] as Value),
        false,
      ),
    )
    return AgateTable.casting({ names, types, rows: cells, log })
  }

  /** What a file says, each column in the first type that takes all its cells; `textColumns` are text in any case. */
  static fromText(
    names: readonly string[],
    rows: readonly (readonly string[])[],
    textColumns: ReadonlySet<string>,
    log: Log = unheard,
  ): AgateTable {
    const unique = columnNames(names)
    const types = unique.map((name, index) => {
      if (textColumns.has(name)) return FILE_TEXT
      return inferType(
        rows.map((row) => row[index] ?? null),
        true,
        FILE_TEXT,
      )
    })
    // Rows that are too short end with nulls.
    const filled = rows.map((row) => unique.map((_, index) => row[index] ?? null))
    return AgateTable.casting({ names: unique, types, rows: filled, log })
  }

  /** A table whose cells become what their columns' types make of them. */
  static casting(parts: TableParts): AgateTable {
    const { types } = parts
    return new AgateTable({
      ...parts,
      rows: parts.rows.map((row) => row.map((cell, index) => (types[index] ?? TEXT).cast(cell))),
    })
  }

  /** A table without rows and columns. */
  static empty(): AgateTable {
    return new AgateTable({ names: [], types: [], rows: [], log: unheard })
  }

  /** The same table but for the parts given. */
  fork(parts: Partial<TableParts>): AgateTable {
    const { names, types, rows, rowKeys, rowNames, log } = this
    return new AgateTable({ names, types, rows, rowKeys, rowNames, log, ...parts })
  }

  /** A list of tuples, without column names. */
  matrix(): Value {
    return this.rows.map((row) => new Tuple(row))
  }

  override get length(): number {
    return this.rows.length
  }

  override iterate(): Iterable<Value> {
    return this.rowSequence.values
  }

  override item(key: Value): Value | undefined {
    return this.rowSequence.item(key)
  }

  override slice(bounds: Parameters<MappedSequence['slice']>[0]): Value {
    return this.rowSequence.slice(bounds)
  }

  override attribute(name: string): Value | undefined {
    return memberOf(TABLE_MEMBERS, this, name)
  }

  override get qualifiedName(): string {
    return 'agate.table.Table'
  }

  override print(): string {
    return structureText(this)
  }

  override repr(): string {
    return '<agate.table.Table object>'
  }
}

/** Where nobody listens, as while a project is parsed. */
function unheard(): void {
  // Nothing is printed there.
}
