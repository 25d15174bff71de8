import type { Value } from '../../jinja/values/value.ts'
import { ColumnValue, translateType } from '../column-value.ts'
import type { Database } from '../database.ts'

/**
 * The columns a query would give, without running it for its rows: contracts compare them with what is declared.
 * Types are named as psycopg2 names them, coarsely (`INTEGER` for smallint and integer), because dbt's comparison
 * and its messages are made of these words.
 */
export async function columnsOfQuery(database: Database, sql: string): Promise<Value> {
  const { columns } = await database.execute(sql, false)
  return columns.map(
    ({ name, typeOid }) =>
      new ColumnValue(name, translateType(TYPE_NAMES.get(typeOid) ?? `unknown type_code ${typeOid}`)),
  )
}

const named = (name: string, ...oids: readonly number[]): readonly (readonly [number, string])[] =>
  oids.map((oid) => [oid, name] as const)

const TYPE_NAMES: ReadonlyMap<number, string> = new Map([
  ...named('BOOLEAN', 16),
  ...named('BINARY', 17),
  ...named('INTEGER', 21, 23, 26),
  ...named('LONGINTEGER', 20),
  ...named('FLOAT', 700, 701),
  ...named('DECIMAL', 1700),
  ...named('STRING', 18, 19, 25, 1042, 1043),
  ...named('DATE', 1082),
  ...named('TIME', 1083, 1266),
  ...named('DATETIME', 1114),
  ...named('DATETIMETZ', 1184),
  ...named('INTERVAL', 1186),
  ...named('JSON', 114),
  ...named('JSONB', 3802),
  ...named('UUID', 2950),
  ...named('CIDRARRAY', 651),
  ...named('MACADDR', 829),
  ...named('INET', 869),
  ...named('INTEGERARRAY', 1005, 1006, 1007),
  ...named('LONGINTEGERARRAY', 1016),
  ...named('STRINGARRAY', 1002, 1003, 1009, 1014, 1015),
  ...named('BOOLEANARRAY', 1000),
  ...named('FLOATARRAY', 1021, 1022),
  ...named('DECIMALARRAY', 1231),
])
