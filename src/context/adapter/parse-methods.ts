import { Tuple, type Value } from '../../jinja/values/value.ts'
import { AgateTable } from '../agate/table.ts'
import type { Method, Methods } from './adapter-value.ts'

/**
 * What the methods that need a database answer while a project is parsed and there is none (dbt's `parse_none`,
 * `parse_list` and friends): nothing, or nothing found.
 */
const ANYTHING = ['*args', '**kwargs']
const answers = (value: () => Value): Method => [ANYTHING, value]
const none = answers(() => null)
const list = answers(() => [])
const no = answers(() => false)

/** A response and a table, both with nothing in them. */
function emptyResult(): Value {
  return new Tuple(['', AgateTable.empty()])
}

export const PARSE_METHODS: Methods = {
  get_relation: none,
  load_relation: none,
  get_columns_in_relation: list,
  get_columns_in_table: list,
  get_column_schema_from_query: list,
  get_missing_columns: list,
  list_relations: list,
  list_relations_without_caching: list,
  list_schemas: list,
  check_schema_exists: no,
  already_exists: no,
  create_schema: none,
  drop_schema: none,
  drop_relation: none,
  rename_relation: none,
  truncate_relation: none,
  expand_target_column_types: none,
  valid_snapshot_target: none,
  assert_valid_snapshot_target_given_strategy: none,
  get_incremental_strategy_macro: none,
  get_partitions_metadata: answers(emptyResult),
  execute: answers(emptyResult),
  add_query: answers(() => new Tuple([null, null])),
  commit: none,
  cache_added: answers(() => ''),
  cache_dropped: answers(() => ''),
  cache_renamed: answers(() => ''),
  submit_python_job: none,
}
