import type { SchemaElement } from 'hyparquet-writer'
import { quoteIdentifier } from '../../resources/relation.ts'

/** How a column gets into a Parquet file: its type there, the SQL that reads it, and what a text of that means. */
export interface ParquetColumn {
  readonly name: string
  readonly schema: SchemaElement
  readonly sql: string
  readonly read: (text: string) => unknown
}

interface Kind extends Pick<ParquetColumn, 'read'> {
  readonly schema: Omit<SchemaElement, 'name' | 'repetition_type'>
  readonly sql?: (column: string) => string
}

const microseconds = (column: string): string => `(extract(epoch from ${column}) * 1000000)::bigint`
const timestamp = (isAdjustedToUTC: boolean): Kind => ({
  schema: { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC, unit: 'MICROS' } },
  sql: microseconds,
  read: BigInt,
})

const WHOLE: Kind = { schema: { type: 'INT64' }, read: BigInt }
const DOUBLE: Kind = { schema: { type: 'DOUBLE' }, read: readDouble }
const TEXT: Kind = { schema: { type: 'BYTE_ARRAY', converted_type: 'UTF8' }, read: (text) => text }

/** By PostgreSQL's type without its modifier. What is not here becomes text, as PostgreSQL writes it. */
const KINDS: Readonly<Record<string, Kind>> = {
  boolean: { schema: { type: 'BOOLEAN' }, read: (text) => text === 't' },
  smallint: { schema: { type: 'INT32' }, read: Number },
  integer: { schema: { type: 'INT32' }, read: Number },
  bigint: WHOLE,
  real: { schema: { type: 'FLOAT' }, read: readDouble },
  'double precision': DOUBLE,
  numeric: DOUBLE,
  date: {
    schema: { type: 'INT32', converted_type: 'DATE' },
    sql: (column) => `(${column} - date '1970-01-01')`,
    read: Number,
  },
  'timestamp without time zone': timestamp(false),
  'timestamp with time zone': timestamp(true),
}

/**
 * `numeric` becomes a double, which learners take (15 digits are kept), unless it is declared without decimals and fits
 * into eight bytes.
 */
export function parquetColumn({ name, type }: { readonly name: string; readonly type: string }): ParquetColumn {
  const [, base = type, precision, scale = '0', rest = ''] =
    /^([^(]+?)(?:\((\d+)(?:,(\d+))?\))?( .*)?$/.exec(type) ?? []
  const isWhole = base === 'numeric' && precision !== undefined && scale === '0' && Number(precision) <= 18
  const kind = isWhole ? WHOLE : (KINDS[base + rest] ?? TEXT)
  const column = quoteIdentifier(name)
  return {
    name,
    schema: { ...kind.schema, name, repetition_type: 'OPTIONAL' },
    sql: kind.sql?.(column) ?? column,
    read: kind.read,
  }
}

function readDouble(text: string): number {
  return Number(text) // 'NaN' and 'Infinity' are JavaScript's words too
}
