/** What every warehouse promises, claimed of each: long because all of it is claimed of the same two, opened once. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withDatabase } from '../testing/with-database.ts'
import { withEmbedded } from '../testing/with-embedded.ts'
import { connectPostgres } from './postgres/connect.ts'
import type { Warehouse, WarehouseError } from './warehouse.ts'

interface Opened extends AsyncDisposable {
  /** One session at a time, so that what one leaves behind the next would find. */
  readonly warehouse: Warehouse
}

const WAREHOUSES: readonly { readonly kind: string; readonly open: () => Promise<Opened> }[] = [
  {
    kind: 'postgres',
    async open() {
      const database = await withDatabase()
      const warehouse = connectPostgres(database.settings, { maxSessions: 1 })
      return {
        warehouse,
        async [Symbol.asyncDispose]() {
          await warehouse.close()
          await database[Symbol.asyncDispose]()
        },
      }
    },
  },
  {
    kind: 'embedded',
    async open() {
      const warehouse = withEmbedded()
      return { warehouse, [Symbol.asyncDispose]: () => warehouse.close() }
    },
  },
]

describe.each(WAREHOUSES)('the $kind warehouse', ({ open }) => {
  let opened: Opened
  let warehouse: Warehouse
  beforeAll(async () => {
    opened = await open()
    warehouse = opened.warehouse
  })
  afterAll(() => opened?.[Symbol.asyncDispose]())

  test("values are PostgreSQL's own text, whatever their type", async () => {
    await using session = await warehouse.open()
    const { rows } = await session.query(
      `select 0.10::numeric(10,5), 1e20::float8, 'NaN'::float4, 12345678901234567890, true, null, '',
        '2024-02-29 12:34:56.123456+02'::timestamptz, 'infinity'::timestamp, '1 mon 2 days 03:00:00'::interval,
        '{1,NULL,3}'::int[], '{"a": 1.50}'::jsonb, '\\x00ff'::bytea, 'žluťoučký 🐎', row(1, 'a,b')`,
      [],
    )
    expect(rows).toEqual([
      [
        ...['0.10000', '1e+20', 'NaN', '12345678901234567890', 't', null, ''],
        ...['2024-02-29 10:34:56.123456+00', 'infinity', '1 mon 2 days 03:00:00'],
        ...['{1,NULL,3}', '{"a": 1.50}', '\\x00ff', 'žluťoučký 🐎', '(1,"a,b")'],
      ],
    ])
  })

  test('columns carry their names and types, also when names repeat or no row comes', async () => {
    await using session = await warehouse.open()
    const { columns, rows } = await session.query(`select 1 as a, 'x'::text as a, now() as "Ü b" where false`, [])
    expect(columns).toEqual([
      { name: 'a', typeOid: 23 },
      { name: 'a', typeOid: 25 },
      { name: 'Ü b', typeOid: 1184 },
    ])
    expect(rows).toEqual([])
  })

  test('a message of several statements answers with the result of each, in order', async () => {
    await using session = await warehouse.open()
    const results = await session.statements(
      `create table several (i int);
       insert into several values (1), (2), (3); ;
       update several set i = i + 1 where i > 1;
       select i from several order by i;
       delete from several;
       create table several_copy as select * from several;
       drop table several, several_copy`,
    )
    expect(results.map(({ command, rowCount }) => [command, rowCount])).toEqual([
      ['CREATE TABLE', null],
      ['INSERT', 3],
      ['UPDATE', 2],
      ['SELECT', 3],
      ['DELETE', 3],
      ['SELECT', 0],
      ['DROP TABLE', null],
    ])
    expect(results[3]?.rows).toEqual([['1'], ['3'], ['4']])
    expect(results[1]?.columns).toEqual([])
  })

  test.each(['', ' ', '-- nothing', ';;'])(
    'a message without a statement (%j) answers with one empty result',
    async (sql) => {
      await using session = await warehouse.open()
      const empty = { command: '', rowCount: null, columns: [], rows: [] }
      expect(await session.statements(sql)).toEqual([empty])
      expect(await session.query(sql, [])).toEqual(empty)
    },
  )

  test('parameters are bound as text, their types found by the server', async () => {
    await using session = await warehouse.open()
    const { rows } = await session.query(`select $1::int + 1, $2, $3::jsonb ->> 'k', $4::text is null, $5`, [
      ...['41', `it's "quoted" \\ $1 🐎`, '{"k": "v"}', null, ''],
    ])
    expect(rows).toEqual([['42', `it's "quoted" \\ $1 🐎`, 'v', 't', '']])
  })

  test('a bound query is one statement', async () => {
    await using session = await warehouse.open()
    await expect(session.query('select 1; select 2', [])).rejects.toMatchObject({ code: '42601' })
    await expect(session.query('select $1::int', [])).rejects.toMatchObject({ code: '08P01' })
    expect((await session.query('select 3', [])).rows).toEqual([['3']])
  })

  test('large results and large values arrive whole', async () => {
    await using session = await warehouse.open()
    const { rows } = await session.query(`select i, repeat('ä', 20) from generate_series(1, 50000) i`, [])
    expect(rows.length).toBe(50_000)
    expect(rows.at(-1)).toEqual(['50000', 'ä'.repeat(20)])
    const value = 'é'.repeat(3_000_000)
    expect((await session.query('select $1::text', [value])).rows[0]?.[0] === value).toBe(true)
  })

  describe('errors', () => {
    test('carry the code, and the place in UTF-16 units from 0', async () => {
      await using session = await warehouse.open()
      for (const sql of ['select nope', `select '🐎é🐎', nope`, `-- 🐎\n\tselect\r\n 'ž' || nope from pg_class`]) {
        const error = await failure(session.statements(sql))
        expect(error).toMatchObject({ name: 'WarehouseError', code: '42703', message: 'column "nope" does not exist' })
        expect(error.position).toBe(sql.indexOf('nope'))
        expect((await failure(session.query(sql, []))).position).toBe(sql.indexOf('nope'))
      }
    })

    test('carry detail and hint', async () => {
      await using session = await warehouse.open()
      const twice = await failure(
        session.statements('create temp table once (i int unique); insert into once values (1), (1)'),
      )
      expect(twice).toMatchObject({ code: '23505', detail: 'Key (i)=(1) already exists.', position: null })
      const mistyped = await failure(session.statements('select datnam from pg_database'))
      expect(mistyped.hint).toBe('Perhaps you meant to reference the column "pg_database.datname".')
    })

    test('raised inside a function carry its context and its own statement', async () => {
      await using session = await warehouse.open()
      const error = await failure(
        session.statements(`do $$ begin
          execute 'select ''🐎'', nope';
        end $$`),
      )
      expect(error).toMatchObject({
        code: '42703',
        position: null,
        internalQuery: `select '🐎', nope`,
        internalPosition: `select '🐎', `.length,
        context: 'PL/pgSQL function inline_code_block line 2 at EXECUTE',
        connectionLost: false,
      })
    })

    test('undo the whole message, and the session goes on', async () => {
      await using session = await warehouse.open()
      await expect(session.statements('create table gone (i int); select 1 / 0')).rejects.toMatchObject({
        code: '22012',
      })
      expect(session.inTransaction).toBe(false)
      await expect(session.statements('select * from gone')).rejects.toMatchObject({ code: '42P01' })
    })

    test('inside a transaction leave it failed until it is rolled back', async () => {
      await using session = await warehouse.open()
      await session.statements('begin')
      expect(session.inTransaction).toBe(true)
      await failure(session.statements('select 1 / 0'))
      expect(session.inTransaction).toBe(true)
      await expect(session.statements('select 1')).rejects.toMatchObject({ code: '25P02' })
      await session.statements('rollback')
      expect(session.inTransaction).toBe(false)
    })
  })

  describe('copyIn', () => {
    test('loads a hundred thousand rows, split anywhere, and counts them', async () => {
      await using session = await warehouse.open()
      await session.statements('create temp table loaded (i int, name text)')
      const lines = Array.from({ length: 100_000 }, (_, i) => `${i}\tžluťoučký 🐎 ${i}\n`).join('')
      const pieces = Array.from({ length: Math.ceil(lines.length / 999) }, (_, i) =>
        lines.slice(i * 999, i * 999 + 999),
      )
      expect(await session.copyIn('copy loaded from stdin', pieces)).toBe(100_000)
      const { rows } = await session.query('select count(*), sum(i), max(length(name)) from loaded', [])
      expect(rows).toEqual([['100000', '4999950000', '17']])
    })

    test('reads CSV from an asynchronous source, quoted line ends included', async () => {
      await using session = await warehouse.open()
      await session.statements('create temp table loaded (a text, b text)')
      async function* source() {
        yield 'a,b\n"two\nli'
        yield 'nes",\n'
        yield '"",x\n'
      }
      expect(await session.copyIn('copy loaded from stdin (format csv, header)', source())).toBe(2)
      const { rows } = await session.query('select a, b from loaded order by b nulls first', [])
      expect(rows).toEqual([
        ['two\nlines', null],
        ['', 'x'],
      ])
    })

    test('of nothing copies nothing', async () => {
      await using session = await warehouse.open()
      await session.statements('create temp table loaded (i int)')
      expect(await session.copyIn('copy loaded from stdin', [])).toBe(0)
      expect(await session.copyIn('copy loaded from stdin', ['', ''])).toBe(0)
    })

    test('of a bad line names line and column, copies nothing, and the session goes on', async () => {
      await using session = await warehouse.open()
      await session.statements('create temp table loaded (a int, b text)')
      const lines = Array.from({ length: 50_000 }, (_, i) => `${i === 2 ? 'x' : i}\tb\n`)
      const error = await failure(session.copyIn('copy loaded from stdin', lines))
      expect(error).toMatchObject({
        code: '22P02',
        message: 'invalid input syntax for type integer: "x"',
        context: 'COPY loaded, line 3, column a: "x"',
      })
      expect((await session.query('select count(*) from loaded', [])).rows).toEqual([['0']])
    })

    test('into what is not there fails with the place, and lets the source be closed', async () => {
      await using session = await warehouse.open()
      let closed = false
      async function* endless() {
        try {
          for (let i = 0; i < 1000; i++) yield `${i}\n`.repeat(1000)
        } finally {
          closed = true
        }
      }
      const sql = 'copy nowhere from stdin'
      await expect(session.copyIn(sql, endless())).rejects.toMatchObject({ code: '42P01' })
      await expect(session.copyIn('copy pg_class (nope) from stdin', ['1\n'])).rejects.toMatchObject({ code: '42703' })
      expect((await session.query('select 1', [])).rows).toEqual([['1']])
      // A source that was never begun has nothing to close.
      expect(closed).toBe(warehouse.kind === 'embedded')
    })

    test('throws on what its source throws, and copies nothing', async () => {
      await using session = await warehouse.open()
      await session.statements('create temp table loaded (i int)')
      const broken = new TypeError('line 7 is ragged')
      async function* source() {
        yield '1\n'.repeat(100_000)
        throw broken
      }
      await expect(session.copyIn('copy loaded from stdin', source())).rejects.toBe(broken)
      expect((await session.query('select count(*) from loaded', [])).rows).toEqual([['0']])
    })

    test('is cancelled while its source lets it wait', async () => {
      await using session = await warehouse.open()
      await session.statements('create temp table loaded (i int)')
      const abort = new AbortController()
      async function* hanging() {
        yield '1\n'
        setTimeout(() => abort.abort(), 20)
        await new Promise(() => undefined)
      }
      await expect(session.copyIn('copy loaded from stdin', hanging(), abort.signal)).rejects.toMatchObject({
        code: '57014',
      })
      expect((await session.query('select count(*) from loaded', [])).rows).toEqual([['0']])
    })

    test('is the only way to copy from stdin', async () => {
      await using session = await warehouse.open()
      await session.statements('create temp table loaded (i int)')
      const error = await failure(session.statements('copy loaded from stdin'))
      expect(error.code).toBe('57014')
      expect(error.message).toContain('must be sent by copyIn')
      expect((await session.query('select 1', [])).rows).toEqual([['1']])
    })
  })

  test('notices are kept in order and taken once', async () => {
    await using session = await warehouse.open()
    await session.statements(`do $$ begin raise notice 'one %', 1; raise warning 'two 🐎'; end $$`)
    await session.statements('drop table if exists not_there')
    expect(session.takeNotices()).toEqual([
      { severity: 'NOTICE', code: '00000', message: 'one 1' },
      { severity: 'WARNING', code: '01000', message: 'two 🐎' },
      { severity: 'NOTICE', code: '00000', message: 'table "not_there" does not exist, skipping' },
    ])
    expect(session.takeNotices()).toEqual([])
  })

  describe('a session given back', () => {
    test('is rolled back', async () => {
      {
        await using session = await warehouse.open()
        await session.statements('begin; create table unfinished (i int)')
      }
      await using session = await warehouse.open()
      expect(session.inTransaction).toBe(false)
      expect((await session.query(`select to_regclass('unfinished')`, [])).rows).toEqual([[null]])
    })

    test('is rolled back from a failed transaction', async () => {
      {
        await using session = await warehouse.open()
        await session.statements('begin')
        await failure(session.statements('select nope'))
      }
      await using session = await warehouse.open()
      expect((await session.query('select 1', [])).rows).toEqual([['1']])
    })

    test.each([
      { trace: 'a setting', leave: `set work_mem = '7MB'`, find: `select current_setting('work_mem') = '7MB'` },
      {
        trace: 'a setting made by a function',
        leave: `select set_config('work_mem', '7MB', false)`,
        find: `select current_setting('work_mem') = '7MB'`,
      },
      {
        trace: 'a setting committed in a transaction',
        leave: `begin; set work_mem = '7MB'; commit`,
        find: `select current_setting('work_mem') = '7MB'`,
      },
      {
        trace: 'a setting made in a block of PL/pgSQL',
        leave: `do $$ begin perform set_config('work_mem', '7MB', false); end $$`,
        find: `select current_setting('work_mem') = '7MB'`,
      },
      { trace: 'a role', leave: `set role pg_monitor`, find: `select current_user = 'pg_monitor'` },
      {
        trace: 'a temporary table',
        leave: 'create temp table mine as select 1',
        find: `select to_regclass('mine') is not null`,
      },
      {
        trace: 'a temporary view in its schema',
        leave: 'create view pg_temp.mine as select 1',
        find: `select to_regclass('mine') is not null`,
      },
      {
        trace: 'a prepared statement',
        leave: 'prepare mine as select 1',
        find: 'select exists (select from pg_prepared_statements)',
      },
      {
        trace: 'a cursor',
        leave: 'declare mine cursor with hold for select 1',
        find: `select exists (select from pg_cursors where name = 'mine')`,
      },
      {
        trace: 'a session lock',
        leave: 'select pg_advisory_lock(42)',
        find: `select exists (select from pg_locks where locktype = 'advisory')`,
      },
      {
        trace: 'a session lock of a statement that failed',
        leave: 'select pg_advisory_lock(42); select 1 / 0',
        find: `select exists (select from pg_locks where locktype = 'advisory')`,
      },
      {
        trace: 'a subscription',
        leave: 'listen mine',
        find: 'select exists (select from pg_listening_channels())',
      },
    ])('leaves $trace to nobody', async ({ leave, find }) => {
      {
        await using session = await warehouse.open()
        await session.statements(leave).catch(() => undefined)
        expect((await session.query(find, [])).rows).toEqual([['t']])
      }
      await using session = await warehouse.open()
      expect((await session.query(find, [])).rows).toEqual([['f']])
      expect((await session.query('show timezone', [])).rows).toEqual([['UTC']])
    })

    test('leaves no notices', async () => {
      {
        await using session = await warehouse.open()
        await session.statements('drop table if exists not_there')
      }
      await using session = await warehouse.open()
      expect(session.takeNotices()).toEqual([])
    })

    test('refuses to be used again', async () => {
      const session = await warehouse.open()
      await session[Symbol.asyncDispose]()
      await session[Symbol.asyncDispose]()
      await expect(session.statements('select 1')).rejects.toMatchObject({
        code: '08003',
        message: 'the session was given back and cannot be used any more',
      })
    })

    test('goes to whoever waited longest', async () => {
      const first = await warehouse.open()
      const order: string[] = []
      const waiting = ['a', 'b', 'c'].map(async (name) => {
        await using _ = await warehouse.open()
        order.push(name)
      })
      await first.statements('select 1')
      expect(order).toEqual([])
      await first[Symbol.asyncDispose]()
      await Promise.all(waiting)
      expect(order).toEqual(['a', 'b', 'c'])
    })
  })

  test('calls on one session run in the order they were made, also past one that fails', async () => {
    await using session = await warehouse.open()
    const calls = [
      session.statements('create temp table ordered (i serial, what text)'),
      session.query('insert into ordered (what) values ($1)', ['a']),
      session.statements('select 1 / 0').catch((error: WarehouseError) => error.code),
      session.copyIn('copy ordered (what) from stdin', ['b\n']),
      session.query('select string_agg(what, $1 order by i) from ordered', ['']),
    ]
    const results = await Promise.all(calls)
    expect(results[2]).toBe('22012')
    expect(results[4]).toMatchObject({ rows: [['ab']] })
  })

  describe('an aborted signal', () => {
    test('cancels what runs, and the session goes on', async () => {
      await using session = await warehouse.open()
      for (const run of [
        (signal: AbortSignal) => session.statements('select pg_sleep(60)', signal),
        (signal: AbortSignal) => session.query('select pg_sleep($1::int)', ['60'], signal),
      ]) {
        const abort = new AbortController()
        setTimeout(() => abort.abort(), 50)
        await expect(run(abort.signal)).rejects.toMatchObject({ code: '57014', connectionLost: false })
        expect((await session.query('select 1', [])).rows).toEqual([['1']])
        expect((await session.query('show timezone', [])).rows).toEqual([['UTC']])
      }
    })

    test('leaves a transaction failed until it is rolled back', async () => {
      await using session = await warehouse.open()
      await session.statements('begin')
      const abort = new AbortController()
      setTimeout(() => abort.abort(), 50)
      await failure(session.statements('select pg_sleep(60)', abort.signal))
      expect(session.inTransaction).toBe(true)
      await expect(session.statements('select 1')).rejects.toMatchObject({ code: '25P02' })
      await session.statements('rollback')
      expect((await session.query('select 1', [])).rows).toEqual([['1']])
    })

    test('that was aborted before sends nothing', async () => {
      await using session = await warehouse.open()
      await session.statements('create temp table untouched (i int)')
      const signal = AbortSignal.abort()
      await expect(session.statements('drop table untouched', signal)).rejects.toMatchObject({ code: '57014' })
      expect((await session.query('select count(*) from untouched', [])).rows).toEqual([['0']])
    })

    test('too late changes nothing, also for the next call', async () => {
      await using session = await warehouse.open()
      const abort = new AbortController()
      await session.statements('select 1', abort.signal)
      abort.abort()
      expect((await session.query('select pg_sleep(0.05), 2', [])).rows).toEqual([['', '2']])
    })
  })
})

