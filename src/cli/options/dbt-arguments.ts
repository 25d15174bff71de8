/** How a command was called, in dbt's names: `flags` and `invocation_args_dict` of templates, `args` of run_results.json. */
import { behaviorsOf } from '../../assay.ts'
import type { Json, JsonObject } from '../../base/json.ts'
import { type Flags, OPTIONS, type OptionKey } from './flags.ts'
import { nameOf, type Option } from './option.ts'

export interface DbtCall {
  readonly flags: Flags
  /** The options that the command takes. */
  readonly keys: readonly OptionKey[]
  /** dbt's word for the command. */
  readonly which: string
  /** The line as it was typed, without secrets. */
  readonly line: string
  /** `flags:` of the project file. */
  readonly projectFlags: JsonObject
  readonly vars: JsonObject
  readonly warnErrorOptions: JsonObject
  /** What `run-operation` is to call, and with which arguments. */
  readonly operation?: { readonly macro: string | null; readonly args: JsonObject | null }
  /** Where dbt has a folder though nobody named one. */
  readonly folders: Readonly<Record<'project_dir' | 'profiles_dir' | 'log_path', string>>
}

/** `flags`: names in upper case, those without a value too. */
export function dbtFlags({ flags, keys, which, line, projectFlags, vars }: DbtCall): JsonObject {
  const named = keys.map((key) => [nameOf(key, OPTIONS[key]).toUpperCase(), flags[key]] as const)
  const behaviour = Object.entries(behaviorsOf(projectFlags)).map(([name, on]) => [name.toUpperCase(), on] as const)
  const { full_refresh, store_failures, introspect, indirect_selection } = flags
  return {
    FULL_REFRESH: full_refresh,
    STORE_FAILURES: store_failures,
    INTROSPECT: introspect,
    INDIRECT_SELECTION: indirect_selection,
    STRICT_MODE: false,
    SHOW_RESOURCE_REPORT: false,
    ...Object.fromEntries([...behaviour, ...named]),
    WHICH: which,
    INVOCATION_COMMAND: line,
    VARS: vars,
  }
}

/** `args`: what has no value is left out, and of some that are rarely used what is not on. */
export function dbtArguments(call: DbtCall): JsonObject {
  return call.operation === undefined ? argumentsOf(call) : operationArguments(call, call.operation)
}

/** Those of `run-operation` went another way in dbt: without what is neither text, number, list nor mapping there. */
function operationArguments(call: DbtCall, { macro, args }: NonNullable<DbtCall['operation']>): JsonObject {
  const { project_dir, log_path, warn_error_options, args: _, ...rest } = argumentsOf(call)
  const silent = [...SILENT_WHEN_OFF].filter((key) => key !== 'warn_error').map((key) => [key, call.flags[key]])
  const named = { ...(macro === null ? {} : { macro }), ...(args === null ? {} : { args }) }
  return { ...rest, ...Object.fromEntries(silent), ...named }
}

function argumentsOf(call: DbtCall): JsonObject {
  const { flags, keys, which, line, projectFlags, vars, folders } = call
  const named: Record<string, Json> = {}
  for (const key of keys) {
    const value = flags[key]
    if (isUnsaid(OPTIONS[key], value)) continue
    if (value !== null && !(value === false && SILENT_WHEN_OFF.has(key))) named[nameOf(key, OPTIONS[key])] = value
  }
  return {
    ...behaviorsOf(projectFlags),
    introspect: flags.introspect,
    strict_mode: false,
    show_resource_report: false,
    v2_parser: 'dbt-core-experimental-parser parse',
    ...folders,
    ...(which === 'build' ? { include_saved_query: false } : {}),
    ...(GROUPS_SQL.has(which) ? { sqlparse: { MAX_GROUPING_DEPTH: null, MAX_GROUPING_TOKENS: null } } : {}),
    ...named,
    warn_error_options: warnErrorOptions(call.warnErrorOptions),
    vars,
    which,
    invocation_command: line,
  }
}

/** An option that dbt does not have, of which nobody made use. */
function isUnsaid({ own, initial }: Option, value: Json): boolean {
  return own === true && (value === initial || (Array.isArray(value) && value.length === 0))
}

/** Commands that dbt gives `--sqlparse`. */
const GROUPS_SQL: ReadonlySet<string> = new Set([
  'build',
  'compile',
  'freshness',
  'generate',
  'run',
  'seed',
  'show',
  'snapshot',
  'test',
])

const SILENT_WHEN_OFF: ReadonlySet<OptionKey> = new Set([
  'debug',
  'full_refresh',
  'fail_fast',
  'warn_error',
  'single_threaded',
  'log_cache_events',
  'store_failures',
  'use_experimental_parser',
])

/** As dbt has read them: all three kinds, each a list or a word for all. */
function warnErrorOptions({ error, warn, silence, include, exclude }: JsonObject): JsonObject {
  return { error: error ?? include ?? [], warn: warn ?? exclude ?? [], silence: silence ?? [] }
}
