/** A view under the name without a version, which leads to the latest one. */
import { expect, test } from 'vitest'
import type { Files } from '../../testing/load-project.ts'
import { runnable } from '../../testing/run-project.ts'
import { withDatabase } from '../../testing/with-database.ts'

const FAILS_FOR_THE_POINTER = "select 1 / (case '{{ this.identifier }}' when 'orders' then 0 else 1 end)"
const FILES: Files = {
  'models/orders_v1.sql': `{{ config(post_hook="${FAILS_FOR_THE_POINTER}") }}select 1 as id`,
  'models/orders_v2.sql': "select 2 as id, 'new' as state",
}
const CONFIGURED = (config: string, latest = 2): Files => ({
  'models/m.yml': `models:
  - name: orders
    latest_version: ${latest}
    config: {${config}}
    versions: [{v: 1}, {v: 2}]
`,
})
const FOR_ALL: Files = {
  'dbt_project.yml': 'name: shop\nflags: {latest_version_pointer_enabled_by_default: true}\n',
}
const VIEWS = `
select c.relname, substring(pg_get_viewdef(c.oid) from 'orders_v[12]'), string_agg(a.attname, ', ' order by a.attnum)
from pg_class as c
inner join pg_attribute as a on a.attrelid = c.oid
where c.relnamespace = 'analytics'::regnamespace and c.relkind = 'v'
group by c.oid, c.relname
order by 1`

/** Runs the project as each of these, one after the other, over what is there. */
async function running(...forms: readonly Files[]) {
  await using database = await withDatabase()
  const seen = []
  for (const form of forms) {
    await using project = await runnable(database, { ...FILES, ...form })
    const { lines, problems } = await project.run('run', { threads: 1 })
    seen.push({ lines, problems, views: await project.sql(VIEWS) })
  }
  return seen
}

const BUILT = { lines: ['orders: success SELECT 1', 'orders: success SELECT 1'], problems: [] }

test('the pointer is made, without hooks, and follows the latest version', async () => {
  const wanted = 'materialized: table, latest_version_pointer: true'
  expect(await running(CONFIGURED(wanted, 1), CONFIGURED(wanted, 2), CONFIGURED(wanted, 1))).toEqual([
    { ...BUILT, views: [['orders', 'orders_v1', 'id']] },
    { ...BUILT, views: [['orders', 'orders_v2', 'id, state']] },
    { ...BUILT, views: [['orders', 'orders_v1', 'id']] },
  ])
})

test('a project wants it of all its models, a model wants none or has a name for it', async () => {
  expect(
    await running(CONFIGURED('materialized: table'), {
      ...FOR_ALL,
      ...CONFIGURED('materialized: table, latest_version_pointer: false'),
    }),
  ).toEqual([
    { ...BUILT, views: [] },
    { ...BUILT, views: [] },
  ])
  expect(
    await running({
      ...FOR_ALL,
      ...CONFIGURED('materialized: table, latest_version_pointer: {alias: current_orders}'),
    }),
  ).toEqual([{ ...BUILT, views: [['current_orders', 'orders_v2', 'id, state']] }])
})

test('a pointer under the name of the version itself is refused', async () => {
  expect(
    await running(CONFIGURED('materialized: table, latest_version_pointer: {enabled: true, alias: orders_v2}')),
  ).toEqual([
    {
      lines: ['orders: success SELECT 1', expect.stringMatching(/^orders: error /)],
      problems: [
        "pointer-at-itself models/orders_v2.sql:1:1 the latest version of 'orders' is built as 'orders_v2' itself, so that no view of that name can point to it (remove that alias, or say 'latest_version_pointer: {alias: …}' or 'latest_version_pointer: false' in the config)",
      ],
      views: [],
    },
  ])
})

test('a model of batches gets its pointer when they are built', async () => {
  const batches = "incremental_strategy: microbatch, event_time: at, batch_size: year, begin: '2026-01-01'"
  const [seen] = await running({
    'models/orders_v1.sql': 'select 1 as id, now() as at',
    'models/orders_v2.sql': 'select 2 as id, now() as at',
    ...CONFIGURED(`materialized: incremental, ${batches}, latest_version_pointer: true`),
  })
  expect(seen?.views).toEqual([['orders', 'orders_v2', 'id, at']])
})
