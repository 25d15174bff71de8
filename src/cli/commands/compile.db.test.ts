import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Shop, withShop } from '../../testing/shop-project.ts'

let shop: Shop

beforeAll(async () => {
  shop = await withShop({
    'models/counted.sql':
      "select {{ run_query('select count(*) from analytics.counts')[0][0] if execute else 0 }} as counted\n",
    'models/added.sql':
      "{{ config(materialized='incremental') }}\nselect 1 as id{% if is_incremental() %} where false{% endif %}\n",
    'models/plain.sql': 'select 1 as id\n',
    'models/wrong.sql': 'select 1 as id,\n  nothing\n',
  })
  await shop.rows('create schema if not exists analytics')
  await shop.rows('create table analytics.counts (id int)')
})

afterAll(() => shop?.[Symbol.asyncDispose]())

const compiled = (name: string): string => shop.read(`target/compiled/shop/models/${name}.sql`)

test('what a template asks of the database is asked again, though nothing of the project has changed', async () => {
  expect((await shop.call('compile --select counted plain')).code).toBe(0)
  expect(compiled('counted')).toContain('select 0 as counted')
  await shop.rows('insert into analytics.counts values (1), (2)')
  expect((await shop.call('compile --select counted plain')).code).toBe(0)
  expect(compiled('counted')).toContain('select 2 as counted')
})

test('an incremental model is compiled by whether its table is there, run after run', async () => {
  const codes: string[] = []
  for (const line of ['run', 'run', 'run --full-refresh', 'run']) {
    expect((await shop.call(`${line} --select added`)).code).toBe(0)
    codes.push(compiled('added').includes('where false') ? 'added' : 'whole')
  }
  expect(codes).toEqual(['whole', 'added', 'whole', 'added'])
})

test('what is wrong in SQL that was kept is told at its place', async () => {
  expect((await shop.call('compile --select wrong')).code).toBe(0)
  const { code, out, err } = await shop.call('run --select wrong')
  expect(code).toBe(1)
  expect(out + err).toContain('models/wrong.sql:2:3')
})