describe.each(WAREHOUSES)('closing the $kind warehouse', ({ open }) => {
  test('cancels what runs, refuses who waits and who comes later', async () => {
    await using opened = await open()
    const { warehouse } = opened
    const session = await warehouse.open()
    const running = failure(session.statements('select pg_sleep(60)'))
    const waiting = failure(warehouse.open())
    await new Promise((resolve) => setTimeout(resolve, 100))
    await warehouse.close()
    expect((await running).code).toBe('57014')
    const closed = { code: '08003', message: `the connections to ${warehouse.description} were closed` }
    expect(await waiting).toMatchObject(closed)
    expect(await failure(warehouse.open())).toMatchObject(closed)
    expect((await failure(session.statements('select 1'))).code).toMatch(/^08/)
    await session[Symbol.asyncDispose]()
  })

  test('ends a copy that waits for its source', async () => {
    await using opened = await open()
    await using session = await opened.warehouse.open()
    await session.statements('create temp table loaded (i int)')
    async function* hanging() {
      yield '1\n'
      await new Promise(() => undefined)
    }
    const copying = failure(session.copyIn('copy loaded from stdin', hanging()))
    await new Promise((resolve) => setTimeout(resolve, 100))
    await opened.warehouse.close()
    expect(await copying).toMatchObject({ code: '57014' })
  })

  test('that was never opened is nothing to wait for', async () => {
    await using opened = await open()
    await opened.warehouse.close()
    expect(opened.warehouse.pooled).toBe(null)
  })
})

/** The error a call must end with. */
async function failure(call: Promise<unknown>): Promise<WarehouseError> {
  return call.then(
    () => Promise.reject(new Error('it succeeded')),
    (error: WarehouseError) => error,
  )
}
