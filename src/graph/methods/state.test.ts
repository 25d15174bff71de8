import { expect, test } from 'vitest'
import { uniqueId } from '../../resources/ids.ts'
import type { Manifest } from '../../resources/manifest.ts'
import type { Contract, PreviousState } from '../../resources/previous-state.ts'
import type { UnitTest } from '../../resources/unit-test.ts'
import { macro, manifestOf, model, seed, singularTest, source } from '../../testing/manifest-builder.ts'
import { buildGraph } from '../graph.ts'
import { parseSelection } from '../parse-selection.ts'
import { NO_SELECTORS } from '../parse-selectors.ts'
import { type Selection, select } from '../select.ts'
import { comparable } from './comparable.ts'

function stateOf(manifest: Manifest, contract: Partial<Contract> = {}): PreviousState {
  const resources = new Map(
    [...buildGraph(manifest).resources].map(([id, resource]) => {
      const parts = comparable(resource)
      return [id, parts.contract === null ? parts : { ...parts, contract: { ...parts.contract, ...contract } }]
    }),
  )
  const macros = new Map([...manifest.macros].map(([id, { code }]) => [id, code]))
  return { manifest: { resources, macros }, results: null, freshness: null, currentFreshness: null }
}

function compare(now: Manifest, before: Manifest, text: string, contract: Partial<Contract> = {}): Selection {
  const spec = parseSelection({ select: [text], indirectSelection: 'empty' }, NO_SELECTORS)
  return select(buildGraph(now), spec, { previous: stateOf(before, contract) })
}

const enforced = { contract: { enforced: true, alias_types: true } }

test('nothing is modified where nothing changed', () => {
  const manifest = manifestOf(model('a'), source('raw', 'a'), seed('s'), singularTest('t'))
  expect(compare(manifest, manifest, 'state:modified').ids).toEqual([])
  expect(compare(manifest, manifest, 'state:unmodified').ids).toEqual([...buildGraph(manifest).resources.keys()].sort())
})

test('a macro modifies all that calls it, through other macros too', () => {
  const inner = macro('inner', '1')
  const outer = macro('outer', 'inner()', { calls: [inner] })
  const caller = model('caller', { dependsOn: { nodes: [], macros: [outer.id] } })
  const other = model('other', { dependsOn: { nodes: [], macros: [macro('third', '3').id] } })
  const now = manifestOf(inner, outer, caller, other, macro('third', '3'))
  const before = manifestOf(macro('inner', '2'), outer, caller, other, macro('third', '3'))
  expect(compare(now, before, 'state:modified').ids).toEqual([caller.id])
  expect(compare(now, before, 'state:modified.macros').ids).toEqual([caller.id])
  expect(compare(now, before, 'state:modified.body').ids).toEqual([])
})

test('a built-in macro that reads otherwise in another engine modifies nothing', () => {
  const test = model('caller', { dependsOn: { nodes: [], macros: [macro('test_unique', '', { package: 'dbt' }).id] } })
  const now = manifestOf(macro('test_unique', 'ours', { package: 'dbt' }), test)
  const before = manifestOf(macro('test_unique', 'theirs', { package: 'dbt' }), test)
  expect(compare(now, before, 'state:modified').ids).toEqual([])
})

test('a description counts only where it ends up in the database', () => {
  const described = (description: string, relation: boolean) =>
    manifestOf(model('a', { description, config: { persist_docs: { relation } } }))
  expect(compare(described('new', true), described('old', true), 'state:modified').ids).toHaveLength(1)
  expect(compare(described('new', false), described('old', false), 'state:modified').ids).toHaveLength(0)
})

test('a broken contract of an unversioned model is a warning in its file', () => {
  const before = manifestOf(model('a', { config: { ...enforced, materialized: 'table' } }))
  const now = manifestOf(model('a', { config: { materialized: 'table' } }))
  expect(compare(now, before, 'state:modified').diagnostics).toEqual([
    {
      code: 'broken-contract',
      severity: 'warning',
      message: 'model.shop.a breaks its contract: the contract is no longer enforced',
      hint: 'readers may break: give the model versions, and change a new one',
      at: { file: 'models/a.sql', line: 1, column: 1 },
    },
  ])
  expect(compare(now, before, 'state:modified.body').diagnostics).toMatchObject([{ code: 'selects-nothing' }])
})

test('a broken contract of a versioned model is an error', () => {
  const before = manifestOf(model('a', { version: 1, config: enforced }))
  expect(() => compare(manifestOf(model('a', { version: 1 })), before, 'state:modified')).toThrow(
    'model.shop.a.v1 breaks its contract: the contract is no longer enforced',
  )
})

test('a contract is also broken by its model being gone, unless it was deprecated', () => {
  const before = manifestOf(model('a', { config: enforced }), model('b', { config: enforced }))
  const now = manifestOf(model('b', { config: { ...enforced, enabled: false } }), model('c'))
  expect(compare(now, before, 'state:modified').diagnostics.map(({ message }) => message)).toEqual([
    'model.shop.a breaks its contract: it was deleted or renamed',
    'model.shop.b breaks its contract: it was disabled',
  ])
  expect(compare(now, before, 'state:modified', { deprecated: true }).diagnostics).toEqual([])
})

test('a large seed is compared by its path, and that is said', () => {
  const large = manifestOf(seed('s', { checksum: { name: 'path', checksum: 'seeds/s.csv' } }))
  const { ids, diagnostics } = compare(large, large, 'state:unmodified')
  expect(ids).toEqual(['seed.shop.s'])
  expect(diagnostics).toMatchObject([
    {
      code: 'seed-compared-by-path',
      severity: 'warning',
      message: 'seeds/s.csv is larger than 1 MiB, so only its path was compared',
    },
  ])
})

test('a new unit test is modified, but has neither configs nor a place in the database that could be', () => {
  const tested = model('a')
  const unitTest: UnitTest = {
    kind: 'unit_test',
    id: uniqueId('unit_test', 'shop', 'a', 'adds_up'),
    name: 'adds_up',
    package: 'shop',
    checksum: 'x',
    dependsOn: { macros: [], nodes: [tested.id] },
  } as unknown as UnitTest // what is not compared is left out
  const before = manifestOf(tested)
  const now = { ...before, unitTests: new Map([[unitTest.id, unitTest]]) }
  const selected = (part: string) => compare(now, before, part).ids
  expect(['state:new', 'state:modified'].map(selected)).toEqual([[unitTest.id], [unitTest.id]])
  const parts = ['configs', 'relation', 'body', 'persisted_descriptions', 'contract', 'macros']
  expect(parts.flatMap((part) => selected(`state:modified.${part}`))).toEqual([])
})
