import { describe, expect, test } from 'vitest'
import { problems, warnings } from '../testing/load-project.ts'

const GOOD = "materialized='incremental', incremental_strategy='microbatch', event_time='at', batch_size='day'"
const files = (config: string): Readonly<Record<string, string>> => ({
  'models/raw.sql': "{{ config(event_time='at') }}select 1 as at",
  'models/m.sql': `{{ config(${config}) }}\nselect * from {{ ref('raw') }}`,
})

describe('a microbatch model is refused', () => {
  test.each([
    [
      GOOD,
      "39 the microbatch model 'm' has no 'begin' (begin is when the first batch begins, '2024-01-31' or '2024-01-31 10:00:00')",
    ],
    [
      `${GOOD}, begin='soon'`,
      "109 the microbatch model 'm' cannot have the text 'soon' as 'begin' (begin is when the first batch begins, '2024-01-31' or '2024-01-31 10:00:00')",
    ],
    [
      `${GOOD}, begin=2024`,
      "109 the microbatch model 'm' cannot have the number 2024 as 'begin' (begin is when the first batch begins, '2024-01-31' or '2024-01-31 10:00:00')",
    ],
    [
      `${GOOD.replace("'day'", "'week'")}, begin='2024-01-01'`,
      "91 the microbatch model 'm' cannot have the text 'week' as 'batch_size' (batch_size is one of hour, day, month, year)",
    ],
    [
      `${GOOD.replace(", batch_size='day'", '')}, begin='2024-01-01'`,
      "39 the microbatch model 'm' has no 'batch_size' (batch_size is one of hour, day, month, year)",
    ],
    [
      `${GOOD.replace("event_time='at', ", '')}, begin='2024-01-01'`,
      "39 the microbatch model 'm' has no 'event_time' (event_time is the name of the column that says when a row happened)",
    ],
    [
      `${GOOD}, begin='2024-01-01', lookback=1.5`,
      "129 the microbatch model 'm' cannot have the number 1.5 as 'lookback' (lookback is a whole number of batches)",
    ],
  ])('with config(%s)', async (config, told) => {
    const [line = ''] = await problems(files(config))
    expect(line.replace('microbatch-config models/m.sql:1:', '')).toBe(told)
  })

  test('at the place in its properties, where the config stands there', async () => {
    const properties = `models:
  - name: m
    config:
      materialized: incremental
      incremental_strategy: microbatch
      event_time: at
      batch_size: fortnight
`
    const lines = await problems({
      ...files(GOOD),
      'models/m.sql': "select * from {{ ref('raw') }}",
      'models/m.yml': properties,
    })
    expect(lines).toEqual([
      "microbatch-config models/m.yml:5:7 the microbatch model 'm' has no 'begin' (begin is when the first batch begins, '2024-01-31' or '2024-01-31 10:00:00')",
      "microbatch-config models/m.yml:7:7 the microbatch model 'm' cannot have the text 'fortnight' as 'batch_size' (batch_size is one of hour, day, month, year)",
    ])
  })
})

test('all that is right is taken: times in ISO form, of Python, of YAML', async () => {
  for (const begin of [
    "'2024-01-01'",
    "'2024-01-01 10:30:00'",
    "'2024-01-01T10:30:00'",
    'modules.datetime.datetime(2024, 1, 1)',
  ])
    expect(await warnings(files(`${GOOD}, begin=${begin}, lookback=0, concurrent_batches=true`))).toEqual([])
})

test('a microbatch model that reads nothing with an event time is warned of', async () => {
  expect(await warnings({ ...files(`${GOOD}, begin='2024-01-01'`), 'models/raw.sql': 'select 1 as at' })).toEqual([
    "microbatch-no-event-time models/m.sql:1:39 no ref and no source of the microbatch model 'm' has an event_time: every batch reads all of their rows (set 'event_time' in the config of what is to be filtered: the column of its time)",
  ])
})

test('a strategy macro of the project that builds at once is warned of, and asks for no batches', async () => {
  const own = { 'macros/own.sql': '{% macro get_incremental_microbatch_sql(args) %}select 1{% endmacro %}' }
  const atOnce = 'name: shop\nflags: {require_batched_execution_for_custom_microbatch_strategy: false}\n'
  expect(await warnings({ ...files(GOOD), ...own, 'dbt_project.yml': atOnce })).toEqual([
    "microbatch-macro-at-once models/m.sql:1:39 microbatch models are built at once, by the macro get_incremental_microbatch_sql of the project: that is deprecated (to build them in batches leave out 'flags: require_batched_execution_for_custom_microbatch_strategy: false')",
  ])
  expect(await warnings({ ...files(`${GOOD}, begin='2024-01-01'`), ...own })).toEqual([])
})
