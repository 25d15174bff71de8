import type { GateName } from '../../resources/gate-settings.ts'
import { choice, flag, list, number, text, toggle } from './option.ts'

/**
 * What every command takes, before its name and after it. The hidden ones are dbt's and change nothing here.
 * Help shows one spelling and says what that one does: of what is on anyway, `--no-…`.
 */
export const GLOBAL_OPTIONS = {
  project_dir: text('folder', 'where the project is; else this folder or the nearest above it that is one', {
    env: 'DBT_PROJECT_DIR',
  }),
  profiles_dir: text('folder', 'where profiles.yml is; else this folder, the project, ~/.dbt', {
    env: 'DBT_PROFILES_DIR',
  }),
  profile: text('name', 'the profile to use instead of the one the project names', { env: 'DBT_PROFILE' }),
  target: text('name', "the profile's output to use", { short: '-t', env: 'DBT_TARGET' }),
  target_schema: text('name', "a schema in place of the target's, for one branch: pr_123", {
    env: 'ASSAY_TARGET_SCHEMA',
    own: true,
  }),
  vars: text('yaml', "variables of the project: '{start: 2024-01-01}'"),
  threads: number(null, 'how many nodes may run at once; else what the profile says, else 1', { least: 1 }),
  target_path: text('folder', 'where artifacts and compiled SQL go; else target', { env: 'DBT_TARGET_PATH' }),
  fail_fast: toggle(false, 'stop at the first failure', { short: '-x', env: 'DBT_FAIL_FAST' }),
  indirect_selection: choice(
    ['eager', 'cautious', 'buildable', 'empty'],
    'eager',
    'which tests come along with what is selected',
    { env: 'DBT_INDIRECT_SELECTION' },
  ),
  warn_error: flag('take warnings for errors', { env: 'DBT_WARN_ERROR' }),
  warn_error_options: text('yaml', "the same for some: '{error: [selects-nothing], silence: [unused-config]}'", {
    env: 'DBT_WARN_ERROR_OPTIONS',
  }),
  state: text('folder', 'artifacts of an earlier run, for state:, result: and source_status:', {
    env: 'DBT_STATE',
    olderEnv: 'DBT_ARTIFACT_STATE_PATH',
  }),
  defer: toggle(false, 'refs to what is not built here lead to what --state has', {
    env: 'DBT_DEFER',
    olderEnv: 'DBT_DEFER_TO_STATE',
  }),
  defer_state: text('folder', 'artifacts of the target that --defer leads to; else --state', {
    env: 'DBT_DEFER_STATE',
  }),
  favor_state: toggle(false, 'with --defer: also refs to what is built here, where it is not selected', {
    env: 'DBT_FAVOR_STATE',
    olderEnv: 'DBT_FAVOR_STATE_MODE',
  }),
  quiet: toggle(false, 'print nothing but errors', { short: '-q', env: 'DBT_QUIET' }),
  debug: toggle(false, 'print every statement, and every line', { short: '-d', env: 'DBT_DEBUG' }),
  print: toggle(true, 'leave out what templates print()', { env: 'DBT_PRINT', olderEnv: 'DBT_NO_PRINT' }),
  log_format: choice(['text', 'debug', 'json', 'default'], 'default', 'how it is told; as json, an event is a line', {
    env: 'DBT_LOG_FORMAT',
  }),
  log_level: choice(['debug', 'info', 'warn', 'error', 'none'], 'info', 'the least that is printed', {
    env: 'DBT_LOG_LEVEL',
  }),
  log_format_file: choice(['text', 'debug', 'json', 'default'], 'debug', 'how the log file tells it', {
    env: 'DBT_LOG_FORMAT_FILE',
  }),
  log_level_file: choice(['debug', 'info', 'warn', 'error', 'none'], 'debug', 'the least that the log file gets', {
    env: 'DBT_LOG_LEVEL_FILE',
  }),
  log_path: text('folder', 'where the log file goes; else logs', { env: 'DBT_LOG_PATH' }),
  log_file_max_bytes: number(10 * 1024 * 1024, 'begin a new log file past this size; 0 for never', {
    env: 'DBT_LOG_FILE_MAX_BYTES',
  }),
  use_colors: toggle(true, 'no colours; else there are on a terminal, unless NO_COLOR is set', {
    env: 'DBT_USE_COLORS',
  }),
  printer_width: number(80, 'columns, where the output is no terminal', { env: 'DBT_PRINTER_WIDTH', least: 20 }),
  write_json: toggle(true, 'write no manifest.json, run_results.json and the like', { env: 'DBT_WRITE_JSON' }),
  version_check: toggle(true, "pass over the project's require-dbt-version", {
    env: 'DBT_VERSION_CHECK',
  }),

  cache_selected_only: toggle(false, '', { env: 'DBT_CACHE_SELECTED_ONLY', hidden: true }),
  hints_enabled: toggle(true, '', { env: 'DBT_ENGINE_HINTS_ENABLED', hidden: true }),
  log_cache_events: toggle(false, '', { env: 'DBT_LOG_CACHE_EVENTS', hidden: true }),
  macro_debugging: toggle(false, '', { env: 'DBT_MACRO_DEBUGGING', hidden: true }),
  maximum_seed_size_mib: number(1, '', { env: 'DBT_ENGINE_MAXIMUM_SEED_SIZE_MIB', hidden: true }),
  partial_parse: toggle(true, '', { env: 'DBT_PARTIAL_PARSE', hidden: true }),
  partial_parse_file_diff: toggle(true, '', { env: 'DBT_PARTIAL_PARSE_FILE_DIFF', hidden: true }),
  partial_parse_file_path: text('file', '', { env: 'DBT_PARTIAL_PARSE_FILE_PATH', hidden: true }),
  populate_cache: toggle(true, '', { env: 'DBT_POPULATE_CACHE', hidden: true }),
  record_timing_info: text('file', '', { short: '-r', hidden: true }),
  send_anonymous_usage_stats: toggle(false, '', { env: 'DBT_SEND_ANONYMOUS_USAGE_STATS', hidden: true }),
  show_all_deprecations: toggle(false, '', { hidden: true }),
  show_resource_report: toggle(false, '', { env: 'DBT_SHOW_RESOURCE_REPORT', hidden: true }),
  single_threaded: toggle(false, '', { env: 'DBT_SINGLE_THREADED', hidden: true }),
  snowflake_projects_otel: toggle(false, '', { env: 'DBT_ENGINE_SNOWFLAKE_PROJECTS_OTEL', hidden: true }),
  sqlparse: text('yaml', '', { env: 'DBT_ENGINE_SQLPARSE', hidden: true }),
  static_parser: toggle(true, '', { env: 'DBT_STATIC_PARSER', hidden: true }),
  upload_to_artifacts_ingest_api: toggle(false, '', { env: 'DBT_UPLOAD_TO_ARTIFACTS_INGEST_API', hidden: true }),
  use_colors_file: toggle(true, '', { env: 'DBT_USE_COLORS_FILE', hidden: true }),
  use_experimental_parser: toggle(false, '', { env: 'DBT_USE_EXPERIMENTAL_PARSER', hidden: true }),
  use_fast_test_edges: toggle(false, '', { env: 'DBT_USE_FAST_TEST_EDGES', hidden: true }),
  use_v2_parser: toggle(false, '', { env: 'DBT_ENGINE_USE_V2_PARSER', hidden: true }),
  v2_parser: text('command', '', { env: 'DBT_ENGINE_V2_PARSER', hidden: true }),
} as const

