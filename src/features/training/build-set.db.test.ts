import { describe, expect, test } from 'vitest'
import { LENDER, LENDER_DAY, withBuiltLender, withLender } from '../../testing/lender-project.ts'

test('a version is a table of the rows in splits; a view of the set’s name shows it', async () => {
  await using shop = await withBuiltLender()
  const [version] = await shop.versions()
  expect(
    await shop.rows(
      'select split, count(*), min(prediction_time)::date, max(prediction_time)::date, min(amount) from analytics.loan_training group by split order by 3',
    ),
  ).toEqual([
    ['train', '36', '2024-01-10', '2024-12-10', '1.5'],
    ['validation', '6', '2025-01-10', '2025-02-10', '181.5'],
    ['test', '6', '2025-03-10', '2025-04-10', '211.5'],
    ['out_of_time', '3', '2025-05-10', '2025-05-10', '241.5'],
  ])
  expect(
    await shop.rows(
      "select relname, relkind from pg_class where relnamespace = 'analytics'::regnamespace and relname like 'loan%' order by 1",
    ),
  ).toEqual([
    ['loan_training', 'v'],
    [`loan_training__${version}`, 'r'],
  ])
})

test('the registry tells what went in, what came out, and of what code', async () => {
  await using shop = await withBuiltLender()
  const [row = []] = await shop.rows('select to_jsonb(entry) from assay.training_sets as entry')
  const { version, code_hash, inputs_hash, snapshot, generated_at, invocation_id, feature_version, ...entry } =
    JSON.parse(row[0] ?? '')
  expect(version).toMatch(/^[0-9a-f]{12}$/)
  expect(code_hash).toMatch(/^[0-9a-f]{64}$/)
  expect(inputs_hash).toMatch(/^[0-9a-f]{64}$/)
  expect(snapshot).toMatch(/^\d+:\d+:/)
  expect(Date.parse(generated_at)).not.toBeNaN()
  expect(invocation_id).toMatch(/^[0-9a-f-]{36}$/)
  expect(feature_version).toBe(code_hash.slice(0, 12))
  const label_rates = { defaulted: 1 / 3 }
  expect(entry).toEqual({
    name: 'loan_training',
    unique_id: 'model.lender.loan_training',
    schema_name: 'analytics',
    view_name: 'loan_training',
    relation_name: `loan_training__${version}`,
    as_of: LENDER_DAY,
    as_of_knowledge: null,
    dropped_at: null,
    dropped_by: null,
    row_count: 51,
    label_rates,
    splits: [
      { name: 'train', start: '2024-01-01 00:00:00+00', end: '2025-01-01 00:00:00+00', rows: 36, label_rates },
      { name: 'validation', start: '2025-01-01 00:00:00+00', end: '2025-03-01 00:00:00+00', rows: 6, label_rates },
      { name: 'test', start: '2025-03-01 00:00:00+00', end: '2025-05-01 00:00:00+00', rows: 6, label_rates },
      { name: 'out_of_time', start: '2025-05-01 00:00:00+00', end: '2025-06-01 00:00:00+00', rows: 3, label_rates },
    ],
    inputs: [
      {
        name: 'raw.loans',
        kind: 'source',
        rows: 72,
        max_event_time: '2025-12-10 00:00:00+00',
        max_knowledge_time: '2025-12-10 01:00:00+00',
      },
      {
        name: 'raw.payments',
        kind: 'source',
        rows: 72,
        max_event_time: '2025-12-07 00:00:00+00',
        max_knowledge_time: '2025-12-08 00:00:00+00',
      },
      {
        name: 'paid',
        kind: 'model',
        rows: 72,
        max_event_time: '2025-12-07 00:00:00+00',
        max_knowledge_time: '2025-12-08 00:00:00+00',
      },
      {
        name: 'spine',
        kind: 'model',
        rows: 72,
        max_event_time: '2025-12-10 00:00:00+00',
        max_knowledge_time: '2025-12-10 01:00:00+00',
      },
    ],
    columns: [
      { name: 'loan_id', type: 'integer' },
      { name: 'customer_id', type: 'integer' },
      { name: 'prediction_time', type: 'timestamp with time zone' },
      { name: 'defaulted', type: 'boolean' },
      { name: 'label_observed_at', type: 'timestamp with time zone' },
      { name: 'loaded_at', type: 'timestamp with time zone' },
      { name: 'amount', type: 'numeric' },
      { name: 'split', type: 'text' },
    ],
  })
})

