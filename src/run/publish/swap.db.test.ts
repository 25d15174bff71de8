import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { AssayError } from '../../base/diagnostic.ts'
import { QUOTE_ALL, type RelationName } from '../../resources/relation.ts'
import { type TestDatabase, withDatabase } from '../../testing/with-database.ts'
import { Connection } from '../connection.ts'
import { Retired } from './retired.ts'
import { type Swap, swap } from './swap.ts'

let db: TestDatabase

beforeAll(async () => {
  db = await withDatabase()
})

afterAll(async () => {
  await db[Symbol.asyncDispose]()
})

beforeEach(async () => {
  await sql(
    'drop schema if exists shop cascade; drop schema if exists elsewhere cascade; create schema shop; create schema elsewhere',
  )
})

const live: RelationName = { database: null, schema: 'shop', identifier: 'orders', quoting: QUOTE_ALL }

async function sql(text: string): Promise<readonly (readonly (string | null)[])[]> {
  await using session = await db.warehouse.open()
  return (await session.statements(text)).at(-1)?.rows ?? []
}

async function connected<T>(work: (connection: Connection) => Promise<T>, sent: string[] = []): Promise<T> {
  await using session = await db.warehouse.open()
  return await work(
    new Connection(
      session,
      (record) => sent.push(record.sql),
      () => 0,
      undefined,
    ),
  )
}

async function swapNow(changes: Partial<Swap> = {}, sent: string[] = []): Promise<Retired> {
  const retired = new Retired()
  const step: Swap = {
    live,
    liveKind: 'table',
    candidate: 'orders_new',
    candidateKind: 'table',
    old: 'orders_old',
    isPending: () => false,
    lockTimeout: 1000,
    last: true,
    ...changes,
  }
  await connected(
    (connection) =>
      connection.transaction(async () => {
        const { waiting } = await swap(connection, step)
        const { old, liveKind, candidateKind } = step
        if (waiting.length > 0 && liveKind !== null)
          retired.keep({ live, old, kind: liveKind, liveKind: candidateKind }, waiting)
      }),
    sent,
  )
  return retired
}

const ONCE = {
  patience: { attempts: 1, firstPause: 0, longestPause: 0, sleep: () => Promise.resolve() },
  jitter: () => 0,
  signal: undefined,
}

const relations = (): Promise<readonly (readonly (string | null)[])[]> =>
  sql(
    "select relname, relkind from pg_class where relnamespace = 'shop'::regnamespace and relkind in ('r', 'v', 'm') order by 1",
  )

async function problem(act: () => Promise<unknown>): Promise<string> {
  try {
    await act()
  } catch (error) {
    if (error instanceof AssayError) return `${error.diagnostics[0].code}: ${error.message}`
    throw error
  }
  return 'no problem'
}

describe('a table that is replaced', () => {
  test('takes its live name, and the old one is gone', async () => {
    await sql('create table shop.orders as select 1 as id; create table shop.orders_new as select 2 as id')
    await swapNow()
    expect(await sql('select id from shop.orders')).toEqual([['2']])
    expect(await relations()).toEqual([['orders', 'r']])
  })

  test('is one message that ends the transaction, where nothing reads it', async () => {
    await sql('create table shop.orders as select 1 as id; create table shop.orders_new as select 2 as id')
    const sent: string[] = []
    await swapNow({}, sent)
    expect(sent).toEqual([
      'begin',
      'savepoint assay_swap; set local lock_timeout = 1000; alter table "shop"."orders" rename to "orders_old"; alter table "shop"."orders_new" rename to "orders"; drop table "shop"."orders_old"',
      'commit',
    ])
  })

  test('is two more messages where views read it that take it as it is', async () => {
    await sql(`
      create table shop.orders as select 1 as id; create table shop.orders_new as select 2 as id;
      create view elsewhere.a as select id from shop.orders; create view elsewhere.b as select id + 1 as id from shop.orders`)
    const sent: string[] = []
    await swapNow({}, sent)
    expect(sent.filter((text) => text.includes('rename to'))).toHaveLength(2)
    expect(
      sent
        .at(-2)
        ?.split(';\n')
        .map((statement) => statement.replace(/ as .*/s, '')),
    ).toEqual([
      'alter table "shop"."orders" rename to "orders_old"',
      'alter table "shop"."orders_new" rename to "orders"',
      'create or replace view "elsewhere"."a"',
      'create or replace view "elsewhere"."b"',
      'drop table "shop"."orders_old"',
    ])
    expect(sent.at(-1)).toBe('commit')
    expect(await sql('select a.id, b.id from elsewhere.a, elsewhere.b')).toEqual([['2', '3']])
  })

  test('may be the first of its name', async () => {
    await sql('create table shop.orders_new as select 2 as id')
    await swapNow({ liveKind: null })
    expect(await sql('select id from shop.orders')).toEqual([['2']])
  })

  test('may become a view, and back', async () => {
    await sql('create table shop.orders as select 1 as id; create view shop.orders_new as select 2 as id')
    await swapNow({ candidateKind: 'view' })
    await sql('create table shop.orders_new as select 3 as id')
    await swapNow({ liveKind: 'view' })
    expect(await sql('select id from shop.orders')).toEqual([['3']])
    expect(await relations()).toEqual([['orders', 'r']])
  })

  test('is never missing for a reader that asks all the time', async () => {
    await sql('create table shop.orders as select 0 as id; create view elsewhere.v as select id from shop.orders')
    let stop = false
    const seen: (string | null | undefined)[] = []
    const reading = (async () => {
      while (!stop) seen.push((await sql('select min(id) from shop.orders'))[0]?.[0])
    })()
    for (let n = 1; n <= 20; n++) {
      await sql(`create table shop.orders_new as select ${n} as id`)
      await swapNow()
    }
    stop = true
    await reading
    expect(seen.length).toBeGreaterThan(0)
    expect(seen.every((id) => id !== null && id !== undefined)).toBe(true)
    expect([...seen].sort((a, b) => Number(a) - Number(b))).toEqual(seen)
    expect(await sql('select id from elsewhere.v')).toEqual([['20']])
  })
})

