import { expect, test } from 'vitest'
import { problems, warnings } from '../testing/load-project.ts'

const model = (config: string): Readonly<Record<string, string>> => ({
  'models/m.sql': `{{ config(materialized='incremental', contract={'enforced': true}${config}) }}\nselect 1 as id`,
  'models/m.yml': 'models: [{name: m, columns: [{name: id, data_type: int}]}]',
})

test('an incremental model with a contract must keep its columns', async () => {
  const told = (change: string, column: number): readonly string[] => [
    `contract-schema-change models/m.sql:1:${column} the incremental model 'm' has a contract, and on_schema_change is '${change}' (set on_schema_change to 'append_new_columns' or 'fail': then its table keeps the columns of the contract)`,
  ]
  expect(await problems(model(''))).toEqual(told('ignore', 39))
  expect(await problems(model(", on_schema_change='sync_all_columns'"))).toEqual(told('sync_all_columns', 68))
  for (const change of ['append_new_columns', 'fail'])
    expect(await warnings(model(`, on_schema_change='${change}'`))).toEqual([])
})
