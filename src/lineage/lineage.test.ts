import { describe, expect, test } from 'vitest'
import type { UniqueId } from '../resources/ids.ts'
import type { CatalogRelation } from './catalog.ts'
import { type RelationLineage, type SnapshotColumns, type Traceable, traceLineage } from './lineage.ts'

const id = (name: string): UniqueId => `model.shop.${name}` as UniqueId // made of these parts

const RELATIONS: readonly CatalogRelation[] = [
  { id: id('orders'), schema: 'shop', name: 'orders', columns: ['id', 'customer', 'amount', 'doc'] },
  { id: id('customers'), schema: 'shop', name: 'customers', columns: ['id', 'name', 'Region'] },
  { id: id('Odd'), schema: 'shop', name: 'Odd Names', columns: ['a b', 'select'] },
  { id: null, schema: 'elsewhere', name: 'rates', columns: ['code', 'rate'] },
  { id: id('dark'), schema: 'shop', name: 'dark', columns: null },
  { id: id('darker'), schema: 'shop', name: 'darker', columns: null },
]

interface More {
  readonly inlined?: ReadonlyMap<string, UniqueId>
  readonly snapshot?: SnapshotColumns
  readonly relations?: readonly CatalogRelation[]
}

async function trace(sql: string | null, { inlined = new Map(), snapshot, relations = [] }: More = {}) {
  const query = { sql, dependsOn: [], inlined, snapshot: snapshot ?? null }
  const resources: readonly Traceable[] = [{ id: id('made'), name: 'made', query }]
  const lineage = await traceLineage(resources, { relations: [...RELATIONS, ...relations], searchPath: ['shop'] })
  return lineage.get(id('made')) as RelationLineage // it was given
}

/** `total: orders.amount (aggregate)`, a line for each column; then what decides about rows, but where they are from. */
async function told(sql: string | null, more: More = {}): Promise<readonly string[]> {
  const { columns, rows, unresolved } = await trace(sql, more)
  const origin = ({ id: of, relation, column, use }: RelationLineage['rows'][number]): string =>
    `${of === null ? relation : of.replace('model.shop.', '')}.${column}${use === 'pass' ? '' : ` (${use})`}`
  const reasons = (all: RelationLineage['unresolved']): readonly string[] =>
    all.map(({ code, message }) => `! ${code}: ${message}`)
  const deciding = rows.filter(({ use }) => use !== 'from').map(origin)
  return [
    ...columns.map(({ name, from, unresolved: why }) =>
      `${name}: ${[...from.map(origin), ...reasons(why)].join(', ')}`.trim(),
    ),
    ...(deciding.length === 0 ? [] : [`rows: ${deciding.join(', ')}`]),
    ...reasons(unresolved),
  ]
}

