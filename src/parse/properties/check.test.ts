import { expect, test } from 'vitest'
import { problems } from '../../testing/load-project.ts'

const orders = { 'models/orders.sql': 'select 1 as id' }

async function ofModel(yaml: string): Promise<readonly string[]> {
  return problems({ ...orders, 'models/m.yml': `models:\n  - name: orders\n${yaml}` })
}

test.each([
  ['    description: [a]\n', "3:18 model 'orders': 'description' must be text, not a list"],
  ['    latest_version: [1]\n', "3:21 model 'orders': 'latest_version' must be text or a number, not a list"],
  [
    '    deprecation_date: someday\n',
    "3:23 model 'orders': 'deprecation_date' must be a date or a time, such as 2030-01-31, not the text 'someday'",
  ],
  ['    columns: id\n', "3:14 model 'orders': 'columns' must be a list, not the text 'id'"],
  [
    '    columns: [{name: id, data_type: 7}]\n',
    "3:37 model 'orders': 'columns[0].data_type' must be text, not the number 7 (if these letters are meant, put them in quotes)",
  ],
  [
    '    columns: [{name: id, quote: "yes"}]\n',
    "3:33 model 'orders': 'columns[0].quote' must be true or false, not the text 'yes' (write true or false, without quotes)",
  ],
  [
    '    columns: [{name: id, constraints: [{type: notnull}]}]\n',
    "3:47 model 'orders': 'columns[0].constraints[0].type' must be check, not_null, unique, primary_key, foreign_key or custom, not the text 'notnull' (did you mean 'not_null'?)",
  ],
  [
    '    columns: [{description: x}]\n',
    "missing-property models/m.yml:3:15 model 'orders' lacks 'columns[0].name' (add 'name': text)",
  ],
])('what a property must be is said in words: %j', async (yaml, expected) => {
  const [told] = await ofModel(yaml)
  expect(told).toBe(expected.startsWith('missing') ? expected : `invalid-property models/m.yml:${expected}`)
})

test('several mistakes of one entry are told in the order of the file', async () => {
  const exposure = 'exposures:\n  - name: board\n    type: dashbord\n    maturity: very\n    owner: us\n'
  expect(await problems({ ...orders, 'models/e.yml': exposure })).toEqual([
    "invalid-property models/e.yml:3:11 exposure 'board': 'type' must be dashboard, notebook, analysis, ml or application, not the text 'dashbord' (did you mean 'dashboard'?)",
    "invalid-property models/e.yml:4:15 exposure 'board': 'maturity' must be low, medium or high, not the text 'very'",
    "invalid-property models/e.yml:5:12 exposure 'board': 'owner' must be a mapping, not the text 'us'",
  ])
})

test('a source that cannot be read is told, and not that its tables are missing', async () => {
  const files = {
    'models/orders.sql': "select * from {{ source('raw', 'orders') }}",
    'models/s.yml': 'sources: [{name: raw, tables: [{name: orders, loaded_at_field: 5}]}]\n',
  }
  expect(await problems(files)).toEqual([
    "invalid-property models/s.yml:1:64 source 'raw': 'tables[0].loaded_at_field' must be text, not the number 5 (if these letters are meant, put them in quotes)",
  ])
})
