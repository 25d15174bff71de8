import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Json } from '../../base/json.ts'
import { describeSelectors } from './selectors.ts'

function definition(written: Json): unknown {
  const described = describeSelectors([{ name: 's', description: null, default: false, definition: written }])
  return (described.s as { readonly definition: Json }).definition
}

test('selectors are taken apart as dbt takes them apart', () => {
  const recorded = JSON.parse(readFileSync(new URL('../testdata/shop.recorded/manifest.json', import.meta.url), 'utf8'))
  const nightly: Json = {
    union: [
      { method: 'tag', value: 'all' },
      { method: 'path', value: 'models/marts', children: true },
      { exclude: [{ method: 'fqn', value: 'stg_*' }] },
    ],
  }
  const described = describeSelectors([
    { name: 'nightly', description: 'What runs at night', default: false, definition: nightly },
    { name: 'text', description: null, default: false, definition: 'tag:all,path:models' },
  ])
  // dbt writes `default: false` where the file says so; a resource does not remember that it did.
  const { default: _default, ...atNight } = recorded.selectors.nightly
  expect(described).toEqual({ nightly: atNight, text: recorded.selectors.text })
})

test('a text becomes a method and a value, with the edges it follows', () => {
  expect(definition('2+tag:nightly+3')).toEqual({
    parents: true,
    parents_depth: '2',
    method: 'tag',
    value: 'nightly',
    children: true,
    children_depth: '3',
  })
  expect(definition('@config.meta.owner:ann')).toEqual({
    childrens_parents: true,
    method: 'config.meta.owner',
    value: 'ann',
  })
})

test('a text without a method is a path, a file or a name by how it looks', () => {
  expect(definition('models/marts')).toEqual({ method: 'path', value: 'models/marts' })
  expect(definition('orders.sql')).toEqual({ method: 'file', value: 'orders.sql' })
  expect(definition('orders')).toEqual({ method: 'fqn', value: 'orders' })
})

test('a mapping of one key is a method and its value, and lists are taken apart item by item', () => {
  expect(definition({ tag: 'nightly' })).toEqual({ method: 'tag', value: 'nightly' })
  expect(definition({ intersection: ['tag:a', { union: [{ tag: 'b' }] }] })).toEqual({
    intersection: [{ method: 'tag', value: 'a' }, { union: [{ method: 'tag', value: 'b' }] }],
  })
})

test('what a method excludes belongs to it and stays as it is written', () => {
  const written = { method: 'tag', value: 'a', exclude: ['b'] }
  expect(definition(written)).toEqual(written)
})

test('only the default selector says so', () => {
  expect(describeSelectors([{ name: 's', description: null, default: true, definition: 'a' }])).toEqual({
    s: { name: 's', default: true, definition: { method: 'fqn', value: 'a' } },
  })
})
