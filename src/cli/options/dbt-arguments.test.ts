import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { COMMANDS } from '../command-table.ts'
import { type DbtCall, dbtArguments, dbtFlags } from './dbt-arguments.ts'
import { type OptionKey, resolveFlags } from './flags.ts'
import { GLOBAL_OPTIONS } from './options.ts'

function called(
  which: string,
  more: Partial<DbtCall> & { readonly given?: ReadonlyMap<OptionKey, string> } = {},
): DbtCall {
  const { given = new Map() } = more
  const { options = [] } = COMMANDS.find(({ name }) => name === which) ?? {}
  return {
    flags: resolveFlags({ given, environment: {} }).flags,
    keys: [...(Object.keys(GLOBAL_OPTIONS) as OptionKey[]), ...options],
    which,
    line: `assay ${which}`,
    projectFlags: {},
    vars: {},
    warnErrorOptions: {},
    folders: { project_dir: '/shop', profiles_dir: '/home/ann/.dbt', log_path: '/shop/logs' },
    ...more,
  }
}

test('run_results.json has the keys that dbt writes into args, with its values where nothing was asked for', () => {
  const url = new URL('../../artifacts/testdata/shop.recorded/run_results.json', import.meta.url)
  const { args } = JSON.parse(readFileSync(url, 'utf8'))
  const ours = dbtArguments(called('build', { vars: { start: '2024-01-01' } }))
  expect(Object.keys(ours).sort()).toEqual(Object.keys(args).sort())
  const placed = new Set(['invocation_command', 'log_path', 'profiles_dir', 'project_dir', 'quiet', 'use_colors'])
  const free = ([key]: readonly [string, unknown]): boolean => !placed.has(key)
  expect(Object.fromEntries(Object.entries(ours).filter(free))).toEqual(
    Object.fromEntries(Object.entries(args as object).filter(free)),
  )
})

test('the arguments leave out what has no value, and of some options that they are not on', () => {
  const plain = dbtArguments(called('run'))
  expect(plain).toMatchObject({ which: 'run', select: [], empty: false, invocation_command: 'assay run' })
  for (const key of ['threads', 'target', 'full_refresh', 'warn_error', 'debug']) expect(plain).not.toHaveProperty(key)
  const given = new Map<OptionKey, string>([
    ['threads', '4'],
    ['full_refresh', 'true'],
  ])
  expect(dbtArguments(called('run', { flags: resolveFlags({ given, environment: {} }).flags }))).toMatchObject({
    threads: 4,
    full_refresh: true,
  })
})

test("the project file's own behaviour flags count", () => {
  const call = called('run', { projectFlags: { state_modified_compare_vars: true, validate_macro_args: 'yes' } })
  expect(dbtArguments(call)).toMatchObject({ state_modified_compare_vars: true, validate_macro_args: true })
  expect(dbtFlags(call)).toMatchObject({ STATE_MODIFIED_COMPARE_VARS: true, VALIDATE_MACRO_ARGS: true })
})

test('--warn-error-options are written as dbt has read them', () => {
  const write = (options: DbtCall['warnErrorOptions']) =>
    dbtArguments(called('run', { warnErrorOptions: options })).warn_error_options
  expect(write({ include: 'all', exclude: ['Deprecations'] })).toEqual({
    error: 'all',
    warn: ['Deprecations'],
    silence: [],
  })
  expect(write({ silence: ['TestsConfigDeprecation'] })).toEqual({
    error: [],
    warn: [],
    silence: ['TestsConfigDeprecation'],
  })
})

test("templates see the flags under dbt's names, those of the command that share one too", () => {
  const { flags } = resolveFlags({ given: new Map([['list_output', 'json']]), environment: {} })
  const seen = dbtFlags(
    called('list', { flags, keys: ['list_output', 'select', 'target'], line: 'assay ls --output json' }),
  )
  expect(seen).toMatchObject({
    FULL_REFRESH: false,
    STORE_FAILURES: false,
    INTROSPECT: true,
    INDIRECT_SELECTION: 'eager',
    STRICT_MODE: false,
    OUTPUT: 'json',
    SELECT: [],
    TARGET: null,
    VARS: {},
    WHICH: 'list',
    INVOCATION_COMMAND: 'assay ls --output json',
  })
})

test('run-operation has what it is to call, and of the rest only what is plain data in dbt', () => {
  const operation = { macro: 'say', args: { what: 'x' } }
  const ours = dbtArguments(called('run-operation', { operation }))
  expect(ours).toMatchObject({ macro: 'say', args: { what: 'x' }, full_refresh: false, debug: false, vars: {} })
  for (const key of ['project_dir', 'log_path', 'warn_error_options', 'warn_error', 'sql'])
    expect(ours).not.toHaveProperty(key)
})
