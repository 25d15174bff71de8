import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeUnitTest } from '../resources/describe.ts'
import { type Files, load, problems, withFiles } from '../testing/load-project.ts'

const FILES: Files = {
  'models/orders.sql': 'select 1 as id',
  'models/totals.sql': "select count(*) as n from {{ ref('orders') }}",
  'models/inc.sql': 'select 1 as id {% if is_incremental() %} where id > (select max(id) from {{ this }}) {% endif %}',
  'models/price_v1.sql': 'select 1 as id',
  'models/price_v2.sql': 'select 1 as id',
  'models/price.yml': 'models: [{name: price, latest_version: 1, versions: [{v: 1}, {v: 2}]}]\n',
  'tests/fixtures/some.csv': 'id,name\n1,a\n2,\n',
}

const unit = (text: string): Files => ({ ...FILES, 'models/unit.yml': `unit_tests:\n${text}` })

test('what cannot be is said with its place and a remedy', async () => {
  expect(
    await problems(
      unit(`  - {name: a, model: total, given: [], expect: {rows: []}}
  - {name: b, model: totals, given: [], expect: {format: json, rows: []}}
  - {name: c, model: totals, given: [], expect: {format: csv, fixture: sum}}
  - {name: d, model: totals, given: [], expect: {format: sql, fixture: some}}
  - {name: e, model: totals, given: [], expect: {rows: "n"}}
  - {name: f, model: totals, given: [], expect: {format: csv, rows: [{n: 1}]}}
  - {name: g, model: totals, given: [], expect: {format: csv, rows: "n\\n1,2"}}
  - {name: h, model: totals, given: [{input: ref('orders')}], expect: {rows: []}}
  - {name: i, model: inc, given: [], expect: {rows: []}}
  - {name: j, model: inc, overrides: {macros: {is_incremental: true}}, given: [], expect: {rows: []}}
  - {name: k, model: totals, versions: {include: [1]}, given: [], expect: {rows: []}}
  - {name: l, model: price, versions: {include: [3]}, given: [], expect: {rows: []}}
  - {name: m, model: price, versions: {include: [1], exclude: [2]}, given: [], expect: {rows: []}}
  - {name: n, given: [], expect: {rows: []}}
`),
    ),
  ).toEqual([
    "invalid-property models/unit.yml:3:58 unit test 'b': 'expect.format' must be dict, csv or sql, not the text 'json'",
    "unknown-fixture models/unit.yml:4:72 unit test 'c' takes its rows from the fixture 'sum', which is not there (put sum.csv or sum.sql into tests/fixtures, and write its name without the ending)",
    "invalid-unit-test models/unit.yml:5:72 unit test 'd' takes the fixture 'some' for sql, but there is only tests/fixtures/some.csv (say 'format: csv')",
    "invalid-unit-test models/unit.yml:6:56 what unit test 'e' expects has text for rows, but the format dict (add 'format: csv' or 'format: sql')",
    "invalid-unit-test models/unit.yml:7:69 what unit test 'f' expects must have text for rows, because its format is csv (write it below 'rows: |')",
    "invalid-unit-test models/unit.yml:8:69 what unit test 'g' expects has a row of 2 cells below a header of 1: 1,2 (a cell that contains a comma must stand in double quotes)",
    "invalid-unit-test models/unit.yml:9:38 the input ref('orders') of unit test 'h' has no rows, and 'orders' is no seed whose rows could stand in (write its rows below 'rows:', or 'rows: []' for none)",
    "invalid-unit-test models/unit.yml:14:39 unit test 'm' both includes and excludes versions (keep one of the two)",
    "missing-property models/unit.yml:15:5 unit test 'n' lacks 'model' (add 'model': text)",
    "unknown-tested-model models/unit.yml:2:5 unit test 'a' tests the model 'total', which is not there (did you mean 'totals'?)",
    "invalid-unit-test models/unit.yml:10:5 unit test 'i' must say whether the model 'inc' runs incrementally (add 'overrides: {macros: {is_incremental: true}}', or false)",
    "invalid-unit-test models/unit.yml:11:5 unit test 'j' lets the model 'inc' run incrementally, but gives no rows it has already (add '- input: this' with rows, or 'rows: []', to 'given:')",
    "invalid-unit-test models/unit.yml:12:5 unit test 'k' chooses among versions, but the model 'totals' has none (take its 'versions:' away)",
    "invalid-unit-test models/unit.yml:13:5 unit test 'l' is for no version that the model 'price' has (its versions are 1, 2)",
  ])
})

