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
  deps: 'packages are read from the folders they lie in (dbt_packages); put them there, or let dbt do it',
  clone: 'there is no cloning on Postgres; build into another schema with --target',
  'docs serve':
    "the site comes later; 'assay docs generate' writes manifest.json and catalog.json, which other viewers read",
}
