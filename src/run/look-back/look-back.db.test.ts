import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Ran, type RunnableProject, runnable } from '../../testing/run-project.ts'
import { type TestDatabase, withDatabase } from '../../testing/with-database.ts'
import { withEmbedded } from '../../testing/with-embedded.ts'

const JOIN = (words = ''): string => `{{ as_of_join(ref('asked'), ref('told'), columns=['value']${words}) }}`

const FILES = {
  'project.yml': 'name: shop\nmodels: {+materialized: table}\n',
  'models/properties.yml': `
sources:
  - name: raw
    schema: raw
    tables: [{name: told, config: {entity: [who], event_time: happened, availability_delay: 0}}]
models:
  - {name: told, config: {entity: [who], event_time: happened, knowledge_time: known, tie_break: [value]}}
  - {name: asked, config: {event_time: at}}
`,
  'models/told.sql': `select n % 100 as who, timestamptz '2026-01-01' + n * interval '1 minute' as happened,
  timestamptz '2026-01-01' + (n + n % 7 * 60) * interval '1 minute' as known, n as value from generate_series(1, 20000) as n`,
  'models/asked.sql': `select n % 110 as who, timestamptz '2026-01-01' + n * interval '1 hour' as at from generate_series(1, 300) as n`,
  'models/joined.sql': JOIN(),
}

let db: TestDatabase

beforeEach(async () => {
  db = await withDatabase()
})

afterEach(() => db[Symbol.asyncDispose]())

const indexes = async (project: RunnableProject): Promise<readonly string[]> =>
  (
    await project.sql(
      "select regexp_replace(indexdef, '^.* USING ', '') from pg_indexes where schemaname in ('analytics', 'raw') order by 1",
    )
  ).map(([definition]) => `${definition}`)

/** What the SQL of a model says of its plan; N for the server's estimates, which are rough before it has seen a table. */
const planOf = (ran: Ran, model: string): string | undefined =>
  ran
    .of(model)
    .compiledCode?.split('\n')[1]
    ?.trim()
    .replace(/\b\d[\d.]*[kMG]?\b/g, 'N')

