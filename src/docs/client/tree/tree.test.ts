import { expect, test } from 'vitest'
import type { Thing } from '../site.ts'
import { databaseTree, type Folder, projectTree, wayTo } from './tree.ts'

const ORDERS = thing('model', 'orders', 'models/marts', 'shop.public')
const THINGS = [
  thing('macro', 'star', 'macros/sql', '', 'dbt_utils'),
  thing('model', 'stg_orders', 'models', 'shop.staging'),
  ORDERS,
  thing('source', 'raw.orders', 'models', 'shop.raw'),
  thing('exposure', 'board', 'models', ''),
]

test('the tree of the project follows its files, its own package first; sources stand under their source', () => {
  expect(written(projectTree(THINGS, 'shop'))).toEqual([
    'shop 4',
    '  models 2',
    '    marts 1',
    '      orders',
    '    stg_orders',
    '  sources 1',
    '    raw 1',
    '      raw.orders',
    '  exposures 1',
    '    board',
    'dbt_utils 1',
    '  macros 1',
    '    sql 1',
    '      star',
  ])
})

test('the tree of the database has what is in it', () => {
  expect(written(databaseTree(THINGS))).toEqual([
    'shop 3',
    '  staging 1',
    '    stg_orders',
    '  public 1',
    '    orders',
    '  raw 1',
    '    raw.orders',
  ])
})

test('the way to a thing names the folders above it', () => {
  expect(wayTo(projectTree(THINGS, 'shop'), ORDERS)).toEqual(['shop', 'models', 'marts'])
  expect(wayTo(databaseTree(THINGS), thing('exposure', 'board', '', ''))).toBeNull()
})

function written({ folders, things }: Folder, indent = ''): readonly string[] {
  return [
    ...[...folders.values()].flatMap((below) => [
      `${indent}${below.name} ${below.size}`,
      ...written(below, `${indent}  `),
    ]),
    ...things.map(({ name }) => indent + name),
  ]
}

function thing(kind: Thing['kind'], name: string, folder: string, schema: string, packageName = 'shop'): Thing {
  const id = `${kind}.${packageName}.${name}`
  return { place: 0, id, kind, name, packageName, folder, schema, type: '', status: '', tags: [] }
}
