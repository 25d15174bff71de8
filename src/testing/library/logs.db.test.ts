/** What models keep of the past by the library: changes of columns, and rules for missing values. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type RunnableProject, runnable } from '../run-project.ts'
import { type TestDatabase, withDatabase } from '../with-database.ts'

let database: TestDatabase
let project: RunnableProject

beforeEach(async () => {
  database = await withDatabase()
  await using session = await database.warehouse.open()
  await session.statements(`
    create schema shop;
    create table shop.orders (order_id integer, amount numeric(10, 2), "Note" text);
    insert into shop.orders values (1, 10, null), (2, null, 'x'), (3, 30, 'x'), (4, 90, 'y'), (5, -1, 'y')`)
  project = await runnable(database, FILES)
})

afterEach(async () => {
  await project[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

const FILES = {
  'project.yml': 'name: shop\n',
  'models/shop.yml': `
sources:
  - name: shop
    tables:
      - name: orders
        data_tests:
          - columns_as_declared: {name: drift}
        columns:
          - {name: order_id, data_type: int}
          - {name: amount, data_type: numeric}
          - {name: Note}
`,
  'models/changes.sql': `
{{ config(materialized='incremental') }}
{{ schema_changes(source('shop', 'orders'), noticed_at="'2026-0" ~ var('month') ~ "-01'::date") }}`,
  'models/rules.sql': `
{{ config(materialized='incremental') }}
{{ fit_imputation(source('shop', 'orders'), where="order_id <= " ~ var('last', 3), fitted_at="date '2026-01-01'", rules=[
  {'column': 'amount', 'method': 'median', 'missing': [-1]},
  {'column': '"Note"', 'method': 'constant', 'value': "'it''s unknown'"},
]) }}`,
  'models/filled.sql': `
select
  order_id,
  {{ impute('amount', missing=[-1], fitted=ref('rules')) }} as amount,
  {{ impute('amount', missing=[-1], fitted=ref('rules'), rule_version=1, type='float') }} as amount_1,
  {{ impute('"Note"', fitted=ref('rules'), type='text') }} as note
from {{ source('shop', 'orders') }}`,
}

const sql = async (text: string): Promise<void> => {
  await using session = await database.warehouse.open()
  await session.statements(text)
}

const CHANGES = `select to_char(noticed_at, 'Mon'), relation, column_name, entry, change, data_type, previous_type
  from analytics.changes order by noticed_at, column_name collate "C"`

test('a log of columns has what was there at first, and then only what changed', async () => {
  const build = async (month: number): Promise<string | null> =>
    (await project.run('run', { select: ['changes'], vars: { month } })).of('changes').message
  await build(1)
  expect(await build(2)).toBe('INSERT 0 0')
  await sql('alter table shop.orders add note text, drop "Note", alter amount type double precision')
  expect(await build(3)).toBe('INSERT 0 3')
  expect(await build(4)).toBe('INSERT 0 0')
  await sql('alter table shop.orders add "Note" integer')
  await build(5)
  await sql('drop table shop.orders')
  await build(6)
  expect(await project.sql(CHANGES)).toEqual([
    ['Jan', 'shop.orders', 'Note', '1', 'added', 'text', null],
    ['Jan', 'shop.orders', 'amount', '1', 'added', 'numeric(10,2)', null],
    ['Jan', 'shop.orders', 'order_id', '1', 'added', 'integer', null],
    ['Mar', 'shop.orders', 'Note', '2', 'removed', null, 'text'],
    ['Mar', 'shop.orders', 'amount', '2', 'retyped', 'double precision', 'numeric(10,2)'],
    ['Mar', 'shop.orders', 'note', '1', 'added', 'text', null],
    ['May', 'shop.orders', 'Note', '3', 'added', 'integer', null],
    ['Jun', 'shop.orders', 'Note', '4', 'removed', null, 'integer'],
    ['Jun', 'shop.orders', 'amount', '3', 'removed', null, 'double precision'],
    ['Jun', 'shop.orders', 'note', '2', 'removed', null, 'text'],
    ['Jun', 'shop.orders', 'order_id', '2', 'removed', null, 'integer'],
  ])
})

test('columns that differ from what is declared fail the test, each with its reason', async () => {
  const drift = async (): Promise<readonly (readonly (string | null)[])[]> => {
    const { compiledCode, status } = (await project.run('test', { select: ['drift'] })).of('drift')
    const rows = await project.sql(`select * from (${compiledCode}) as drift order by column_name collate "C"`)
    expect(status).toBe(rows.length === 0 ? 'pass' : 'fail')
    return rows
  }
  expect(await drift()).toEqual([])
  await sql('alter table shop.orders add extra date, drop "Note", alter amount type double precision')
  expect(await drift()).toEqual([
    ['Note', 'missing', null, null],
    ['amount', 'retyped', 'numeric', 'double precision'],
    ['extra', 'undeclared', null, 'date'],
  ])
})

test('a rule gets another version when it comes out otherwise, and the newest is in force', async () => {
  await project.run('run', { select: ['rules', 'filled'] })
  expect((await project.run('run', { select: ['rules'] })).of('rules').message).toBe('INSERT 0 0')
  const rules = `select feature, rule_version, method, missing, fitted_on, value, rows_fitted, rows_missing
    from analytics.rules order by feature collate "C", rule_version`
  const first = [
    ['Note', '1', 'constant', '', 'order_id <= 3', "it's unknown", '3', '1'],
    ['amount', '1', 'median', '-1', 'order_id <= 3', '10.00', '3', '1'],
  ]
  expect(await project.sql(rules)).toEqual(first)

  await project.run('run', { select: ['rules', 'filled'], vars: { last: 5 } })
  expect(await project.sql(rules)).toEqual([
    first[0],
    ['Note', '2', 'constant', '', 'order_id <= 5', "it's unknown", '5', '1'],
    first[1],
    ['amount', '2', 'median', '-1', 'order_id <= 5', '30.00', '5', '2'],
  ])
  expect(await project.sql('select * from analytics.filled order by order_id')).toEqual([
    ['1', '10.00', '10', "it's unknown"],
    ['2', '30.00', '10', 'x'],
    ['3', '30.00', '30', 'x'],
    ['4', '90.00', '90', 'y'],
    ['5', '30.00', '10', 'y'],
  ])
})

test('a unit is looked up by name, whatever the columns around it are called', async () => {
  await project.folder.write(
    'models/units.sql',
    `
select * from (values ('CENT', 'EUR', 0.01), ('EUR', 'EUR', 1), ('K', 'EUR', 1000), ('S', 'S', 1)) as u (unit_code, base_unit, factor)`,
  )
  await project.folder.write(
    'models/converted.sql',
    `
select
  base_unit as written,
  {{ convert_unit('value', from_unit='base_unit', units=ref('units')) }} as base,
  {{ convert_unit('value + 1', from_unit='base_unit', to_unit="'K'", units=ref('units')) }} as thousands
from (values (1, 250, 'CENT'), (2, 3, 'K'), (3, 4, 'S'), (4, 5, 'lost')) as given (place, value, base_unit)
order by place`,
  )
  await project.run('run', { select: ['units', 'converted'] })
  expect(await project.sql('select written, base::float, thousands::float from analytics.converted')).toEqual([
    ['CENT', '2.5', '0.00251'],
    ['K', '3000', '4'],
    ['S', '4', null],
    ['lost', null, null],
  ])
})

test('what a call lacks is told with the remedy', async () => {
  const refused = async (call: string): Promise<string | null> => {
    await project.folder.write('models/wrong.sql', call)
    return (await project.run('run', { select: ['wrong'] })).of('wrong').diagnostics[0]?.message ?? null
  }
  const src = "source('shop', 'orders')"
  expect(await refused(`{{ schema_changes([]) }}`)).toBe(
    "schema_changes in model wrong: there are no relations to look at. Write schema_changes([source('shop', 'orders')]).",
  )
  expect(await refused(`{{ fit_imputation(${src}, [{'column': 'amount', 'method': 'median'}], '') }}`)).toBe(
    "fit_imputation in model wrong: nothing says which rows to look at. Write where=\"split = 'train'\", or where='true' if every row may teach.",
  )
  expect(await refused(`{{ fit_imputation(${src}, [{'column': 'amount', 'method': 'average'}], 'true') }}`)).toBe(
    'fit_imputation in model wrong: the method average of amount is unknown. The methods are mean, median, mode, min, max, constant.',
  )
  expect(
    await refused(
      `{{ fit_imputation(${src}, [{'column': 'a', 'method': 'min'}, {'column': 'a', 'method': 'max'}], 'true') }}`,
    ),
  ).toBe('fit_imputation in model wrong: there are two rules for a. Keep one.')
  expect(await refused(`select {{ impute('amount', value=1, fitted=${src}) }}`)).toBe(
    'impute in model wrong: it is given both value and fitted. Keep one of them.',
  )
  expect(await refused(`select {{ convert_unit('amount', 'unit') }}`)).toBe(
    "convert_unit in model wrong: there is no table of units. Write units=ref('dim_units'): a relation with the columns unit_code, base_unit and factor.",
  )
})
