/** PostgreSQL's short names for types, and the ones it answers with. */
const NAMES: Readonly<Record<string, string>> = {
  int: 'integer',
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  serial: 'integer',
  bigserial: 'bigint',
  bool: 'boolean',
  decimal: 'numeric',
  float: 'double precision',
  float4: 'real',
  float8: 'double precision',
  string: 'text',
  varchar: 'character varying',
  char: 'character',
  bpchar: 'character',
  timestamp: 'timestamp without time zone',
  timestamptz: 'timestamp with time zone',
  time: 'time without time zone',
  timetz: 'time with time zone',
  varbit: 'bit varying',
}

/** Whether two texts name one type, lengths and precisions aside, as contracts compare types. */
export function sameType(one: string, other: string): boolean {
  return plainType(one) === plainType(other)
}

function plainType(text: string): string {
  const [, base = '', dimensions = ''] =
    /^(.*?)((?:\[\d*\])*)$/.exec(
      text
        .toLowerCase()
        .replace(/\([^)]*\)/g, '')
        .replace(/\s+/g, ' ')
        .trim(),
    ) ?? []
  return `${NAMES[base] ?? base}${dimensions === '' ? '' : '[]'}`
}