describe('a table of the project', () => {
  test('gets the index by which it is looked back into, and keeps it when it is built anew', async () => {
    await using project = await runnable(db, FILES)
    const first = await project.run('run')
    expect(first.problems).toEqual([])
    expect(planOf(first, 'joined')).toBe(
      'model told: lateral, chosen by auto for about N spine rows against N: by the index on (who, happened, known); one look-up per spine row */',
    )
    expect(await indexes(project)).toEqual(['btree (who, happened, known)'])
    // Nobody looks back in this one.
    expect((await project.run('run', { select: ['told'] })).problems).toEqual([])
    expect(await indexes(project)).toEqual(['btree (who, happened, known)'])
    const again = await project.run('run')
    expect(again.statements.filter((sql) => sql.startsWith('create index'))).toHaveLength(1)
    expect(await indexes(project)).toEqual(['btree (who, happened, known)'])
  })

  test('that is incremental keeps it beside those of its config', async () => {
    await using project = await runnable(db, {
      ...FILES,
      'models/told.sql': `{{ config(materialized='incremental', indexes=[{'columns': ['value']}]) }}${FILES['models/told.sql']}`,
    })
    await project.run('run')
    await project.run('run')
    expect(await indexes(project)).toEqual(['btree (value)', 'btree (who, happened, known)'])
  })

  test('is given one index by all that look back into it at once', async () => {
    const joins = Object.fromEntries([1, 2, 3, 4].map((n) => [`models/joined_${n}.sql`, JOIN(`, prefix='p${n}_'`)]))
    await using project = await runnable(db, { ...FILES, ...joins })
    expect((await project.run('run', { threads: 4 })).problems).toEqual([])
    expect(await indexes(project)).toEqual(['btree (who, happened, known)'])
  })

  test('is carried forward without an index where the spine is not much smaller', async () => {
    await using project = await runnable(db, {
      ...FILES,
      'models/asked.sql': FILES['models/asked.sql'].replace('300', '15000'),
    })
    const ran = await project.run('run')
    expect(planOf(ran, 'joined')).toBe(
      'model told: carry_forward, chosen by auto for about N spine rows against N; one sort of spine and features together */',
    )
    expect(await indexes(project)).toEqual([])
  })

  test('has an index for the versions of its events too', async () => {
    await using project = await runnable(db, {
      ...FILES,
      'models/joined.sql': JOIN(", event_key='value'"),
    })
    await project.run('run')
    expect(await indexes(project)).toEqual(['btree (value, known)', 'btree (who, happened, known)'])
  })

  test('is told of when PostgreSQL does not use the index', async () => {
    await using project = await runnable(db, FILES)
    await project.sql(
      "do $$ begin execute format('alter database %I set enable_indexscan = off', current_database()); execute format('alter database %I set enable_bitmapscan = off', current_database()); execute format('alter database %I set enable_indexonlyscan = off', current_database()); end $$",
    )
    await db.warehouse.close()
    await using fresh = await withSettings(db)
    await using slow = await runnable(fresh, FILES)
    const ran = await slow.run('run')
    expect(ran.problems).toEqual([
      expect.stringMatching(
        /^look-back-index-not-used .*joined looks back into "\w+"\."analytics"\."told", and PostgreSQL does not use the index told_who_happened_known_\w{8}_idx for it \(.*enable_indexscan/,
      ),
    ])
  })
})

describe('a source', () => {
  const RAW = `create schema raw; create table raw.told as ${FILES['models/told.sql'].replace("timestamptz '2026-01-01' + (n + n % 7 * 60) * interval '1 minute' as known, ", '')}; analyze raw.told`
  const source = (words = ''): string =>
    FILES['models/joined.sql'].replace("ref('told')", "source('raw', 'told')").replace(') }}', `${words}) }}`)

  test('is carried forward, and where that is not wanted copied for the time of the node', async () => {
    await using project = await runnable(db, {
      ...FILES,
      'models/joined.sql': source(),
      'models/copied.sql': source(", strategy='lateral'"),
      'models/shown.sql': `{{ config(materialized='view') }}${source(", strategy='lateral'")}`,
    })
    await project.sql(RAW)
    const ran = await project.run('run')
    expect(ran.problems).toEqual([])
    expect(planOf(ran, 'joined')).toContain('carry_forward, chosen by auto since no index can be made')
    expect(planOf(ran, 'copied')).toContain('by the index of a temporary copy')
    expect(planOf(ran, 'shown')).toContain('without an index, since none can be made')
    expect(await indexes(project)).toEqual([])
    expect(await project.sql("select relname from pg_class where relname like 'told\\_%tmp%'")).toEqual([])
    expect(await project.sql('table analytics.copied except table analytics.joined')).toEqual([])
    expect(await project.sql('table analytics.shown except table analytics.joined')).toEqual([])
  })

  test('that has the index is looked up by it', async () => {
    await using project = await runnable(db, { ...FILES, 'models/joined.sql': source() })
    await project.sql(`${RAW}; create index on raw.told (who, happened desc)`)
    const ran = await project.run('run')
    expect(planOf(ran, 'joined')).toContain(
      'lateral, chosen by auto for about N spine rows against N: by the index on (who, happened)',
    )
    expect(ran.problems).toEqual([])
  })
})

describe('a tie-break that leaves no ties', () => {
  const BROKEN = {
    ...FILES,
    'models/told.sql': `${FILES['models/told.sql'].replace('n as value', 'n as value, md5(n::text) as code')}`,
    'models/properties.yml': FILES['models/properties.yml'].replace(
      / {2}- {name: told.*/,
      `  - name: told
    config: {entity: [who], event_time: happened, knowledge_time: known, tie_break: [code]}
    columns: [{name: code, data_tests: [unique, not_null]}]`,
    ),
  }
  /** The nodes of the plan of a model's SQL: two sorts mean that one is of the rows that were found. */
  const sortsIn = async (project: RunnableProject, ran: Ran): Promise<readonly string[]> => {
    const lines = await project.sql(`explain (costs off) ${ran.of('joined').compiledCode}`)
    return lines.map(([line]) => `${line}`.trim()).filter((line) => /Sort|Index/.test(line))
  }

  test('as data tests say is in the index, which then leaves nothing to sort', async () => {
    await using project = await runnable(db, BROKEN)
    const ran = await project.run('run')
    expect(ran.problems).toEqual([])
    expect(await indexes(project)).toEqual(['btree (who, happened, known, code COLLATE "C" NULLS FIRST)'])
    expect(ran.of('joined').compiledCode).toContain(
      'order by f."happened" desc, f."known" desc, f."code" collate "C" desc nulls last\n    limit 1',
    )
    expect(await sortsIn(project, ran)).toEqual([
      '->  Sort',
      'Sort Key: asked.who, asked.at',
      expect.stringMatching(/^-> {2}Index Scan Backward using told_who_happened_known_code_\w+_idx on told f$/),
      'Index Cond: ((who = asked.who) AND (happened <= asked.at) AND (known <= asked.at))',
    ])
    // Built anew, it gets the same.
    await project.run('run', { select: ['told'] })
    expect(await indexes(project)).toEqual(['btree (who, happened, known, code COLLATE "C" NULLS FIRST)'])
  })

  test.each([
    ['may be null', '[unique]'],
    ['is unique where somebody looked', '[not_null, {unique: {config: {where: "value > 5"}}}]'],
    ['should be unique', '[not_null, {unique: {config: {severity: warn}}}]'],
    ['nobody calls unique', '[not_null]'],
  ])('is not one that %s', async (_, tests) => {
    await using project = await runnable(db, {
      ...BROKEN,
      'models/properties.yml': BROKEN['models/properties.yml'].replace('[unique, not_null]', tests),
    })
    const ran = await project.run('run')
    expect(await indexes(project)).toEqual(['btree (who, happened, known)'])
    expect(ran.of('joined').compiledCode).toContain(
      'order by f."known" desc, f."code" collate "C" desc nulls last, cast(f."value" as text) collate "C" desc nulls last\n    limit 1',
    )
  })

  test('of a source is proven by its unique index, and of a temporary copy by making one', async () => {
    const raw = (name: string) => `
      create table raw.${name} as select n % 100 as who, timestamptz '2026-01-01' + n / 3 * interval '1 minute' as happened, n, n % 7 as value
      from generate_series(1, 20000) as n; analyze raw.${name};`
    const join = (name: string) =>
      `{{ as_of_join(ref('asked'), source('raw', '${name}'), columns=['value'], strategy='lateral') }}`
    const names = ['keyed', 'loose', 'unnumbered', 'doubled']
    await using project = await runnable(db, {
      'project.yml': FILES['project.yml'],
      'models/properties.yml': `
sources:
  - name: raw
    schema: raw
    config: {entity: [who], event_time: happened, availability_delay: 0, tie_break: [n]}
    tables: [${names.map((name) => `{name: ${name}}`).join(', ')}]
models: [{name: asked, config: {event_time: at}}]`,
      'models/asked.sql': FILES['models/asked.sql'],
      ...Object.fromEntries(names.map((name) => [`models/of_${name}.sql`, join(name)])),
    })
    await project.sql(`create schema raw; ${names.map(raw).join('\n')}
      alter table raw.keyed add primary key (n); create index on raw.keyed (who, happened);
      insert into raw.unnumbered select who, happened, null, value from raw.loose where n = 5;
      insert into raw.doubled select who, happened, n, value + 1 from raw.loose where n = 5`)
    const ran = await project.run('run')
    expect(ran.problems).toEqual([])
    const orders = (name: string) => ran.of(`of_${name}`).compiledCode?.match(/(?<=order by ).*(?=\n {4}limit 1)/)?.[0]
    const broken = 'f."happened" desc, f."n" desc nulls last'
    const tied = 'f."n" desc nulls last, cast(f."value" as text) collate "C" desc nulls last'
    expect(names.map(orders)).toEqual([broken, broken, tied, tied])
  })
})

test('the first row of the index is the latest by clocks and tie-break, nulls lowest and text by its bytes', async () => {
  const cell = fc.tuple(fc.nat(2), fc.nat(3), fc.nat(3), fc.constantFrom(null, 'a', 'B', 'b', 'é', 'z'), fc.boolean())
  const table = (rows: readonly (readonly unknown[])[]): string =>
    rows
      .map((row, i) => `(${[i, ...row].map((one) => (typeof one === 'string' ? `'${one}'` : `${one}`)).join(', ')})`)
      .join(', ')
  const WHEN = "timestamptz '2026-01-01' + interval '1 hour' *"
  await using project = await runnable(db, {
    ...FILES,
    'models/properties.yml': `
models:
  - name: told
    config: {entity: [who], event_time: happened, knowledge_time: known, tie_break: [code, flag]}
    data_tests: [{assay.unique_combination: {arguments: {columns: [who, happened, known, code, flag]}}}]
  - {name: asked, config: {event_time: at}}`,
    'models/told.sql': `select distinct on (who, happened, known, code, flag) n as value, who, ${WHEN} happened as happened,
      ${WHEN} known as known, code::varchar, flag from (values {{ var('told') }}) as v (n, who, happened, known, code, flag)`,
    'models/asked.sql': `select n, who, ${WHEN} at as at from (values {{ var('asked') }}) as v (n, who, at)`,
    'models/joined.sql': JOIN(", strategy='lateral'"),
    'models/expected.sql': `select distinct on (n) asked.*, value from {{ ref('asked') }} as asked
      left join {{ ref('told') }} as told on told.who = asked.who and happened <= at and known <= at
      order by n, happened desc, known desc, code collate "C" desc nulls last, flag desc nulls last`,
  })
  const rows = fc.record({
    told: fc.array(cell, { minLength: 1, maxLength: 30 }).map(table),
    asked: fc.array(fc.tuple(fc.nat(2), fc.nat(4)), { minLength: 1, maxLength: 8 }).map(table),
  })
  await fc.assert(
    fc.asyncProperty(rows, async (vars) => {
      const ran = await project.run('run', { vars })
      expect(ran.problems).toEqual([])
      expect(ran.of('joined').compiledCode).not.toContain('with ties')
      expect(await project.sql('table analytics.joined except all table analytics.expected')).toEqual([])
    }),
    { numRuns: 25, seed: 5 },
  )
}, 60_000)

test('auto, lateral and carry_forward give the same rows, however many there are', async () => {
  await using project = await runnable(db, {
    ...FILES,
    'models/told.sql': `select n % {{ var('entities') }} as who, timestamptz '2026-01-01' + n * 37 % 500 * interval '1 minute' as happened,
      timestamptz '2026-01-01' + n * 53 % 700 * interval '1 minute' as known, n % 9 as value from generate_series(1, {{ var('told') }}) as n`,
    'models/asked.sql': `select n, n % {{ var('entities') }} as who, timestamptz '2026-01-01' + n * 41 % 800 * interval '1 minute' as at from generate_series(1, {{ var('asked') }}) as n`,
    'models/lateral.sql': JOIN(", strategy='lateral'"),
    'models/carried.sql': JOIN(", strategy='carry_forward'"),
  })
  const seen = new Set<string | undefined>()
  const size = fc.constantFrom(1, 30, 600, 3000)
  const sizes = fc.record({ entities: fc.constantFrom(1, 7, 50), told: size, asked: size })
  await fc.assert(
    fc.asyncProperty(sizes, async (vars) => {
      const ran = await project.run('run', { vars })
      expect(ran.problems).toEqual([])
      seen.add(planOf(ran, 'joined')?.match(/: (\w+)/)?.[1])
      for (const other of ['lateral', 'carried'])
        expect(
          await project.sql(
            `(table analytics.joined except all table analytics.${other}) union all (table analytics.${other} except all table analytics.joined)`,
          ),
        ).toEqual([])
    }),
    {
      numRuns: 6,
      seed: 5,
      examples: [[{ entities: 7, told: 20000, asked: 30 }], [{ entities: 7, told: 600, asked: 3000 }]],
    },
  )
  expect([...seen].toSorted()).toEqual(['carry_forward', 'lateral'])
}, 60_000)

test('windows over a dense history are swept', async () => {
  const windows = (strategy: string): string =>
    `{{ rolling_features(ref('asked'), ref('told'), windows=['1 day', '10 days'], strategy='${strategy}',
        aggregations=[{'function': 'sum', 'column': 'value'}, {'function': 'max', 'column': 'value'}]) }}`
  await using project = await runnable(db, {
    ...FILES,
    'models/told.sql': FILES['models/told.sql'].replace('n % 100', 'n % 2'),
    'models/asked.sql': FILES['models/asked.sql'].replace('n % 110', 'n % 3'),
    'models/joined.sql': windows('auto'),
    'models/looked_up.sql': windows('lateral'),
  })
  const ran = await project.run('run')
  expect(planOf(ran, 'joined')).toMatch(
    /carry_forward, chosen by auto for about N events in a window of N spine rows: by the index on \(who, happened, known\): sums and extremes run over one list of spine and events, and an extreme that came late is looked up/,
  )
  // Which it is: a minute in seven values comes later, and with windows of a day some of them when they are the greatest.
  expect(ran.of('joined').compiledCode).toContain('case when carried.unsure_max1_1 then rolled_1."max_value_1_day"')
  expect(await project.sql('table analytics.joined except table analytics.looked_up')).toEqual([])
})

test('the embedded database makes the index too', async () => {
  await using warehouse = withEmbedded()
  await using project = await runnable({ warehouse }, FILES)
  const ran = await project.run('run')
  expect(ran.problems).toEqual([])
  expect(await indexes(project)).toEqual(['btree (who, happened, known)'])
})

/** The same database, in sessions that begin now. */
async function withSettings({ url, settings }: TestDatabase) {
  const { connectPostgres } = await import('../../warehouse/postgres/connect.ts')
  const warehouse = connectPostgres(settings)
  return { url, warehouse, [Symbol.asyncDispose]: () => warehouse.close() }
}