test('of a model with versions each gets a test of its own, unless some are chosen', async () => {
  await using folder = await withFiles(
    unit(`  - {name: all, model: price, given: [], expect: {rows: []}}
  - {name: second, model: price, versions: {exclude: [1]}, given: [], expect: {rows: []}}
`),
  )
  const { manifest } = await load(folder)
  expect(
    [...manifest.unitTests.values()].map(({ id, name, version, dependsOn }) => [id, name, version, dependsOn.nodes]),
  ).toEqual([
    ['unit_test.shop.price.all_v1', 'all', 1, ['model.shop.price.v1']],
    ['unit_test.shop.price.all_v2', 'all', 2, ['model.shop.price.v2']],
    ['unit_test.shop.price.second_v2', 'second', 2, ['model.shop.price.v2']],
  ])
})

test('two fixtures of one name are refused: nothing says which of them is meant', async () => {
  const more = { 'tests/fixtures/b/some.csv': 'id\n2\n', 'tests/fixtures/b/some.sql': 'select 2 as id' }
  expect(await problems({ ...FILES, ...more })).toEqual([
    "duplicate-name tests/fixtures/some.csv:1:1 there are two fixtures called 'some.csv': also in tests/fixtures/b/some.csv (rename one of them)",
  ])
})

test('rows are the same from YAML, csv and a fixture: empty cells are null, and a full row comes first', async () => {
  await using folder = await withFiles(
    unit(`  - name: rows
    model: totals
    given:
      - {input: ref('orders'), format: csv, fixture: some}
      - {input: this, format: csv, rows: "id,name\\n,x\\n3,y"}
    expect: {rows: [{n: null}, {n: 1.0}]}
`),
  )
  const { manifest } = await load(folder)
  const [described] = [...manifest.unitTests.values()].map(describeUnitTest)
  expect([described?.given, described?.expect]).toEqual([
    [
      {
        input: "ref('orders')",
        rows: [
          { id: '1', name: 'a' },
          { id: '2', name: null },
        ],
        format: 'csv',
        fixture: 'some',
      },
      {
        input: 'this',
        rows: [
          { id: '3', name: 'y' },
          { id: null, name: 'x' },
        ],
        format: 'csv',
        fixture: null,
      },
    ],
    { rows: [{ n: 1 }, { n: null }], format: 'dict', fixture: null },
  ])
})

test('a test of a model that is switched off is switched off with it', async () => {
  await using folder = await withFiles({
    ...unit('  - {name: a, model: totals, given: [], expect: {rows: []}}\n'),
    'models/totals.sql': '{{ config(enabled=false) }}select 1 as n',
  })
  const { manifest } = await load(folder)
  expect([manifest.unitTests.size, [...manifest.disabled.keys()]]).toEqual([
    0,
    ['model.shop.totals', 'unit_test.shop.totals.a'],
  ])
})

test("checksums are dbt's, in every recorded case", async () => {
  const at = (path: string): string => readFileSync(new URL(`../run/test/testdata/${path}`, import.meta.url), 'utf8')
  const recorded: Readonly<Record<string, { readonly checksum: string }>> = JSON.parse(at('unit-tests.json'))
  const files = ['models/s.yml', 'tests/fixtures/eph_in.sql', 'tests/fixtures/orders_in.csv', 'seeds/raw_orders.csv']
  const models = ['avgs', 'customers', 'eph', 'from_source', 'inc', 'stg_orders', 'uses_eph', 'uses_macro']
  const all = [...files, ...models.map((name) => `models/${name}.sql`), 'macros/m.sql']
  await using folder = await withFiles({
    'project.yml': 'name: ut\n',
    ...Object.fromEntries(all.map((path) => [path, at(`unit-tests/${path}`)])),
  })
  const { manifest } = await load(folder)
  const ours = [...manifest.unitTests.values()].map(({ name, checksum }) => [name, checksum])
  expect(Object.fromEntries(ours)).toEqual(
    Object.fromEntries(Object.entries(recorded).map(([name, { checksum }]) => [name, checksum])),
  )
})
