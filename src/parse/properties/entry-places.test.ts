import { expect, test } from 'vitest'
import { load } from '../../testing/load-project.ts'
import { withProject } from '../../testing/with-project.ts'
import { entryFinder } from './entry-places.ts'

const MODELS = `seeds:
  - {name: orders_raw, columns: [{name: id}]}
models:
  - name: orders
    latest_version: "2"
    columns:
      - name: id
      - name: amount
    versions:
      - v: 1
      - v: "2"
        columns: [{include: all}, {name: currency}]
  - name: bare
`

test.each([
  ['model.shop.orders.v1', undefined, 'models/m.yml:4:11'],
  ['model.shop.orders.v1', 'amount', 'models/m.yml:8:15'],
  ['model.shop.orders.v2', 'currency', 'models/m.yml:12:42'],
  ['model.shop.orders.v2', 'id', 'models/m.yml:7:15'],
  ['model.shop.bare', 'nothing', 'models/m.yml:13:11'],
  ['seed.shop.orders_raw', 'id', 'models/m.yml:2:41'],
  ['model.shop.undescribed', undefined, null],
] as const)('%s, column %s, is described at %s', async (id, column, place) => {
  await using folder = await withProject({
    'project.yml': 'name: shop\n',
    'seeds/orders_raw.csv': 'id\n1\n',
    'models/m.yml': MODELS,
    'models/orders_v1.sql': 'select 1 as id, 2 as amount\n',
    'models/orders_v2.sql': "select 1 as id, 2 as amount, 'eur' as currency\n",
    'models/bare.sql': 'select 1 as nothing\n',
    'models/undescribed.sql': 'select 1 as id\n',
  })
  const { project, manifest } = await load(folder)
  const node = [...manifest.nodes.values()].find((one) => one.id === id)
  const at = node === undefined ? undefined : entryFinder(project)(node, column)
  expect(at === null ? null : `${at?.file}:${at?.line}:${at?.column}`).toBe(place)
})
