import { expect, test } from 'vitest'
import { AssayError } from '../../base/diagnostic.ts'
import { type FlagSources, resolveFlags } from './flags.ts'

const resolve = (sources: Partial<FlagSources>) => resolveFlags({ given: new Map(), environment: {}, ...sources })

function complaintsOf(sources: Partial<FlagSources>): readonly string[] {
  try {
    resolve(sources)
  } catch (error) {
    if (error instanceof AssayError) return error.diagnostics.map(({ message, hint }) => `${message}; ${hint}`)
  }
  return []
}

test('the command line wins over the environment, that over the project file, that over what is usual', () => {
  const project = { printer_width: 50 }
  const environment = { DBT_PRINTER_WIDTH: '60', DBT_ENGINE_PRINTER_WIDTH: '70' }
  const width = (sources: Partial<FlagSources>): number => resolve(sources).flags.printer_width
  expect(width({})).toBe(80)
  expect(width({ project })).toBe(50)
  expect(width({ project, environment: { DBT_PRINTER_WIDTH: '60' } })).toBe(60)
  expect(width({ project, environment })).toBe(70)
  expect(width({ project, environment, given: new Map([['printer_width', '90']]) })).toBe(90)
})

test('it is known which options somebody set', () => {
  const { set } = resolve({ environment: { DBT_QUIET: '0' }, project: { fail_fast: false } })
  expect([...set].sort()).toEqual(['fail_fast', 'quiet'])
})

test.each(['1', 'true', 'T', 'yes', 'Y', 'on'])('%s in a variable means on', (text) => {
  expect(resolve({ environment: { DBT_FULL_REFRESH: text } }).flags.full_refresh).toBe(true)
})

test.each(['0', 'false', 'F', 'no', 'N', 'off'])('%s in a variable means off', (text) => {
  expect(resolve({ environment: { DBT_USE_COLORS: text } }).flags.use_colors).toBe(false)
})

test('an empty variable is none', () => {
  expect(resolve({ environment: { DBT_FAIL_FAST: '' } }).set.size).toBe(0)
})

test('variables that were renamed still count, and win over their new names; DBT_NO_PRINT says the opposite', () => {
  const environment = { DBT_DEFER_TO_STATE: '1', DBT_ARTIFACT_STATE_PATH: 'a', DBT_STATE: 'b', DBT_NO_PRINT: 'true' }
  const { defer, state, print } = resolve({ environment }).flags
  expect([defer, state, print]).toEqual([true, 'a', false])
  expect(resolve({ environment, given: new Map([['state', 'c']]) }).flags.state).toBe('c')
})

test('kinds may be listed with spaces or commas, in any case', () => {
  const { flags } = resolve({ environment: { DBT_RESOURCE_TYPES: 'Model seed,snapshot' } })
  expect(flags.resource_types).toEqual(['model', 'seed', 'snapshot'])
})

test('everything that cannot be is told at once, with its source', () => {
  expect(
    complaintsOf({
      given: new Map([
        ['threads', '0'],
        ['indirect_selection', 'lazy'],
      ]),
      environment: { DBT_DEBUG: 'perhaps', DBT_RESOURCE_TYPES: 'model table' },
      project: { printer_width: 'wide' },
    }),
  ).toEqual([
    "--threads cannot be '0'; it takes a whole number from 1 on",
    "--indirect-selection cannot be 'lazy'; it takes one of eager, cautious, buildable, empty",
    "DBT_DEBUG cannot be 'perhaps'; it takes true or false",
    "flags: printer_width cannot be 'wide'; it takes a whole number from 20 on",
    "DBT_RESOURCE_TYPES cannot be 'model table'; it takes words out of model, seed, snapshot, test, source, exposure, analysis, metric, semantic_model, saved_query, unit_test, function, feature_view, training_set, default, all",
  ])
})