describe('views that read a replaced table', () => {
  beforeEach(async () => {
    await sql(`
      create table shop.orders as select 1 as id, 10 as amount;
      create table shop.orders_new as select 2 as id, 20 as amount;
      create view elsewhere.totals with (security_barrier = true) as select sum(amount) as total from shop.orders;
      comment on view elsewhere.totals is 'what we sold';
      grant select on elsewhere.totals to public`)
  })

  test('read the new one, and keep their options, comments and grants', async () => {
    await swapNow()
    expect(await sql('select total from elsewhere.totals')).toEqual([['20']])
    expect(
      await sql(`select obj_description('elsewhere.totals'::regclass), (select reloptions::text from pg_class where oid = 'elsewhere.totals'::regclass),
        has_table_privilege('public', 'elsewhere.totals', 'select')::text`),
    ).toEqual([['what we sold', '{security_barrier=true}', 'true']])
    expect(await relations()).toEqual([['orders', 'r']])
  })

  test('are made again, with what reads them, when the types of their columns change', async () => {
    await sql(`
      create view elsewhere.doubled as select total * 2 as twice from elsewhere.totals;
      create materialized view elsewhere.kept as select twice from elsewhere.doubled;
      create unique index kept_twice on elsewhere.kept (twice);
      comment on column elsewhere.doubled.twice is 'two times';
      drop table shop.orders_new;
      create table shop.orders_new as select 2 as id, 20.5::numeric as amount`)
    await swapNow()
    expect(await sql('select total from elsewhere.totals')).toEqual([['20.5']])
    expect(await sql('select twice from elsewhere.doubled')).toEqual([['41.0']])
    expect(await sql('select twice from elsewhere.kept')).toEqual([['41.0']])
    expect(
      await sql(`select col_description('elsewhere.doubled'::regclass, 1), obj_description('elsewhere.totals'::regclass),
        (select count(*) from pg_indexes where tablename = 'kept')::text, has_table_privilege('public', 'elsewhere.totals', 'select')::text`),
    ).toEqual([['two times', 'what we sold', '1', 'true']])
  })

  test('stop the swap, before anything changed, when a column they need is gone', async () => {
    await sql('alter table shop.orders_new drop column amount')
    expect(await problem(() => swapNow())).toBe(
      'publish-breaks-dependant: the view "elsewhere"."totals" reads "shop"."orders" and does not fit what was built: column "amount" does not exist',
    )
    expect(await sql('select total from elsewhere.totals')).toEqual([['10']])
    expect(await sql('select id from shop.orders')).toEqual([['1']])
  })

  test('read the new one at once, though this run is still going to rebuild them', async () => {
    await sql('create materialized view elsewhere.kept as select id from shop.orders')
    await swapNow({ isPending: (schema, name) => schema === 'elsewhere' && name === 'totals' })
    expect(await sql('select total from elsewhere.totals')).toEqual([['20']])
    expect(await sql('select id from elsewhere.kept')).toEqual([['2']])
    expect(await relations()).toEqual([['orders', 'r']])
  })

  const OTHER_TYPE = 'alter table shop.orders_new alter column amount type numeric'

  test('wait on the old table where they do not take the new one and this run is going to rebuild them; then it goes', async () => {
    await sql(OTHER_TYPE)
    const retired = await swapNow({ isPending: (schema, name) => schema === 'elsewhere' && name === 'totals' })
    expect(await sql('select total from elsewhere.totals')).toEqual([['10']])
    expect(await relations()).toEqual([
      ['orders', 'r'],
      ['orders_old', 'r'],
    ])
    await sql(
      'drop view elsewhere.totals; create view elsewhere.totals as select sum(amount) + 1 as total from shop.orders',
    )
    await connected((connection) => retired.release(connection, { schema: 'elsewhere', identifier: 'totals' }, 1000))
    expect(await sql('select total from elsewhere.totals')).toEqual([['21']])
    expect(await relations()).toEqual([['orders', 'r']])
  })

  test('are led home at the end of the run when they were not rebuilt after all', async () => {
    await sql(OTHER_TYPE)
    const retired = await swapNow({ isPending: () => true })
    expect(await sql('select total from elsewhere.totals')).toEqual([['10']])
    expect(await connected((connection) => retired.settle(connection, ONCE))).toEqual([])
    expect(await sql('select total from elsewhere.totals')).toEqual([['20']])
    expect(await relations()).toEqual([['orders', 'r']])
  })

  test('keep the old table, with a warning, when they do not fit the new one', async () => {
    await sql('alter table shop.orders_new drop column amount')
    const retired = await swapNow({ isPending: () => true })
    const [warning] = await connected((connection) => retired.settle(connection, ONCE))
    expect(warning?.code).toBe('retired-relation-kept')
    expect(warning?.message).toContain('"shop"."orders_old" is kept')
    expect(await sql('select total from elsewhere.totals')).toEqual([['10']])
    expect(await sql('select id from shop.orders')).toEqual([['2']])
  })
})

