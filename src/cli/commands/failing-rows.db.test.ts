import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Shop, withShop } from '../../testing/shop-project.ts'

let shop: Shop

beforeAll(async () => {
  shop = await withShop({
    'models/models.yml': `models:
  - name: orders
    columns:
      - {name: id, data_tests: [{accepted_values: {arguments: {values: [1]}}}]}
      - name: customer
        config: {tags: [pii]}
        data_tests: [unique, {accepted_values: {name: customers_known, arguments: {values: [cyd]}}}]
  - name: customers
    columns:
      - {name: customer}
      - {name: spent}
`,
    'tests/no_debts.sql':
      "select customer, spent, customer as who from {{ ref('customers') }} where spent > 0 order by spent",
    'tests/renamed.sql': "select id, customer as who from {{ ref('orders') }} order by id",
  })
  await shop.call('build --exclude resource_type:test')
}, 60_000)

afterAll(() => shop?.[Symbol.asyncDispose]())

function found(): Record<string, unknown> {
  const { tests } = shop.json('target/failing_rows.json')
  return Object.fromEntries(Object.entries(tests).map(([id, rest]) => [id.split('.')[2], rest]))
}

test('the first rows of each failing test are kept, and no more than were asked for', async () => {
  const { code } = await shop.call('test --select renamed --rows 2')
  expect(code).toBe(1)
  expect(found()).toMatchObject({
    renamed: {
      status: 'fail',
      failures: 3,
      columns: ['id', 'who'],
      rows: [
        ['1', '***'],
        ['2', '***'],
      ],
      masked: ['who'],
    },
  })
})

test('with --rows 0 nothing is kept, nor asked', async () => {
  await shop.call('test --select renamed --rows 0')
  expect(found()).toEqual({})
})

test('what a test calls a personal column otherwise is hidden too; the count of rows is not', async () => {
  await shop.call('test --select unique_orders_customer customers_known')
  expect(found()).toMatchObject({
    unique_orders_customer: { columns: ['unique_field', 'n_records'], rows: [['***', '2']], masked: ['unique_field'] },
    customers_known: { masked: ['value_field'] },
  })
})

test('further down a column of the same name is hidden, and one that nothing is said of: it may be the same, renamed', async () => {
  const { out } = await shop.call('test --select no_debts')
  expect(found()).toMatchObject({
    no_debts: {
      rows: [
        ['***', '3', '***'],
        ['***', '17.5', '***'],
      ],
      masked: ['customer', 'who'],
    },
  })
  expect(out).toContain('    ***       3      ***\n')
})

test('a test of a column that is not personal shows what it found', async () => {
  await shop.call('test --select accepted_values_orders_id__1')
  expect(found()).toMatchObject({
    accepted_values_orders_id__1: { columns: ['value_field', 'n_records'], masked: [] },
  })
})

test('stored failures are read from the table that keeps them', async () => {
  await shop.call('test --select renamed --store-failures --rows 1')
  expect(found()).toMatchObject({ renamed: { rows: [['1', '***']], failures: 3 } })
  expect(shop.json('target/failing_rows.json').tests['test.shop.renamed'].stored_in).toContain('dbt_test__audit')
})

describe('what a column is made of decides, whatever it is called', () => {
  let people: Shop

  beforeAll(async () => {
    people = await withShop({
      'seeds/people.csv': 'person,email,town\n1,Ann@example.com,Ulm\n2,Bob@example.com,Ulm\n',
      'seeds/seeds.yml': `seeds:
  - name: people
    columns: [{name: person}, {name: town}, {name: email, config: {tags: [pii]}}]
`,
      'models/named.sql':
        "{{ config(materialized='ephemeral') }}\nselect *, lower(email) as lowered from {{ ref('people') }}\n",
      'models/contacts.sql': `{{ config(materialized='incremental', unique_key='person') }}
with known as (select person, town, lowered as contact, md5(email) as hashed, email like '%@%' as looks_right,
  case when email is null then 'no' else 'yes' end as has_email from {{ ref('named') }})
select * from known {% if is_incremental() %}where person > (select max(person) from {{ this }}){% endif %}
`,
      'models/contacts.yml': `models:
  - name: contacts
    columns:
      - {name: person}
      - {name: contact}
      - {name: looks_right}
      - {name: hashed, config: {meta: {pii: false}}}
  - name: guessed
    columns: [{name: who}]
`,
      'models/guessed.sql': `{% set found = run_query('select 1') %}
select email as who, person from {{ ref('people') }}
`,
      'tests/derived.sql':
        "select person, contact, hashed, looks_right, has_email from {{ ref('contacts') }} order by 1",
      'tests/counted.sql': `select town, count(contact) as contacts, count(*) as rows, max(contact) as last_one,
  count(distinct contact) * 2 as twice from {{ ref('contacts') }} group by town`,
      'tests/asking.sql': "select who, person from {{ ref('guessed') }} order by 2",
    })
    await people.call('build --exclude resource_type:test')
    await people.call('build --select contacts --exclude resource_type:test')
    await people.call('test --select derived counted --rows 1')
  }, 60_000)

  afterAll(() => people?.[Symbol.asyncDispose]())

  const shown = (name: string): Record<string, unknown> => {
    const { columns, rows } = people.json('target/failing_rows.json').tests[`test.shop.${name}`]
    return Object.fromEntries(columns.map((column: string, at: number) => [column, rows[0][at]]))
  }

  test('computed from a personal one it is hidden, though a property file names it and says nothing of it', () => {
    expect(shown('derived')).toMatchObject({ person: '1', contact: '***', looks_right: '***' })
  })

  test('what a personal one only decides is shown, and what is said to be none', () => {
    expect(shown('derived')).toMatchObject({ has_email: 'yes', hashed: expect.stringMatching(/^[0-9a-f]{32}$/) })
  })

  test('how many there are is shown, the largest of them is not', () => {
    expect(shown('counted')).toEqual({ town: 'Ulm', contacts: '2', rows: '2', last_one: '***', twice: '4' })
  })

  test('with --defer too, whose relations have other names', async () => {
    await people.call('parse --target-path prod')
    await people.call('test --select derived --defer --state prod --target-schema pr_1 --rows 1')
    expect(shown('derived')).toMatchObject({ person: '1', contact: '***', has_email: 'yes' })
  })

  test('where a template asks the database, nothing is known of its columns: names decide', async () => {
    await people.call('test --select asking --rows 1')
    expect(shown('asking')).toEqual({ who: 'Ann@example.com', person: '***' })
  })
})
