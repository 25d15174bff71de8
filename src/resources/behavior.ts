/**
 * What `flags:` of a project file may say. Behaviour flags change what a project means; dbt brings each in switched off
 * and switches it on some releases later (dbt/contracts/project.py).
 */
import type { JsonObject } from '../base/json.ts'

/** With what dbt 1.12 takes where nothing is said. */
const DEFAULTS = {
  require_batched_execution_for_custom_microbatch_strategy: true,
  require_event_names_in_deprecations: false,
  require_explicit_package_overrides_for_builtin_materializations: true,
  require_resource_names_without_spaces: true,
  source_freshness_run_project_hooks: true,
  skip_nodes_if_on_run_start_fails: true,
  state_modified_compare_more_unrendered_values: true,
  state_modified_compare_vars: false,
  require_yaml_configuration_for_mf_time_spines: true,
  require_nested_cumulative_type_params: true,
  validate_macro_args: true,
  require_all_warnings_handled_by_warn_error: true,
  require_generic_test_arguments_property: true,
  require_unique_project_resource_names: false,
  require_ref_searches_node_package_before_root: false,
  require_valid_schema_from_generate_schema_name: false,
  allow_jinja_file_extensions: false,
  require_sql_header_in_test_configs: false,
  support_custom_ref_kwargs: false,
  require_corrected_analysis_fqns: false,
  require_source_and_semantic_model_names_without_spaces: false,
  enable_grouped_warn_error_parser_logs: false,
  use_catalogs_v2: false,
  latest_version_pointer_enabled_by_default: false,
} as const

export type BehaviorFlag = keyof typeof DEFAULTS

/** Of the adapters; templates ask for them as `adapter.behavior`. */
const OF_ADAPTERS = ['enable_truthy_nulls_equals_macro', 'postgres_skip_autocommit_transaction_statements']

/** Options of the command line that a project may set. */
const PROJECT_OPTIONS: readonly string[] = [
  'cache_selected_only',
  'debug',
  'fail_fast',
  'hints_enabled',
  'indirect_selection',
  'log_format',
  'log_format_file',
  'log_level',
  'log_level_file',
  'maximum_seed_size_mib',
  'partial_parse',
  'populate_cache',
  'printer_width',
  'send_anonymous_usage_stats',
  'snowflake_projects_otel',
  'static_parser',
  'use_colors',
  'use_colors_file',
  'use_experimental_parser',
  'use_v2_parser',
  'v2_parser',
  'version_check',
  'warn_error',
  'warn_error_options',
  'write_json',
]

const BEHAVIOR_FLAGS = Object.keys(DEFAULTS) as readonly BehaviorFlag[]

/** All that may stand there. */
export const PROJECT_FLAGS: readonly string[] = [...PROJECT_OPTIONS, ...BEHAVIOR_FLAGS, ...OF_ADAPTERS]

/** Flags that are true or false; the others of `PROJECT_OPTIONS` are checked as the options they are. */
export const SWITCHES: readonly string[] = [...BEHAVIOR_FLAGS, ...OF_ADAPTERS]

/** Of a project's flags those that are options of the command line. */
export function projectOptions(flags: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(flags).filter(([name]) => PROJECT_OPTIONS.includes(name)))
}

/** Whether the root project's `flags:` ask for a behaviour. */
export function behaves(flags: JsonObject, name: BehaviorFlag): boolean {
  const said = flags[name]
  return typeof said === 'boolean' ? said : DEFAULTS[name]
}

/** Whether configs are compared with an earlier state as they were written, and not as they were rendered. */
export function comparesAsWritten({ projectFlags = {} }: { readonly projectFlags?: JsonObject }): boolean {
  return behaves(projectFlags, 'state_modified_compare_more_unrendered_values')
}

/** Every behaviour flag with its value; without one of which dbt tells nobody. */
export function behaviorsOf(flags: JsonObject): Readonly<Record<string, boolean>> {
  const told = BEHAVIOR_FLAGS.filter((name) => name !== 'require_event_names_in_deprecations')
  return Object.fromEntries(told.map((name) => [name, behaves(flags, name)]))
}