describe('the way a column goes in', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'unchanged, under the same or another name',
      'select id, o.amount as total from shop.orders o',
      ['id: orders.id', 'total: orders.amount'],
    ],
    [
      'computed',
      'select amount * 2 as double, amount::text, upper(customer) from orders',
      ['double: orders.amount (transform)', 'amount: orders.amount (transform)', 'upper: orders.customer (transform)'],
    ],
    [
      'aggregated',
      'select customer, sum(amount + 1) from orders group by 1',
      ['customer: orders.customer', 'sum: orders.amount (aggregate)', 'rows: orders.customer (group)'],
    ],
    [
      'counted: rows as such',
      'select count(*), count(1) as n from orders',
      ['count: orders.* (count)', 'n: orders.* (count)'],
    ],
    [
      'a condition of a case is no part of the value',
      "select case when customer = 'ann' then amount else 0 end as a from orders",
      ['a: orders.customer (condition), orders.amount (transform)'],
    ],
    [
      'a filter and an order of an aggregate neither',
      'select array_agg(amount order by id) filter (where amount > 1) from orders',
      ['array_agg: orders.amount (aggregate), orders.id (condition)'],
    ],
    [
      'a window neither',
      'select sum(amount) over w as s, row_number() over (w order by id) as n from orders window w as (partition by customer)',
      [
        's: orders.amount (aggregate), orders.customer (condition)',
        'n: orders.customer (condition), orders.id (condition)',
      ],
    ],
    [
      'used twice, the stronger way is told',
      'select amount + sum(amount) over () as a from orders',
      ['a: orders.amount (aggregate)'],
    ],
    [
      'of a percentile, what is put in order is the value',
      'select percentile_cont(0.5) within group (order by amount) as median from orders',
      ['median: orders.amount (aggregate)'],
    ],
    [
      'of nothing',
      "select 1 as one, now() as at, 'x'::text, true, current_date",
      ['one:', 'at:', 'text:', '?column?:', 'current_date:'],
    ],
    [
      'json, arrays, casts',
      "select doc ->> 'a' as a, (doc::jsonb)['b'] as b, array[id, amount] from orders",
      [
        'a: orders.doc (transform)',
        'b: orders.doc (transform)',
        'array: orders.id (transform), orders.amount (transform)',
      ],
    ],
    [
      'a row as a whole',
      'select to_jsonb(c) as j, c::text, count(c.*) from customers c',
      [
        'j: customers.id (transform), customers.name (transform), customers.Region (transform)',
        'c: customers.id (transform), customers.name (transform), customers.Region (transform)',
        'count: customers.id (count), customers.name (count), customers.Region (count)',
      ],
    ],
  ])('%s', async (_, sql, expected) => {
    expect(await told(sql)).toEqual(expected)
  })
})

describe('what only decides which rows there are, is kept apart', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'filters and joins',
      'select o.id from orders o join customers c on c.id = o.id where c.name is not null',
      ['id: orders.id', 'rows: customers.id (join), orders.id (join), customers.name (filter)'],
    ],
    [
      'groups, their conditions, orders',
      'select customer from orders group by customer having sum(amount) > 1 order by max(id)',
      ['customer: orders.customer', 'rows: orders.amount (filter), orders.customer (group), orders.id (order)'],
    ],
    [
      'grouping sets',
      'select customer, id, grouping(id) as g from orders group by grouping sets ((customer), (1, id))',
      [
        'customer: orders.customer',
        'id: orders.id',
        'g: orders.id (condition)',
        'rows: orders.customer (group), orders.id (group)',
      ],
    ],
    ['distinct', 'select distinct amount from orders', ['amount: orders.amount', 'rows: orders.amount (distinct)']],
    [
      'distinct on',
      'select distinct on (customer) amount from orders order by customer, id desc',
      ['amount: orders.amount', 'rows: orders.customer (distinct), orders.id (order)'],
    ],
    [
      'subqueries in conditions',
      'select id from orders o where exists (select from customers c where c.name = o.customer)',
      ['id: orders.id', 'rows: customers.name (filter), orders.customer (filter), customers.* (filter)'],
    ],
    [
      'what is left out',
      'select id from orders except select id from customers',
      ['id: orders.id', 'rows: orders.id (distinct), customers.id (distinct)'],
    ],
  ])('%s', async (_, sql, expected) => {
    expect(await told(sql)).toEqual(expected)
  })

  test('with the relations that the rows come from', async () => {
    const { rows } = await trace('select 1 as one from orders, (select * from elsewhere.rates) r')
    expect(rows).toEqual([
      { id: id('orders'), relation: 'shop.orders', column: '*', use: 'from' },
      { id: null, relation: 'elsewhere.rates', column: '*', use: 'from' },
    ])
  })
})