describe('built again', () => {
  test('from the same code and inputs it is the same version, and that is said', async () => {
    await using shop = await withBuiltLender()
    const { out, code } = await shop.call(`run --as-of ${LENDER_DAY}`)
    expect(out).toContain('ok     training set  analytics.loan_training   already built')
    expect(code).toBe(0)
    const [version] = await shop.versions()
    expect(await shop.versions()).toEqual([version])
    const results: { unique_id: string; status: string; message: string }[] =
      shop.json('target/run_results.json').results
    expect(results.find(({ unique_id }) => unique_id === 'model.lender.loan_training')).toMatchObject({
      status: 'success',
      message: `ALREADY BUILT version ${version}`,
    })
  })

  test.each([
    ['more rows in a source', "insert into raw.payments select * from raw.payments where paid_at < '2024-02-01'"],
    ['a clock of a source that went on', "update raw.payments set loaded_at = '2026-01-01' where loan_id = 231"],
  ])('after %s it is another one; the first one stays', async (_, sql) => {
    await using shop = await withBuiltLender()
    const [first] = await shop.versions()
    const before = await shop.rows(`select * from analytics.loan_training__${first} order by 1`)
    await shop.change(sql)
    const { code } = await shop.call(`run --as-of ${LENDER_DAY}`)
    expect(code).toBe(0)
    expect(await shop.versions()).toHaveLength(2)
    expect(await shop.rows(`select * from analytics.loan_training__${first} order by 1`)).toEqual(before)
  })

  test('after a change of a model before it, of a macro, of a var, of the splits or of the day it is another one', async () => {
    await using shop = await withBuiltLender({ 'macros/half.sql': '{% macro half() %}0.5{% endmacro %}' })
    const again = async (...line: readonly string[]): Promise<number> => {
      const { code, out, err } = await shop.call(['run', '--as-of', ...line])
      expect({ code, said: code === 0 ? '' : out + err }).toEqual({ code: 0, said: '' })
      return (await shop.versions()).length
    }
    await shop.folder.write(
      'models/paid.sql',
      "select loan_id, paid_at, amount * {{ half() }} as amount, loaded_at from {{ source('raw', 'payments') }}\n",
    )
    expect(await again(LENDER_DAY)).toBe(2)
    await shop.folder.write('macros/half.sql', '{% macro half() %}0.25{% endmacro %}')
    expect(await again(LENDER_DAY)).toBe(3)
    expect(await again(LENDER_DAY, '--vars', '{rate: 2}')).toBe(4)
    await shop.folder.write(
      'models/models.yml',
      (LENDER['models/models.yml'] ?? '').replace('train: 12 months', 'train: 11 months'),
    )
    expect(await again(LENDER_DAY)).toBe(5)
    expect(await again('2026-01-20')).toBe(6)
    expect(await again('2026-01-20')).toBe(6)
  })

  test('with --full-refresh it is another one, whatever the hashes say', async () => {
    await using shop = await withBuiltLender()
    await shop.call(`run --as-of ${LENDER_DAY} --full-refresh`)
    expect(await shop.versions()).toHaveLength(2)
  })

  test('where the data are again what they were, the view shows the version of then', async () => {
    await using shop = await withBuiltLender()
    const [first] = await shop.versions()
    await shop.change(
      'create table raw.kept as select * from raw.payments; delete from raw.payments where loan_id < 30',
    )
    await shop.call(`run --as-of ${LENDER_DAY}`)
    expect(await shop.rows('select count(amount) from analytics.loan_training')).not.toEqual([['51']])
    await shop.change('truncate raw.payments; insert into raw.payments select * from raw.kept')
    await shop.call(`run --as-of ${LENDER_DAY}`)
    expect(await shop.versions()).toHaveLength(2)
    expect(await shop.rows('select count(amount) from analytics.loan_training')).toEqual([['51']])
    const { out } = await shop.call('training-set list')
    expect(out).toMatch(new RegExp(`${first} .* shown by loan_training`))
  })

  test('a version whose table somebody dropped is made again', async () => {
    await using shop = await withBuiltLender()
    const [version] = await shop.versions()
    await shop.change(`drop view analytics.loan_training; drop table analytics.loan_training__${version}`)
    const { code } = await shop.call(`run --as-of ${LENDER_DAY}`)
    expect(code).toBe(0)
    expect(await shop.versions()).toEqual([version])
    expect(await shop.rows('select count(*) from analytics.loan_training')).toEqual([['51']])
  })
})

