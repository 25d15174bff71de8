import type { Flags } from '../options/flags.ts'

/** The options of which dbt's first event tells, as it spells their values. */
const REPORTED = [
  'cache_selected_only',
  'debug',
  'empty',
  'fail_fast',
  'hints_enabled',
  'indirect_selection',
  'introspect',
  'log_cache_events',
  'log_format',
  'log_path',
  'maximum_seed_size_mib',
  'partial_parse',
  'printer_width',
  'profiles_dir',
  'quiet',
  'send_anonymous_usage_stats',
  'static_parser',
  'target_path',
  'use_colors',
  'use_experimental_parser',
  'version_check',
  'warn_error',
  'warn_error_options',
  'write_json',
] as const satisfies readonly (keyof Flags)[]

/** `args` of MainReportArgs. */
export function reportedArguments(flags: Flags, line: string): Readonly<Record<string, string>> {
  const named = REPORTED.map((key) => [key, spell(flags[key])])
  return { ...Object.fromEntries(named), no_print: 'None', invocation_command: line }
}

function spell(value: string | number | boolean | null): string {
  if (value === null) return 'None'
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value)
}
