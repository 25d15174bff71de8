import { expect, test } from 'vitest'
import type { Json } from '../base/json.ts'
import { parseSelectors } from './parse-selectors.ts'
import type { Criterion } from './selection-spec.ts'

const read = (definition: Json) => parseSelectors([{ name: 's', description: null, default: false, definition }])

const tagged = (more: Partial<Criterion> = {}): Criterion => ({
  kind: 'criterion',
  raw: 'tag:nightly',
  method: 'tag',
  keys: [],
  value: 'nightly',
  parents: 0,
  children: 0,
  childrensParents: false,
  indirect: 'eager',
  ...more,
})

test.each<[string, Json, Criterion]>([
  ['text', 'tag:nightly', tagged()],
  ['text with operators', '2+tag:nightly+', tagged({ raw: '2+tag:nightly+', parents: 2, children: Infinity })],
  ['a pair', { tag: 'nightly' }, tagged()],
  ['method and value', { method: 'tag', value: 'nightly' }, tagged()],
  [
    'everything in words',
    {
      method: 'tag',
      value: 'nightly',
      parents: true,
      parents_depth: 2,
      children: true,
      children_depth: '1',
      indirect_selection: 'buildable',
    },
    tagged({ parents: 2, children: 1, indirect: 'buildable' }),
  ],
  [
    'childrens_parents',
    { method: 'tag', value: 'nightly', childrens_parents: true },
    tagged({ childrensParents: true }),
  ],
  ['a number where text is meant', { tag: 2024 }, tagged({ raw: 'tag:2024', value: '2024' })],
  [
    'a number in a config',
    { 'config.meta.priority': 1 },
    tagged({ raw: 'config.meta.priority:1', method: 'config', keys: ['meta', 'priority'], value: 1 }),
  ],
])('a criterion may be written as %s', (_name, definition, expected) => {
  const { specs, diagnostics } = read(definition)
  expect(diagnostics).toEqual([])
  expect(specs.get('s')).toEqual(expected)
})

test('unions, intersections and exclusions nest', () => {
  const { specs, diagnostics } = read({
    union: [{ intersection: ['tag:nightly', { tag: 'nightly' }] }, { exclude: ['tag:nightly', { tag: 'nightly' }] }],
  })
  expect(diagnostics).toEqual([])
  expect(specs.get('s')).toEqual({
    kind: 'difference',
    included: {
      kind: 'union',
      indirect: 'eager',
      word: null,
      of: [{ kind: 'intersection', of: [tagged(), tagged()], indirect: 'eager', word: null }],
    },
    excluded: { kind: 'union', of: [tagged(), tagged()], indirect: 'eager' },
  })
})

test.each<[string, Json, string, string]>([
  ['a list', ['a'], 'malformed-selector', `selector 's': ["a"] is no definition`],
  [
    'two sets side by side',
    { union: [], intersection: [] },
    'malformed-selector',
    "selector 's': 'union' and 'intersection' stand side by side",
  ],
  ['a union that is no list', { union: 'a' }, 'malformed-selector', "selector 's': 'union' is no list"],
  [
    'an exclude that is no list',
    { method: 'tag', value: 'a', exclude: 'b' },
    'malformed-selector',
    "selector 's': 'exclude' is no list",
  ],
  [
    'several excludes',
    { union: [{ exclude: ['a'] }, { exclude: ['b'] }] },
    'malformed-selector',
    "selector 's': 'union' has several excludes",
  ],
  ['two pairs', { tag: 'a', path: 'b' }, 'malformed-selector', "selector 's': 'tag', 'path' is no criterion"],
  [
    'a list as value',
    { tag: ['a', 'b'] },
    'malformed-selector',
    "selector 's': the value of 'tag' is neither text nor a number nor a boolean",
  ],
  [
    'an unknown indirect_selection',
    { method: 'tag', value: 'a', indirect_selection: 'greedy' },
    'malformed-selector',
    `selector 's': unknown indirect_selection "greedy"`,
  ],
  [
    'a depth in words',
    { method: 'tag', value: 'a', parents: true, parents_depth: 'two' },
    'malformed-selector',
    "selector 's': 'parents_depth' is no number of steps",
  ],
  ['an unknown method', { tagg: 'a' }, 'unknown-method', "selector 's': unknown method 'tagg' in 'tagg:a'"],
  [
    'a value that finds nothing',
    'version:newest',
    'wrong-selector-value',
    "selector 's': 'version:newest' can select nothing: 'version' takes one of latest, prerelease, old, none",
  ],
])('%s is an error that names the selector', (_name, definition, code, message) => {
  expect(read(definition).diagnostics).toMatchObject([{ code, severity: 'error', message }])
})

test('what dbt ignores without a word is a warning', () => {
  expect(read({ method: 'tag', value: 'a', childern: true }).diagnostics).toEqual([
    {
      code: 'unknown-selector-key',
      severity: 'warning',
      message: "selector 's': 'childern' means nothing beside a method",
      hint: "did you mean 'children'?",
    },
  ])
  expect(read({ union: [{ method: 'tag', value: 'a', exclude: ['b'] }] }).diagnostics).toMatchObject([
    { code: 'ignored-beside-exclude', severity: 'warning' },
  ])
  expect(read('a, b').diagnostics).toMatchObject([{ code: 'one-name-in-text', severity: 'warning' }])
})

test('of two defaults, both are named', () => {
  const entry = (name: string) => ({ name, description: null, default: true, definition: 'a' })
  expect(parseSelectors([entry('one'), entry('two')]).diagnostics).toMatchObject([
    { code: 'several-default-selectors', severity: 'error', message: 'several selectors are the default: one, two' },
  ])
})
