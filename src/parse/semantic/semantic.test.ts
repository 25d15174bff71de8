import { expect, test } from 'vitest'
import { AssayError } from '../../base/diagnostic.ts'
import { load, withFiles } from '../../testing/load-project.ts'

const DAYS = `
  - name: days
    time_spine: {standard_granularity_column: date_day}
    columns: [{name: date_day, granularity: day}]
`

/** What is wrong with a project of these properties: `code file:line:column message`. */
async function faults(yaml: string, models = DAYS): Promise<readonly string[]> {
  await using folder = await withFiles({
    'models/days.sql': 'select current_date as date_day',
    'models/orders.sql': 'select 1 as id',
    'models/all.yml': `models:${models}${yaml}`,
  })
  try {
    await load(folder)
    return []
  } catch (error) {
    if (!(error instanceof AssayError)) throw error
    return error.diagnostics.map(({ code, message, at }) => `${code} ${at?.line}:${at?.column} ${message}`)
  }
}

const ORDERS = `semantic_models:
  - name: orders
    model: ref('orders')
    entities: [{name: id, type: primary}]
    measures: [{name: n, agg: count, expr: id}]
`

test('a metric over a measure, a metric or a model that is not there is refused where it is written', async () => {
  expect(
    await faults(`${ORDERS}metrics:
  - {name: one, label: One, type: simple, type_params: {measure: m}}
  - {name: two, label: Two, type: ratio, type_params: {numerator: none, denominator: one}}
  - {name: three, label: Three, type: ratio, type_params: {numerator: one}}
saved_queries:
  - {name: all_of_it, query_params: {metrics: [nobody]}}
`),
  ).toEqual([
    "unknown-measure 11:12 metric 'one' reads the measure 'm', which no semantic model has",
    "unknown-metric 12:12 metric 'two' reads the metric 'none', which is not there",
    "invalid-metric 13:12 metric 'three' is a ratio and needs both a numerator and a denominator",
    "unknown-metric 15:12 saved query 'all_of_it' reads the metric 'nobody', which is not there",
  ])
  expect(await faults(ORDERS.replace("ref('orders')", "ref('nothing')"))).toEqual([
    "unknown-ref 7:12 ref('nothing') finds no model, seed or snapshot",
  ])
})

test('what is disabled cannot be read', async () => {
  expect(
    await faults(`${ORDERS.replace('model: ', 'config: {enabled: false}\n    model: ')}metrics:
  - {name: one, label: One, type: simple, type_params: {measure: n}}
  - {name: two, label: Two, type: simple, config: {enabled: false}, type_params: {measure: n}}
  - {name: three, label: Three, type: derived, type_params: {expr: two, metrics: [two]}}
`),
  ).toEqual([
    "disabled-measure 12:12 metric 'one' reads the measure 'n' of the semantic model 'orders', which is disabled",
    "disabled-metric 14:12 metric 'three' reads the metric 'two', which is disabled",
  ])
})

test('metrics that read each other in a circle are told, not read for ever', async () => {
  expect(
    await faults(`${ORDERS}metrics:
  - {name: a, label: A, type: derived, type_params: {expr: b, metrics: [b]}}
  - {name: b, label: B, type: derived, type_params: {expr: a, metrics: [a]}}
`),
  ).toEqual(['metric-cycle 11:12 metrics read each other in a circle: a → b → a'])
})

test('a semantic model needs a time spine by the day or finer', async () => {
  expect(await faults(ORDERS, '\n  - name: orders\n')).toEqual([
    'no-time-spine 4:11 semantic models need a time spine: a model with a row for each day, or for less',
  ])
  expect(await faults(ORDERS, DAYS.replace('granularity: day', 'granularity: month'))).toHaveLength(1)
})

test('the columns of a time spine are the model’s own, and the first one has a granularity', async () => {
  expect(await faults('', DAYS.replace('date_day, granularity: day', 'other'))).toEqual([
    "invalid-time-spine 3:47 the time spine of model 'days' has the standard column 'date_day', which is not declared",
  ])
  expect(await faults('', DAYS.replace(', granularity: day', ''))).toEqual([
    "invalid-time-spine 3:47 the time spine of model 'days' has the standard column 'date_day' without a granularity",
  ])
})

test('names, types and windows that cannot be are refused with what was expected', async () => {
  expect(
    await faults(`metrics:
  - {name: a metric, label: One, type: simple, type_params: {measure: m}}
  - {name: good, type: simple, type_params: {measure: m}}
  - {name: wide, label: Wide, type: cumulative, type_params: {measure: n, cumulative_type_params: {window: long}}}
  - {name: alone, type: simple, agg: sum}
`),
  ).toEqual([
    expect.stringContaining('a name of letters, numbers and underscores'),
    expect.stringContaining('label'),
    expect.stringContaining('a number and a unit of time: 28 days'),
    "invalid-metric 9:12 metric 'alone' is a simple metric, which stands under the model it is of",
  ])
})
