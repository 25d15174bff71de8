import { expect, test } from 'vitest'
import { problems } from '../../testing/load-project.ts'

test('a wrong config is told where config() says it', async () => {
  const model = "{{ config(\n  materialized='table',\n  full_refresh='no',\n) }}\nselect 1 as id"
  expect(await problems({ 'models/orders.sql': model })).toEqual([
    "invalid-property models/orders.sql:3:3 the config of model 'orders': 'full_refresh' must be true or false, not the text 'no' (write true or false, without quotes)",
  ])
})

test('a wrong config is told where the property file says it; of what adds up, the layer that has it', async () => {
  const files = {
    'models/orders.sql': "{{ config(tags=['a']) }}select 1 as id",
    'models/m.yml': 'models:\n  - name: orders\n    config:\n      tags: 7\n      on_configuration_change: aply\n',
  }
  expect(await problems(files)).toEqual([
    "invalid-property models/m.yml:4:13 the config of model 'orders': 'tags[0]' must be text, not the number 7 (if these letters are meant, put them in quotes)",
    "invalid-property models/m.yml:5:32 the config of model 'orders': 'on_configuration_change' must be apply, continue or fail, not the text 'aply' (did you mean 'apply'?)",
  ])
})

test('a wrong config of a project file is told once, there, however many resources have it', async () => {
  const files = {
    'project.yml': 'name: shop\nmodels:\n  shop:\n    +enabled: maybe\n',
    'models/orders.sql': 'select 1 as id',
    'models/items.sql': 'select 1 as id',
  }
  expect(await problems(files)).toEqual([
    "invalid-property project.yml:4:15 models.shop: 'enabled' must be true or false, not the text 'maybe'",
  ])
})

test('a wrong config of a test is told where the test says it', async () => {
  const files = {
    'models/orders.sql': 'select 1 as id',
    'models/m.yml':
      'models:\n  - name: orders\n    columns:\n      - name: id\n        data_tests:\n          - unique:\n              config: {severity: warning}\n',
  }
  expect(await problems(files)).toEqual([
    "invalid-property models/m.yml:7:34 the config of test 'unique_orders_id': 'severity' must be warn or error, not the text 'warning' (did you mean 'warn'?)",
  ])
})

test('a wrong threshold of freshness is told where it stands', async () => {
  const files = {
    'models/s.yml':
      'sources:\n  - name: raw\n    tables:\n      - name: items\n        freshness: {warn_after: {count: 1, period: days}}\n',
  }
  expect(await problems(files)).toEqual([
    "invalid-property models/s.yml:5:52 the config of source 'raw.items': 'freshness.warn_after.period' must be minute, hour or day, not the text 'days' (did you mean 'day'?)",
  ])
})