describe('names are resolved as PostgreSQL does', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'stars, of all and of one',
      'select c.*, * from customers c cross join elsewhere.rates',
      [
        'id: customers.id',
        'name: customers.name',
        'Region: customers.Region',
        'id: customers.id',
        'name: customers.name',
        'Region: customers.Region',
        'code: elsewhere.rates.code',
        'rate: elsewhere.rates.rate',
      ],
    ],
    [
      'using: one column, first',
      'select * from orders o join customers c using (id)',
      [
        'id: orders.id',
        'customer: orders.customer',
        'amount: orders.amount',
        'doc: orders.doc',
        'name: customers.name',
        'Region: customers.Region',
        'rows: orders.id (join), customers.id (join)',
      ],
    ],
    [
      'a full join has it of both',
      'select id from orders full join customers using (id)',
      ['id: orders.id (transform), customers.id (transform)', 'rows: orders.id (join), customers.id (join)'],
    ],
    [
      'natural',
      'select id from orders natural right join customers',
      ['id: customers.id', 'rows: orders.id (join), customers.id (join)'],
    ],
    [
      'a join under a name',
      'select j.name, a from (orders join customers using (id)) as j(a)',
      ['name: customers.name', 'a: orders.id', 'rows: orders.id (join), customers.id (join)'],
    ],
    [
      'what is joined by, under a name',
      'select k.*, orders.id as o, customers.id as c from orders left join customers using (id) as k',
      ['id: orders.id', 'o: orders.id', 'c: customers.id', 'rows: orders.id (join), customers.id (join)'],
    ],
    [
      'names in other letters, and odd ones',
      'select ID, "Region", "Odd Names"."a b", "select" from CUSTOMERS, "Odd Names"',
      ['id: customers.id', 'Region: customers.Region', 'a b: Odd.a b', 'select: Odd.select'],
    ],
    [
      'relations with their schema',
      'select shop.orders.id, rates.code from shop.orders, elsewhere.rates',
      ['id: orders.id', 'code: elsewhere.rates.code'],
    ],
    ['an alias hides the name', 'select customers.id from orders as customers', ['id: orders.id']],
    [
      'columns under other names',
      'select b, amount from orders as o(a, b)',
      ['b: orders.customer', 'amount: orders.amount'],
    ],
    [
      'common table expressions, one on another',
      'with a as (select id, amount from orders), b(x) as (select amount from a), orders as (select x from b) select * from orders',
      ['x: orders.amount'],
    ],
    [
      'a recursive one',
      'with recursive r(id, path) as (select id, name from customers union all select o.id, r.path || o.customer from r join orders o on o.id = r.id) select * from r',
      [
        'id: customers.id, orders.id',
        'path: customers.name (transform), orders.customer (transform)',
        'rows: orders.id (join), customers.id (join)',
      ],
    ],
    [
      'with search and cycle',
      'with recursive r as (select id from orders union all select id + 1 from r) search depth first by id set o cycle id set c using p select o, c, p from r',
      ['o: orders.id (transform)', 'c: orders.id (transform)', 'p: orders.id (transform)'],
    ],
    [
      'subqueries look outside',
      'select (select max(c.name) from customers c where c.id = o.id and amount > 1) from orders o',
      ['max: customers.name (aggregate), customers.id (condition), orders.id (condition), orders.amount (condition)'],
    ],
    ['the inner name first', 'select (select id from customers limit 1) as i from orders', ['i: customers.id']],
    [
      'lateral',
      'select l.* from orders o, lateral (select name, o.amount from customers where id = o.id) l',
      ['name: customers.name', 'amount: orders.amount', 'rows: customers.id (filter), orders.id (filter)'],
    ],
    [
      'functions that give rows',
      'select e.value, g, u.n from orders, jsonb_array_elements(doc) e, generate_series(1, amount) g, unnest(array[id]) with ordinality as u(v, n)',
      [
        'value: orders.doc (transform)',
        'g: orders.amount (transform)',
        'n: orders.id (transform)',
        'rows: orders.doc (join), orders.amount (join), orders.id (join)',
      ],
    ],
    [
      'record functions',
      'select * from orders, json_to_recordset(doc) as r(a int, b text)',
      [
        'id: orders.id',
        'customer: orders.customer',
        'amount: orders.amount',
        'doc: orders.doc',
        'a: orders.doc (transform)',
        'b: orders.doc (transform)',
        'rows: orders.doc (join)',
      ],
    ],
    [
      'json_table',
      "select j.a, b from orders, json_table(doc, '$' columns (a int path '$.a', nested path '$.n' columns (b int))) j",
      ['a: orders.doc (transform)', 'b: orders.doc (transform)', 'rows: orders.doc (join)'],
    ],
    ['values', 'select v.a, column2 from (values (1, 2)) v(a), customers', ['a:', 'column2:']],
    [
      'unions, by place',
      'select id as a, amount as b from orders union all select rate, 1 from elsewhere.rates',
      ['a: orders.id, elsewhere.rates.rate', 'b: orders.amount'],
    ],
    [
      'order by the name of a result, group by the one of a column',
      'select id as amount, max(amount) as id from orders group by id order by amount',
      ['amount: orders.id', 'id: orders.amount (aggregate)', 'rows: orders.id (group)'],
    ],
    [
      'fields of a row',
      'select (o).amount, (o).* from orders o',
      [
        'amount: orders.amount',
        'id: orders.id',
        'customer: orders.customer',
        'amount: orders.amount',
        'doc: orders.doc',
      ],
    ],
    [
      'system columns',
      'select ctid, o.tableoid::regclass from orders o',
      ['ctid: orders.ctid', 'tableoid: orders.tableoid (transform)'],
    ],
    ['table', 'table elsewhere.rates', ['code: elsewhere.rates.code', 'rate: elsewhere.rates.rate']],
  ])('%s', async (_, sql, expected) => {
    expect(await told(sql)).toEqual(expected)
  })
})