const KINDS = [
  'model',
  'seed',
  'snapshot',
  'test',
  'source',
  'exposure',
  'analysis',
  'metric',
  'semantic_model',
  'saved_query',
  'unit_test',
  'function',
] as const

const GATES: readonly GateName[] = ['tests', 'freshness', 'contracts', 'breaking', 'leakage', 'coverage', 'metrics']

/** What only some commands take. */
export const COMMAND_OPTIONS = {
  select: list('words...', 'what to take: names, tag:nightly, path:models/gold, +orders+ …', {
    short: '-s',
    aliases: ['--models', '--model', '-m'],
  }),
  exclude: list('words...', 'what to leave out of that'),
  // dbt's `list` takes --models for models alone.
  list_select: list('words...', 'what to list: names, tag:nightly, path:models/gold, +orders+ …', {
    name: 'select',
    short: '-s',
  }),
  models: list('words...', 'the same, and only models', { short: '-m', aliases: ['--model'] }),
  selector: text('name', 'a selection that selectors.yml gives a name'),
  full_refresh: flag('take incremental models and seeds as not built yet', {
    short: '-f',
    env: 'DBT_FULL_REFRESH',
  }),
  empty: toggle(false, 'read refs and sources without their rows: a dry run against the schema', { env: 'DBT_EMPTY' }),
  sample: text('window', 'read only rows of this time, where an event_time is declared: 3 days', { env: 'DBT_SAMPLE' }),
  store_failures: flag('keep the failing rows of tests in tables', { env: 'DBT_STORE_FAILURES' }),
  failing_rows: number(5, 'how many failing rows to keep of each data test', {
    name: 'rows',
    value: 'rows',
    own: true,
  }),
  reports: list('format=file...', 'write a report as well: junit=FILE, sarif=FILE, json=FILE, comment=FILE, github', {
    name: 'report',
    own: true,
  }),
  resource_types: list('kinds...', 'only these kinds', {
    aliases: ['--resource-type'],
    env: 'DBT_RESOURCE_TYPES',
    choices: [...KINDS, 'feature_view', 'training_set', 'default', 'all'],
  }),
  exclude_resource_types: list('kinds...', 'all but these kinds', {
    aliases: ['--exclude-resource-type'],
    env: 'DBT_EXCLUDE_RESOURCE_TYPES',
    choices: [...KINDS, 'default'],
  }),
  show: flag('show a few rows of each seed that was loaded'),
  inline: text('sql', 'SQL to take instead of a node of the project'),
  inline_direct: text('sql', '', { hidden: true }),
  introspect: toggle(true, 'do not let templates ask the database', { env: 'DBT_INTROSPECT' }),
  limit: number(5, 'how many rows; -1 for all', { value: 'rows', least: -1 }),
  list_output: choice(['json', 'name', 'path', 'selector'], 'selector', 'what to print of each', { name: 'output' }),
  tree: flag('as trees: what reads something stands below it'),
  output_keys: list('keys...', 'with --output json, what to print of each: name config.materialized …'),
  output_format: choice(['json', 'text'], 'text', 'how to print it', { name: 'output' }),
  output_path: text('file', 'where the report goes; else target/sources.json', { name: 'output', short: '-o' }),
  args: text('yaml', "arguments of the macro: '{name: value}'"),
  sql: text('sql', 'SQL with Jinja to run instead of a macro'),
  connection: flag('test only the connection'),
  config_dir: flag('print where profiles.yml is looked for'),
  clean_project_files_only: toggle(true, 'delete folders outside of the project too', {
    env: 'DBT_CLEAN_PROJECT_FILES_ONLY',
  }),
  add_package: text('name@version', 'write one more package into packages.yml: dbt-labs/dbt_utils@1.3.0'),
  source: choice(
    ['hub', 'git', 'local'],
    'hub',
    'where --add-package finds it; of git and local the name is an address, a folder',
  ),
  upgrade: flag('take the newest versions that fit, whatever package-lock.yml says'),
  lock: flag('write package-lock.yml, install nothing'),
  as_of: text('date', 'build training sets as of this day: 2026-05-01; else the one they declare, else today'),
  as_of_knowledge: text('time', 'rebuild them, and all they are made of, from what was known then'),
  export_format: choice(['csv', 'parquet'], 'csv', 'what to write', { name: 'format' }),
  export_path: text('file', 'where to; csv goes to standard output without it', { name: 'output', short: '-o' }),
  split: text('name', 'only the rows of this split'),
  dry_run: flag('say what would be done, and do nothing'),
  yes: flag('do it; without, it is only said what would be done', { short: '-y' }),
  current: flag('also the version that the view shows: it shows the newest that is left'),
  keep: number(5, 'how many of the newest versions stay', { value: 'versions', least: 0 }),
  gates: text('yaml', "gates instead of the project file's: '{tests: soft, coverage: {docs: 80}}'", { own: true }),
  only: list('gates...', 'ask only these gates', { choices: GATES, own: true }),
  fast: flag('ask only what needs no database', { own: true }),
  from_artifacts: flag('judge by what earlier commands left in target, and run nothing', { own: true }),
  cuts: number(10, 'how many moments to cut at, for each model', { least: 1 }),
  at: list('times...', 'cut at these moments instead: 2026-03-01, "2026-03-01 12:00+00"'),
  leakage_mode: choice(
    ['truncate', 'perturb', 'both'],
    'both',
    'hide what lies after a cut, alter it, or one after the other',
    {
      name: 'mode',
    },
  ),
  up: flag('what it is made of; this is what is told unless --down is given'),
  down: flag('what is made of it'),
  depth: number(null, 'how many steps; all of a column, one of each column of a model', { value: 'steps', least: 1 }),
  compile: toggle(true, 'compile nothing, and keep the manifest.json that is there'),
  empty_catalog: flag('write a catalog without asking the database'),

  event_time_start: text('time', 'build the batches of microbatch models from this time on (UTC)', {
    env: 'DBT_EVENT_TIME_START',
  }),
  event_time_end: text('time', 'and up to this time, without it', { env: 'DBT_EVENT_TIME_END' }),
  export_saved_queries: toggle(false, '', { env: 'DBT_EXPORT_SAVED_QUERIES', hidden: true }),
  include_saved_query: toggle(false, '', { env: 'DBT_INCLUDE_SAVED_QUERY', hidden: true }),
  inject_ephemeral_ctes: toggle(true, '', { hidden: true }),
  skip_debug: flag('', { hidden: true }),
  skip_profile_setup: flag('', { short: '-s', hidden: true }),
  static: flag('also the whole site in one file, static_index.html'),
  artifacts: text('folder', "make the site of the artifacts there, Assay's or dbt's, without a project"),
  port: number(8080, 'where to listen; 0 for any that is free', { least: 0 }),
  host: text('address', 'let others in: listen at this address instead of 127.0.0.1', { env: 'DBT_HOST' }),
  browser: toggle(true, 'open no browser'),
} as const

export type GlobalOption = keyof typeof GLOBAL_OPTIONS
export type CommandOption = keyof typeof COMMAND_OPTIONS