test.each(['insert into %t select * from %t', 'update %t set amount = 0', 'delete from %t', 'truncate %t'])(
  'a version cannot be changed, by its owner neither: %s',
  async (sql) => {
    await using shop = await withBuiltLender()
    const [version] = await shop.versions()
    const table = `analytics.loan_training__${version}`
    await expect(shop.change(sql.replaceAll('%t', table))).rejects.toThrow(
      'a version of a training set is never changed',
    )
    expect(await shop.rows(`select count(*), min(amount) from ${table}`)).toEqual([['51', '1.5']])
  },
)

test('columns that go and come: the view has those of the newest version, and what reads the view is led along', async () => {
  await using shop = await withBuiltLender()
  await shop.change('create view analytics.report as select split, count(*) from analytics.loan_training group by 1')
  await shop.folder.write(
    'models/loan_training.sql',
    "{{ config(materialized='training_set') }}\n{{ assay.as_of_join(ref('spine'), ref('paid'), columns=['amount'], prefix='last_') }}\n",
  )
  const { code, out } = await shop.call(`run --as-of ${LENDER_DAY}`)
  expect({ code, out: code === 0 ? '' : out }).toEqual({ code: 0, out: '' })
  expect(await shop.rows('select count(last_amount) from analytics.loan_training')).toEqual([['51']])
  expect(await shop.rows("select count from analytics.report where split = 'train'")).toEqual([['36']])
})

test('a model that was a table becomes a training set under the same name', async () => {
  await using shop = await withLender({
    'models/loan_training.sql': "{{ config(materialized='table') }}\nselect * from {{ ref('spine') }}\n",
  })
  await shop.call('run')
  await shop.folder.write('models/loan_training.sql', LENDER['models/loan_training.sql'] ?? '')
  const { code } = await shop.call(`run --as-of ${LENDER_DAY}`)
  expect(code).toBe(0)
  expect(await shop.rows('select count(*) from analytics.loan_training')).toEqual([['51']])
})

describe('data that cannot fill the splits', () => {
  test('23 months are needed: the month that is missing is named, and nothing is published', async () => {
    await using shop = await withLender()
    await shop.change("delete from raw.loans where prediction_time < '2024-02-01'")
    const { code, out } = await shop.call(`run --as-of ${LENDER_DAY}`)
    expect(code).toBe(1)
    expect(out).toContain(
      "the data cannot fill the splits of 'loan_training' as of 2025-12-20: no rows in 2024-01 (train)",
    )
    expect(out).toContain(
      'they need predictions from 2024-01-01 up to 2025-06-01, 6 months of label lag before 2025-12-20; there are some from 2024-02-10 00:00:00+00 to 2025-12-10 00:00:00+00',
    )
    expect(await shop.versions()).toEqual([])
    expect(await shop.rows("select relname from pg_class where relname like 'loan_training%' order by 1")).toEqual([])
  })

  test('an earlier version stays what readers see', async () => {
    await using shop = await withBuiltLender()
    const { code, out } = await shop.call('run --as-of 2027-12-20')
    expect(code).toBe(1)
    expect(out).toContain(
      'no rows in 2026-01, 2026-02, 2026-03, 2026-04, 2026-05, …, 2026-12 (train); 2027-01, 2027-02 (validation); 2027-03, 2027-04 (test); 2027-05 (out_of_time)',
    )
    expect(await shop.rows('select count(*) from analytics.loan_training')).toEqual([['51']])
    expect(await shop.versions()).toHaveLength(1)
  })

  test('rows whose label was not known by then do not count', async () => {
    await using shop = await withLender()
    await shop.change("update raw.loans set label_observed_at = '2025-12-21' where prediction_time >= '2025-05-01'")
    const { out } = await shop.call(`run --as-of ${LENDER_DAY}`)
    expect(out).toContain('no rows in 2025-05 (out_of_time)')
    expect(out).toContain('a row counts once its label is known (label_observed_at)')
  })

  test('a month without rows in between is a warning', async () => {
    await using shop = await withLender()
    await shop.change("delete from raw.loans where prediction_time between '2024-07-01' and '2024-09-01'")
    const { code, out } = await shop.call(`run --as-of ${LENDER_DAY}`)
    expect(code).toBe(0)
    expect(out).toContain("the splits of 'loan_training' have no rows in 2024-07, 2024-08 (train)")
  })
})