describe('what cannot be known, says why', () => {
  test.each<[string, string | null, readonly string[]]>([
    ['not compiled', null, ['! not-compiled: the SQL of made is not compiled']],
    [
      'not SQL',
      'select 1 as a\nfrom from',
      [
        '! not-parsed: PostgreSQL\'s parser refuses the SQL: syntax error at or near "from" in line 2 of the compiled SQL',
      ],
    ],
    ['not one select', 'select 1; select 2', ['! not-a-query: the SQL is 2 statements, not one select']],
    [
      'no select',
      'delete from orders',
      ['! not-a-query: the SQL is a statement of another kind (DeleteStmt), not one select'],
    ],
    [
      'a column that nothing has',
      'select nothing, o.nil from orders o',
      [
        'nothing: ! unknown-column: nothing the query reads has a column nothing',
        'nil: ! unknown-column: nothing the query reads has a column o.nil',
      ],
    ],
    [
      'a column of two',
      'select id from orders, customers',
      ['id: ! ambiguous-column: id is a column of several relations that the query reads'],
    ],
    [
      'a name of one of two dark relations',
      'select x, id from dark, darker, orders',
      ['x: ! unknown-relation: x may come from dark or darker, whose columns are not in the catalog', 'id: orders.id'],
    ],
    [
      'all of a dark one',
      'select * from dark',
      ['! unknown-columns: the columns of a relation that made selects all of are not known'],
    ],
    [
      'a union with a dark one',
      'select id from orders union all select * from dark',
      [
        'id: ! unknown-columns: the columns of a part of the union are not known',
        '! unknown-columns: the columns of a relation that made selects all of are not known',
      ],
    ],
    [
      'dark, joined naturally',
      'select orders.id from orders natural join dark',
      ['id: orders.id', '! unknown-columns: the columns of dark are not known'],
    ],
  ])('%s', async (_, sql, expected) => {
    expect(await told(sql)).toEqual(expected)
  })

  test('what must come of a dark relation, does', async () => {
    expect(await told('select dark.a, b, id from dark, orders')).toEqual(['a: dark.a', 'b: dark.b', 'id: orders.id'])
  })

  test('a name that also means something further out, does not', async () => {
    expect(await told('select (select amount from dark) as a from orders')).toEqual([
      'a: ! unknown-relation: amount may come from dark, whose columns are not in the catalog',
    ])
  })

  test('a column of the relation that its query does not give', async () => {
    const made = { id: id('made'), schema: 'shop', name: 'made', columns: ['id', 'old'] }
    expect(await told('select id from orders', { relations: [made] })).toEqual([
      'id: orders.id',
      'old: ! not-in-query: the relation has a column old that its query does not give: it was made by an earlier one, or beside it',
    ])
  })
})

