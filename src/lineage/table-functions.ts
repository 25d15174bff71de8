/** Columns of PostgreSQL's own functions that stand in `from`. */

const KEY_VALUE = ['key', 'value']
const VALUE = ['value']

const NAMED: Readonly<Record<string, readonly string[]>> = {
  json_each: KEY_VALUE,
  jsonb_each: KEY_VALUE,
  json_each_text: KEY_VALUE,
  jsonb_each_text: KEY_VALUE,
  json_array_elements: VALUE,
  jsonb_array_elements: VALUE,
  json_array_elements_text: VALUE,
  jsonb_array_elements_text: VALUE,
  ts_stat: ['word', 'ndoc', 'nentry'],
}

/** Those that give one value a row, called as the table is. */
const PLAIN: ReadonlySet<string> = new Set([
  'generate_series',
  'generate_subscripts',
  'json_object_keys',
  'jsonb_object_keys',
  'jsonb_path_query',
  'regexp_matches',
  'regexp_split_to_table',
  'string_to_table',
  'unnest',
])

/** Null where the function is not known. */
export function tableFunctionColumns(name: string, alias: string | undefined): readonly string[] | null {
  const columns = Object.hasOwn(NAMED, name) ? NAMED[name] : undefined
  return columns ?? (PLAIN.has(name) ? [alias ?? name] : null)
}
