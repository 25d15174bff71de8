import { integerOf } from '../../jinja/values/integer.ts'
import { PythonError } from '../../jinja/values/python-error.ts'
import type { Value } from '../../jinja/values/value.ts'
import type { TypeName } from '../agate/data-type.ts'
import { placesOf } from '../agate/print-table.ts'
import { AgateTable } from '../agate/table.ts'
import { raisedByProject } from '../errors.ts'

/** `adapter.convert_type(table, 0)`: the type of a column on Postgres that takes the cells of an agate table's. */
export function columnType(table: Value, index: Value): string {
  const at = integerOf(index)
  if (!(table instanceof AgateTable) || typeof at !== 'number')
    throw raisedByProject("adapter.convert_type takes an agate table and a column's number")
  const type = table.types.at(at)
  if (type === undefined) throw new PythonError('IndexError', 'tuple index out of range')
  if (type.typeName !== 'Number') return TYPES[type.typeName]
  const cells = table.rows.map((row) => row.at(at) as Value)
  return cells.some((cell) => placesOf(cell) > 0) ? 'float8' : 'integer'
}

const TYPES: Readonly<Record<Exclude<TypeName, 'Number'>, string>> = {
  Integer: 'integer',
  Text: 'text',
  Boolean: 'boolean',
  DateTime: 'timestamp without time zone',
  ISODateTime: 'timestamp without time zone',
  Date: 'date',
}