test('an ephemeral model is a step of its own', async () => {
  const sql =
    'with __dbt__cte__mid as (select id, amount as total from orders where id > 0) select total, count(*) as n from __dbt__cte__mid'
  expect(await told(sql, { inlined: new Map([['__dbt__cte__mid', id('mid')]]) })).toEqual([
    'total: mid.total',
    'n: mid.* (count)',
  ])
})

const NAMES = {
  scdId: 'dbt_scd_id',
  updatedAt: 'dbt_updated_at',
  validFrom: 'dbt_valid_from',
  validTo: 'dbt_valid_to',
  isDeleted: null,
}

test("a snapshot's own columns come of its key and of what tells a new version", async () => {
  const snapshot: SnapshotColumns = {
    uniqueKey: ['id'],
    change: { kind: 'timestamp', updatedAt: 'amount' },
    names: NAMES,
  }
  expect(await told('select id, amount from orders -- all', { snapshot })).toEqual([
    'id: orders.id',
    'amount: orders.amount',
    'dbt_scd_id: orders.id (transform), orders.amount (transform)',
    'dbt_updated_at: orders.amount',
    'dbt_valid_from: orders.amount',
    'dbt_valid_to: orders.amount (transform)',
  ])
})

test('by check, the compared columns decide when there is one', async () => {
  const snapshot: SnapshotColumns = {
    uniqueKey: ['id'],
    change: { kind: 'check', columns: ['amount'] },
    names: { ...NAMES, isDeleted: 'gone' },
  }
  expect((await told('select id, amount from orders;', { snapshot })).slice(2)).toEqual([
    'dbt_scd_id: orders.id (transform), orders.amount (condition)',
    'dbt_updated_at: orders.amount (condition)',
    'dbt_valid_from: orders.amount (condition)',
    'dbt_valid_to: orders.amount (condition)',
    'gone: orders.id (condition)',
  ])
})

test('columns that the catalog does not have are known from the query that makes them, wherever it stands', async () => {
  const query = (sql: string, ...dependsOn: readonly UniqueId[]) => ({
    sql,
    dependsOn,
    inlined: new Map(),
    snapshot: null,
  })
  const resources: readonly Traceable[] = [
    { id: id('darker'), name: 'darker', query: query('select * from dark', id('dark')) },
    { id: id('dark'), name: 'dark', query: query('select id, amount from orders', id('orders')) },
    { id: id('orders'), name: 'orders', query: null },
  ]
  const lineage = await traceLineage(resources, { relations: RELATIONS, searchPath: ['shop'] })
  expect([...lineage.keys()]).toEqual(resources.map((one) => one.id))
  expect(lineage.get(id('darker'))?.columns.map(({ name }) => name)).toEqual(['id', 'amount'])
})

test('a relation of several resources is the one that the query depends on', async () => {
  const relations = ['seed', 'source'].map((name) => ({ id: id(name), schema: 'shop', name: 'both', columns: ['a'] }))
  const query = { sql: 'select a from "both"', dependsOn: [id('source')], inlined: new Map(), snapshot: null }
  const traced = await traceLineage([{ id: id('made'), name: 'made', query }], { relations, searchPath: ['shop'] })
  expect(traced.get(id('made'))?.columns[0]?.from[0]?.id).toBe(id('source'))
})