describe('what a model says of itself', () => {
  const config = (words: string): Readonly<Record<string, string>> => ({
    'models/loan_training.sql': `{{ config(materialized='training_set', ${words}) }}\nselect * from {{ ref('spine') }}\n`,
    'models/models.yml': 'models: [{name: spine, config: {entity: [loan_id], event_time: prediction_time}}]\n',
  })

  test('without splits all rows are in it, and there is no column for them', async () => {
    await using shop = await withBuiltLender(config("label=['defaulted']"))
    const [[splits, rates, rows] = []] = await shop.rows(
      'select splits, label_rates, row_count from assay.training_sets',
    )
    expect([splits, rates, rows]).toEqual(['[]', '{"defaulted": 0.3333333333333333}', '72'])
    expect(
      await shop.rows(
        "select count(*) from pg_attribute where attrelid = 'analytics.loan_training'::regclass and attname = 'split'",
      ),
    ).toEqual([['0']])
  })

  test('splits may be fixed to a day, which --as-of overrules', async () => {
    await using shop = await withLender(config("splits={'all': '3 months', 'as_of': '2025-02-01'}"))
    const spans = async () =>
      (
        await shop.rows("select as_of, splits->0->>'start' from assay.training_sets order by generated_at desc limit 1")
      )[0]
    await shop.call('run')
    expect(await spans()).toEqual(['2025-02-01', '2024-11-01 00:00:00+00'])
    await shop.call('run --as-of 2025-03-15')
    expect(await spans()).toEqual(['2025-03-15', '2024-12-01 00:00:00+00'])
  })

  test('no customer is in two splits where they are grouped by: its first split keeps it', async () => {
    await using shop = await withBuiltLender(
      config(
        "splits={'train': '12 months', 'test': '5 months', 'label_lag': '6 months', 'group_by': 'customer_id'}, label='defaulted'",
      ),
    )
    expect(
      await shop.rows(
        'select split, count(*), count(distinct customer_id) from analytics.loan_training group by 1 order by 1',
      ),
    ).toEqual([
      ['test', '12', '5'],
      ['train', '36', '14'],
    ])
    expect(
      await shop.rows('select customer_id from analytics.loan_training group by 1 having count(distinct split) > 1'),
    ).toEqual([])
  })

  test('where later splits have no new customers, the error says why they are empty', async () => {
    await using shop = await withLender(
      config(
        "splits={'train': '12 months', 'test': '5 months', 'label_lag': '6 months', 'group_by': 'customer_id'}, label='defaulted'",
      ),
    )
    await shop.change('update raw.loans set customer_id = 1')
    const { code, out } = await shop.call(`run --as-of ${LENDER_DAY}`)
    expect(code).toBe(1)
    expect(out).toContain(
      'each customer_id stays in the split where it is first seen (group_by), so that later splits need new ones',
    )
  })

  test('features have the version their authors gave them', async () => {
    await using shop = await withBuiltLender(config("feature_version='2026.2'"))
    expect(await shop.rows('select feature_version from assay.training_sets')).toEqual([['2026.2']])
  })

  test.each([
    ["splits={'train': '1 month'}, label='defualted'", "speaks of 'defualted', which its rows do not have"],
    [
      "splits={'train': '1 month'}, event_time='asked_at', label_observed_at='seen_at'",
      "speaks of 'seen_at', 'asked_at', which its rows do not have",
    ],
    [
      "splits={'train': '1 fortnight'}",
      "'1 fortnight', the train of the training set 'loan_training', is not a length",
    ],
    ["splits=['train']", 'splits is a mapping of names to lengths'],
    ["splits={'label_lag': '1 month'}", 'splits names no split'],
  ])('%s is refused', async (words, message) => {
    await using shop = await withLender(config(words))
    const { code, out } = await shop.call(`run --as-of ${LENDER_DAY}`)
    expect(code).toBe(1)
    expect(out.replaceAll(/\s+/g, ' ')).toContain(message)
  })

  test('a fixed day that is none is refused', async () => {
    await using shop = await withLender(config("splits={'train': '1 month', 'as_of': 'yesterday'}"))
    const { code, out } = await shop.call('run')
    expect(code).toBe(1)
    expect(out).toContain("as_of of 'loan_training' 'yesterday' is not a date")
  })

  test('a column that has the name of the splits’ one is refused', async () => {
    await using shop = await withLender({
      ...config("splits={'train': '1 month', 'label_lag': '1 month'}"),
      'models/spine.sql': "select *, 'x' as split from {{ source('raw', 'loans') }}\n",
    })
    const { out } = await shop.call(`run --as-of ${LENDER_DAY}`)
    expect(out.replaceAll(/\s+/g, ' ')).toContain("have a column 'split' already, which is to tell their split")
  })
})

