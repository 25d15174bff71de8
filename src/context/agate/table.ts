import { HostObject, Tuple, type Value } from '../../jinja/values/value.ts'
import type { QueryResult } from '../../resources/query-result.ts'
import { DecimalValue } from '../decimal-value.ts'
import { memberOf, members } from '../members.ts'
import { MappedSequence } from './mapped-sequence.ts'

/** agate's Table, as `run_query` and `load_result` give it. https://agate.readthedocs.io/en/latest/api/table.html */
export class AgateTable extends HostObject {
  override readonly typeName = 'Table'
  readonly names: readonly string[]
  readonly rows: readonly (readonly Value[])[]
  readonly rowSequence: MappedSequence

  private constructor(names: readonly string[], rows: readonly (readonly Value[])[]) {
    super()
    this.names = names
    this.rows = rows
    const rowValues = rows.map((row) => new MappedSequence('Row', () => row, names))
    this.rowSequence = new MappedSequence('MappedSequence', () => rowValues, null)
  }

  /** What a query answered, in the types that dbt gives its columns. */
  static from({ columns, rows }: QueryResult): AgateTable {
    return new AgateTable(
      columns.map((column) => column.name),
      rows.map((row) => row.map((cell, index) => convert(cell, columns[index]?.typeOid ?? 0))),
    )
  }

  /** A table without rows and columns. */
  static empty(): AgateTable {
    return new AgateTable([], [])
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

  override attribute(name: string): Value | undefined {
    return memberOf(MEMBERS, this, name)
  }

  override print(): string {
    return this.names.join(', ')
  }
}

const MEMBERS = members<AgateTable>({
  column_names: (table) => new Tuple(table.names),
  rows: (table) => table.rowSequence,
  columns: (table) =>
    new MappedSequence(
      'MappedSequence',
      () =>
        table.names.map(
          (_, index) => new MappedSequence('Column', () => table.rows.map((row) => row[index] as Value), null),
        ),
      table.names,
    ),
})

const INTEGERS: ReadonlySet<number> = new Set([20, 21, 23, 26])
const DECIMALS: ReadonlySet<number> = new Set([700, 701, 1700])

function convert(cell: string | null, type: number): Value {
  if (cell === null) return null
  if (INTEGERS.has(type)) return Number.isSafeInteger(Number(cell)) ? Number(cell) : BigInt(cell)
  if (DECIMALS.has(type)) return DecimalValue.parse(cell) ?? cell
  return type === 16 ? cell === 't' : cell
}
