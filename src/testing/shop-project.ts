import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Called, type CallOptions, callCli } from './call-cli.ts'
import { type TestDatabase, withDatabase } from './with-database.ts'
import { type ProjectFolder, withProject } from './with-project.ts'

/** A small shop: a seed, three models, three tests of which one warns, a source, an exposure, macros, an analysis. */
export const SHOP = {
  'project.yml': `name: shop
on-run-start: ["create table if not exists hooks_ran (n int)", "insert into hooks_ran values (1)"]
models:
  shop:
    +materialized: table
`,
  'seeds/raw_orders.csv':
    'id,customer,amount,loaded_at\n1,ann,10.5,2024-01-01\n2,bob,3,2024-01-02\n3,ann,7,2024-01-03\n',
  'models/orders.sql': "select id, customer, amount from {{ ref('raw_orders') }}\n",
  'models/customers.sql': "select customer, sum(amount) as spent\nfrom {{ ref('orders') }}\ngroup by customer\n",
  'models/top.sql':
    "{{ config(materialized='view', tags=['nightly']) }}\nselect * from {{ ref('customers') }} limit 1\n",
  'models/models.yml': `version: 2
models:
  - name: orders
    columns:
      - name: id
        data_tests: [unique]
  - name: customers
    columns:
      - name: customer
        data_tests:
          - accepted_values:
              arguments: {values: [ann]}
              config: {severity: warn}
`,
  'tests/no_debts.sql': "select * from {{ ref('customers') }} where spent < 0\n",
  'sources.yml': `version: 2
sources:
  - name: raw
    schema: analytics
    config: {loaded_at_field: 'loaded_at::timestamp'}
    tables:
      - name: raw_orders
        config: {freshness: {warn_after: {count: 1, period: day}, error_after: {count: 100000, period: day}}}
`,
  'exposures.yml': `version: 2
exposures:
  - {name: board, type: dashboard, owner: {name: Ann, email: ann@example.com}, depends_on: [ref('top')]}
`,
  'macros/say.sql': `{% macro say(what, loud=false) %}{{ print(what ~ ('!' if loud else '')) }}{% endmacro %}
{% macro make(name) %}{% do run_query('create table ' ~ name ~ ' (id int)') %}{% endmacro %}
`,
  'analyses/look.sql': "select count(*) as orders from {{ ref('orders') }}\n",
}

export interface Shop extends AsyncDisposable {
  readonly folder: ProjectFolder
  readonly database: TestDatabase
  /** Calls the command line there. Names of this machine read `db`, `host` and `/shop`. */
  call(line: string | readonly string[], options?: Partial<CallOptions>): Promise<Called>
  /** The text of a file of the project; parsed. */
  read(path: string): string
  json(path: string): ReturnType<typeof JSON.parse>
  rows(sql: string): Promise<readonly (readonly (string | null)[])[]>
}

/** The shop in a folder and a database of its own; `files` replace some of it. */
export async function withShop(files: Readonly<Record<string, string>> = {}): Promise<Shop> {
  return withCommands({ ...SHOP, ...files })
}

/** Any project, in a folder and a database of its own. */
export async function withCommands(files: Readonly<Record<string, string>>): Promise<Shop> {
  const database = await withDatabase()
  const folder = await withProject(files)
  const place = new URL(database.url)
  const hidden = (text: string): string =>
    text.replaceAll(place.pathname.slice(1), 'db').replaceAll(place.host, 'host').replaceAll(folder.path, '/shop')
  const read = (path: string): string => readFileSync(join(folder.path, path), 'utf8')
  return {
    folder,
    database,
    async call(line, { environment = {}, ...options } = {}) {
      const called = await callCli(line, {
        cwd: folder.path,
        environment: { DATABASE_URL: database.url, ...environment },
        ...options,
      })
      return { ...called, out: hidden(called.out), err: hidden(called.err), screen: hidden(called.screen) }
    },
    read,
    json: (path) => JSON.parse(read(path)),
    async rows(sql) {
      await using session = await database.warehouse.open()
      return (await session.query(sql, [])).rows
    },
    async [Symbol.asyncDispose]() {
      await folder[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
    },
  }
}
