import type { Command } from './command.ts'
import type { CommandOption } from './options/options.ts'

const SELECTION: readonly CommandOption[] = ['select', 'exclude', 'selector']
const MICROBATCH: readonly CommandOption[] = ['event_time_start', 'event_time_end', 'sample']
const KINDS: readonly CommandOption[] = ['resource_types', 'exclude_resource_types']

/** Every verb, in the order of help. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'build',
    logs: true,
    group: 'build',
    summary: 'seeds, models, snapshots and tests, each as soon as it can be',
    options: [
      ...SELECTION,
      ...KINDS,
      'full_refresh',
      'empty',
      'store_failures',
      'show',
      ...MICROBATCH,
      'export_saved_queries',
      'include_saved_query',
    ],
    load: async () => (await import('./commands/build.ts')).build,
  },
  {
    name: 'run',
    logs: true,
    group: 'build',
    summary: 'models',
    options: [...SELECTION, 'full_refresh', 'empty', ...MICROBATCH],
    load: async () => (await import('./commands/build.ts')).build,
  },
  {
    name: 'test',
    logs: true,
    group: 'build',
    summary: 'data tests',
    options: [...SELECTION, ...KINDS, 'store_failures'],
    load: async () => (await import('./commands/build.ts')).build,
  },
  {
    name: 'seed',
    logs: true,
    group: 'build',
    summary: 'csv files, as tables',
    options: [...SELECTION, 'full_refresh', 'empty', 'show'],
    load: async () => (await import('./commands/build.ts')).build,
  },
  {
    name: 'snapshot',
    logs: true,
    group: 'build',
    summary: 'how rows change over time',
    options: [...SELECTION, 'empty'],
    load: async () => (await import('./commands/build.ts')).build,
  },
  {
    name: 'clone',
    logs: true,
    group: 'build',
    summary: 'views of what another target has, for what is not built here',
    options: [...SELECTION, ...KINDS, 'full_refresh'],
    load: async () => (await import('./commands/clone.ts')).clone,
  },
  {
    name: 'retry',
    logs: true,
    group: 'build',
    summary: 'what failed or was skipped in the last run',
    options: ['full_refresh'],
    load: async () => (await import('./commands/retry.ts')).retry,
  },
  {
    name: 'watch',
    logs: true,
    group: 'build',
    summary: 'build what changes, and what depends on it, as files are saved',
    options: [...SELECTION, 'full_refresh', 'empty', 'store_failures'],
    load: async () => (await import('./commands/watch.ts')).watch,
  },
  {
    name: 'compile',
    answers: true,
    logs: true,
    group: 'look',
    summary: 'SQL as it would run, without running it',
    options: [...SELECTION, 'inline', 'introspect', 'full_refresh', 'empty', 'output_format', 'inject_ephemeral_ctes'],
    load: async () => (await import('./commands/compile.ts')).compile,
  },
  {
    name: 'show',
    answers: true,
    logs: true,
    group: 'look',
    summary: 'the first rows of a model, or of SQL given inline',
    options: [...SELECTION, 'inline', 'inline_direct', 'limit', 'output_format', 'introspect', 'full_refresh'],
    load: async () => (await import('./commands/show.ts')).show,
  },
  {
    name: 'ls',
    answers: true,
    logs: true,
    group: 'look',
    aliases: ['list'],
    which: 'list',
    summary: 'what there is in the project',
    options: ['list_select', 'models', 'exclude', 'selector', ...KINDS, 'list_output', 'output_keys'],
    load: async () => (await import('./commands/list.ts')).list,
  },
  {
    name: 'parse',
    logs: true,
    group: 'look',
    summary: 'read the project, say what is wrong in it',
    options: [],
    load: async () => (await import('./commands/parse.ts')).parse,
  },
  {
    name: 'run-operation',
    logs: true,
    group: 'build',
    summary: 'call a macro',
    arguments: ['[macro]'],
    options: ['args', 'sql'],
    load: async () => (await import('./commands/run-operation.ts')).runOperation,
  },
  {
    name: 'freshness',
    logs: true,
    group: 'look',
    summary: 'how old the data of sources is',
    options: [...SELECTION, 'output_path'],
    load: async () => (await import('./commands/freshness.ts')).freshness,
  },
  {
    name: 'source freshness',
    logs: true,
    group: 'look',
    aliases: ['snapshot-freshness'],
    summary: 'the same, as dbt calls it',
    options: [...SELECTION, 'output_path'],
    load: async () => (await import('./commands/freshness.ts')).freshness,
  },
  {
    name: 'leakage',
    answers: true,
    logs: true,
    group: 'look',
    summary: 'whether models look into the future: rebuild them without it, and compare',
    options: [...SELECTION, 'cuts', 'at', 'leakage_mode', 'output_format'],
    load: async () => (await import('./commands/leakage.ts')).leakage,
  },
  {
    name: 'lineage',
    answers: true,
    logs: true,
    group: 'look',
    summary: 'which columns a column is made of, or which are made of it',
    arguments: ['<model.column>'],
    options: ['up', 'down', 'depth', 'output_format'],
    load: async () => (await import('./commands/lineage.ts')).lineage,
  },
  {
    name: 'docs generate',
    logs: true,
    group: 'look',
    summary: 'manifest.json, catalog.json and assay.json',
    options: [...SELECTION, 'compile', 'empty_catalog', 'static'],
    which: 'generate',
    load: async () => (await import('./commands/docs-generate.ts')).docsGenerate,
  },
  {
    name: 'init',
    logs: false,
    group: 'project',
    summary: 'a small project that builds at once',
    arguments: ['[name]'],
    options: ['skip_profile_setup', 'skip_debug'],
    load: async () => (await import('./commands/init.ts')).init,
  },
  {
    name: 'debug',
    logs: false,
    group: 'project',
    summary: 'which project, which database and why, and does it answer',
    options: ['connection', 'config_dir'],
    load: async () => (await import('./commands/debug.ts')).debug,
  },
  {
    name: 'deps',
    logs: true,
    group: 'project',
    summary: 'fetch the packages that packages.yml or dependencies.yml asks for',
    options: ['upgrade', 'lock', 'add_package', 'source', 'dry_run'],
    load: async () => (await import('./commands/deps.ts')).deps,
  },
  {
    name: 'clean',
    logs: false,
    group: 'project',
    summary: 'delete what the project file calls clean-targets',
    options: ['clean_project_files_only'],
    load: async () => (await import('./commands/clean.ts')).clean,
  },
]

export type CommandGroup = Command['group']

/** The headings of help, in order. */
export const GROUP_TITLES: Readonly<Record<CommandGroup, string>> = {
  project: 'Begin',
  build: 'Build and test',
  look: 'Look',
}

/** Verbs of dbt's that are not here, and what to do instead. */
export const MISSING: Readonly<Record<string, string>> = {
  'docs serve':
    "the site comes later; 'assay docs generate' writes manifest.json and catalog.json, which other viewers read",
}