describe('the generic tests of splits pass on what was built', () => {
  const tested = (embargo: string): Readonly<Record<string, string>> => ({
    'models/models.yml': (LENDER['models/models.yml'] ?? '')
      .replace(
        'splits: {train: 12 months, validation: 2 months, test: 2 months, out_of_time: 1 month,',
        `splits: {train: 6 months, test: 3 months, ${embargo}`,
      )
      .replace(
        /$/,
        `    data_tests:
      - assay.split_overlap: {arguments: {columns: [loan_id, prediction_time]}}
      - assay.label_window_overlap: {arguments: {label_observed_at: label_observed_at}}
`,
      ),
  })

  test('with an embargo of the time a label takes, labels of a split are known before the next begins', async () => {
    await using shop = await withLender(tested('embargo: 6 months,'))
    const { code, out } = await shop.call(`build --select +loan_training --as-of ${LENDER_DAY}`)
    expect({ code, out: code === 0 ? '' : out }).toEqual({ code: 0, out: '' })
    expect(out).toContain('2 tests')
  })

  test('data that cannot fill splits with an embargo are told what lies between, and which month is missing', async () => {
    await using shop = await withLender(tested('embargo: 6 months,'))
    await shop.change("delete from raw.loans where prediction_time < '2024-04-01'")
    const { code, out } = await shop.call(`run --as-of ${LENDER_DAY}`)
    expect(code).toBe(1)
    expect(out).toContain('no rows in 2024-03 (train)')
    expect(out).toContain(
      'they need predictions from 2024-03-01 up to 2025-06-01, 6 months of label lag before 2025-12-20, with an embargo of 6 months between splits;',
    )
  })

  test('without one they are not, which is told', async () => {
    await using shop = await withLender(tested(''))
    const { code, out } = await shop.call(`build --select +loan_training --as-of ${LENDER_DAY}`)
    expect(code).toBe(1)
    expect(out).toContain('label_window_overlap')
    expect(out).not.toMatch(/fail .* assay_split_overlap/)
  })
})

test('of a part of the rows no version is made: --empty leaves a view for what reads it', async () => {
  await using shop = await withLender({ 'models/reader.sql': "select count(*) as n from {{ ref('loan_training') }}\n" })
  const { code, out } = await shop.call(`run --empty --as-of ${LENDER_DAY}`)
  expect({ code, out: code === 0 ? '' : out }).toEqual({ code: 0, out: '' })
  expect(out).toContain('not built')
  expect(await shop.rows("select to_regnamespace('assay')")).toEqual([[null]])
  await shop.call(`run --as-of ${LENDER_DAY}`)
  expect(await shop.rows('select n from analytics.reader')).toEqual([['51']])
  await shop.call(`run --empty --as-of ${LENDER_DAY}`)
  expect(await shop.rows('select count(*) from analytics.loan_training')).toEqual([['51']])
})

test('hooks, grants, indexes and comments are as on any model', async () => {
  await using shop = await withBuiltLender({
    'models/loan_training.sql': `{{ config(materialized='training_set', indexes=[{'columns': ['loan_id']}],
      grants={'select': ['pg_read_all_data']}, persist_docs={'relation': true},
      pre_hook="create table raw.hooked as select 1 as n", post_hook="insert into raw.hooked select count(*) from {{ this }}") }}
select * from {{ ref('spine') }}\n`,
    'models/models.yml': `${LENDER['models/models.yml']}    description: Loans, to learn from.\n`,
  })
  const [version] = await shop.versions()
  expect(await shop.rows('select n from raw.hooked order by 1')).toEqual([['1'], ['51']])
  expect(await shop.rows(`select count(*) from pg_indexes where tablename = 'loan_training__${version}'`)).toEqual([
    ['1'],
  ])
  expect(
    await shop.rows(
      "select obj_description('analytics.loan_training'::regclass), has_table_privilege('pg_read_all_data', 'analytics.loan_training', 'select')",
    ),
  ).toEqual([['Loans, to learn from.', 't']])
})

test('a name too long for PostgreSQL with its version is cut, and two such names stay apart', async () => {
  const name = 'a_training_set_with_a_name_that_is_just_as_long_as_one_may_be_1'
  await using shop = await withBuiltLender({
    [`models/${name}.sql`]: `{{ config(materialized='training_set') }}\nselect * from {{ ref('spine') }}\n`,
  })
  const [[relation = ''] = []] = await shop.rows(
    `select relation_name from assay.training_sets where view_name = '${name}'`,
  )
  expect(relation).toMatch(/^a_training_set_with.*_[0-9a-f]{6}__[0-9a-f]{12}$/)
  expect(Buffer.byteLength(relation ?? '')).toBeLessThanOrEqual(63)
  expect(await shop.rows(`select count(*) from analytics.${name}`)).toEqual([['72']])
})