test('a foreign key that points to a replaced table points to the new one', async () => {
  await sql(`
    create table shop.orders (id int primary key); insert into shop.orders values (1);
    create table elsewhere.items (order_id int constraint items_order references shop.orders (id)); insert into elsewhere.items values (1);
    create table shop.orders_new (id int primary key); insert into shop.orders_new values (1), (2)`)
  await swapNow()
  await sql('insert into elsewhere.items values (2)')
  expect(await sql("select confrelid::regclass::text from pg_constraint where conname = 'items_order'")).toEqual([
    ['shop.orders'],
  ])
  expect(await relations()).toEqual([['orders', 'r']])
})

test.each([
  ['a primary key', 'alter table shop.orders add constraint orders_pk primary key (id)', 'PRIMARY KEY (id)'],
  ['a unique constraint', 'alter table shop.orders add constraint orders_pk unique (id)', 'UNIQUE (id)'],
  ['a unique index', 'create unique index orders_pk on shop.orders (id)', null],
])('a foreign key keeps %s that it rests on, where the new table has none', async (_what, rule, definition) => {
  await sql(`
    create table shop.orders as select 1 as id; ${rule};
    create table elsewhere.items (order_id int constraint items_order references shop.orders (id));
    create table elsewhere.refunds (order_id int constraint refunds_order references shop.orders (id));
    create table shop.orders_new as select i as id from generate_series(1, 2) as i`)
  await swapNow()
  await sql('insert into elsewhere.items values (2); insert into elsewhere.refunds values (2)')
  expect(
    await sql(`select indrelid::regclass::text, indisunique::text, (
      select pg_get_constraintdef(oid) from pg_constraint where conindid = indexrelid and contype <> 'f'
    ) from pg_index where indexrelid = 'shop.orders_pk'::regclass`),
  ).toEqual([['shop.orders', 'true', definition]])
  expect(await relations()).toEqual([['orders', 'r']])
})

test('a foreign key whose rows would dangle stops the swap', async () => {
  await sql(`
    create table shop.orders (id int primary key); insert into shop.orders values (1);
    create table elsewhere.items (order_id int constraint items_order references shop.orders (id)); insert into elsewhere.items values (1);
    create table shop.orders_new (id int primary key)`)
  expect(await problem(() => swapNow())).toContain(
    'publish-breaks-dependant: the foreign key items_order of elsewhere.items',
  )
  expect(await sql('select id from shop.orders')).toEqual([['1']])
})

test('what cannot be led to the new table stops the swap and is named', async () => {
  await sql(`
    create table shop.orders as select 1 as id; create table shop.orders_new as select 2 as id;
    create function elsewhere.first_order() returns int begin atomic select min(id) from shop.orders; end`)
  expect(await problem(() => swapNow())).toBe(
    'publish-held-by-dependant: "shop"."orders" cannot be replaced, other objects depend on it: function elsewhere.first_order() depends on table shop.orders',
  )
  expect(await sql('select elsewhere.first_order()')).toEqual([['1']])
})

test('a reader that holds the table delays the swap no longer than its timeout', async () => {
  await sql('create table shop.orders as select 1 as id; create table shop.orders_new as select 2 as id')
  await using reader = await db.warehouse.open()
  await reader.statements('begin; select * from shop.orders')
  await expect(swapNow({ lockTimeout: 50 })).rejects.toMatchObject({ code: '55P03' })
  await reader.statements('commit')
  expect(await sql('select id from shop.orders')).toEqual([['1']])
})

test('search_path and lock_timeout are the caller’s again after the swap', async () => {
  await sql(
    'create table shop.orders as select 1 as id; create table shop.orders_new as select 2 as id; create view elsewhere.v as select id from shop.orders',
  )
  const after = await connected((connection) =>
    connection.transaction(async () => {
      await connection.execute('set local search_path = elsewhere, shop')
      await swap(connection, {
        live,
        liveKind: 'table',
        candidate: 'orders_new',
        candidateKind: 'table',
        old: 'orders_old',
        isPending: () => false,
        lockTimeout: 1000,
        last: false,
      })
      return connection.last("select current_setting('search_path'), current_setting('lock_timeout')")
    }),
  )
  expect(after.rows).toEqual([['elsewhere, shop', '0']])
})
