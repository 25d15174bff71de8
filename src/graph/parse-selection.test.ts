import { expect, test } from 'vitest'
import { AssayError } from '../base/diagnostic.ts'
import { parseSelection, type SelectionArguments } from './parse-selection.ts'
import { NO_SELECTORS, parseSelectors } from './parse-selectors.ts'
import type { Criterion, SelectionSpec } from './selection-spec.ts'

const parse = (given: SelectionArguments): SelectionSpec => parseSelection(given, NO_SELECTORS)

function problemsOf(given: SelectionArguments) {
  try {
    parse(given)
  } catch (thrown) {
    if (thrown instanceof AssayError) return thrown.diagnostics
    throw thrown
  }
  return []
}

/** The one criterion of `--select text`. */
function criterion(text: string): Partial<Criterion> {
  const spec = parse({ select: [text] })
  const word = spec.kind === 'difference' && spec.included.kind === 'union' ? spec.included.of[0] : undefined
  const found = word?.kind === 'intersection' ? word.of[0] : undefined
  if (found?.kind !== 'criterion') throw new Error(`${text} is no single criterion`)
  const { kind: _kind, raw: _raw, indirect: _indirect, at: _at, ...rest } = found
  return rest
}

const PLAIN = { method: 'fqn', keys: [], parents: 0, children: 0, childrensParents: false }

test.each<[string, Partial<Criterion>]>([
  ['orders', { value: 'orders' }],
  ['+orders', { value: 'orders', parents: Infinity }],
  ['2+orders+1', { value: 'orders', parents: 2, children: 1 }],
  ['orders+', { value: 'orders', children: Infinity }],
  ['0+orders', { value: 'orders' }],
  ['@orders', { value: 'orders', childrensParents: true }],
  ['@+orders', { value: 'orders', childrensParents: true, parents: Infinity }],
  ['a+b', { value: 'a+b' }],
  ['tag:a:b', { method: 'tag', value: 'a:b' }],
  ['1+tag:nightly+', { method: 'tag', value: 'nightly', parents: 1, children: Infinity }],
  ['config.meta.owner:core', { method: 'config', keys: ['meta', 'owner'], value: 'core' }],
  ['models/staging', { method: 'path', value: 'models/staging' }],
  ['models\\staging', { method: 'path', value: 'models\\staging' }],
  ['+orders.SQL', { method: 'file', value: 'orders.SQL', parents: Infinity }],
  ['countries.csv', { method: 'file', value: 'countries.csv' }],
  ['orders.v2', { value: 'orders.v2' }],
])('%s is read as a criterion', (text, expected) => {
  expect(criterion(text)).toEqual({ ...PLAIN, ...expected })
})

test('spaces unite, commas intersect, exclude takes away', () => {
  const at = (flag: string, column: number, source: string) => ({ file: flag, line: 1, column, source })
  const select = 'a b,tag:c'
  const leaf = (raw: string, more: object) => ({
    ...PLAIN,
    kind: 'criterion',
    raw,
    value: raw,
    indirect: 'cautious',
    ...more,
  })
  expect(parse({ select: [select], exclude: ['d'], indirectSelection: 'cautious' })).toEqual({
    kind: 'difference',
    included: {
      kind: 'union',
      indirect: 'cautious',
      of: [
        {
          kind: 'intersection',
          indirect: 'cautious',
          word: { raw: 'a', at: at('--select', 1, select) },
          of: [leaf('a', { at: at('--select', 1, select) })],
        },
        {
          kind: 'intersection',
          indirect: 'cautious',
          word: { raw: 'b,tag:c', at: at('--select', 3, select) },
          of: [
            leaf('b', { at: at('--select', 3, select) }),
            leaf('tag:c', { method: 'tag', value: 'c', at: at('--select', 5, select) }),
          ],
        },
      ],
    },
    excluded: {
      kind: 'union',
      indirect: 'cautious',
      of: [
        {
          kind: 'intersection',
          indirect: 'cautious',
          word: { raw: 'd', at: at('--exclude', 1, 'd') },
          of: [leaf('d', { at: at('--exclude', 1, 'd') })],
        },
      ],
    },
  })
})

test('all problems of a command line come together, each at its place', () => {
  const problems = problemsOf({ select: ['orders tagg:x', '@a+'], exclude: ['b,resource_type:modell'] })
  expect(problems).toEqual([
    {
      code: 'unknown-method',
      severity: 'error',
      message: "unknown method 'tagg' in 'tagg:x'",
      hint: "did you mean 'tag'?",
      at: { file: '--select', line: 1, column: 8, source: 'orders tagg:x' },
    },
    {
      code: 'at-with-plus',
      severity: 'error',
      message: "'@a+' has both @ and a + after it",
      hint: '@ already takes everything downstream: leave out the +',
      at: { file: '--select', line: 1, column: 1, source: '@a+' },
    },
    {
      code: 'wrong-selector-value',
      severity: 'error',
      message: expect.stringMatching(
        /^'resource_type:modell' can select nothing: 'resource_type' takes one of model, analysis, /,
      ),
      hint: "did you mean 'model'?",
      at: { file: '--exclude', line: 1, column: 3, source: 'b,resource_type:modell' },
    },
  ])
})

test.each([
  [
    'source:a.b.c.d',
    "'source:a.b.c.d' can select nothing: 'source' takes source, source.table or package.source.table",
  ],
  ['exposure:a.b.c', "'exposure:a.b.c' can select nothing: 'exposure' takes name or package.name"],
  ['version:newest', "'version:newest' can select nothing: 'version' takes one of latest, prerelease, old, none"],
  ['test_type:x', "'test_type:x' can select nothing: 'test_type' takes one of generic, schema, singular, data, unit"],
  ['/models', "'/models' can select nothing: 'path' takes a path from the project's folder on, such as models/staging"],
  ['path:', "'path:' can select nothing: 'path' takes a path, such as models/staging"],
  ['models/**x', "'models/**x' can select nothing: 'path' takes ** as a whole folder name, not '**x'"],
])('%s is told what it should have been', (text, message) => {
  expect(problemsOf({ select: [text] }).map((problem) => problem.message)).toEqual([message])
})

test('a drive letter is told that paths start at the project', () => {
  expect(problemsOf({ select: ['C:/models'] })[0]?.hint).toBe("paths are written from the project's folder on")
})

test('the default selector counts only when the command line says nothing', () => {
  const definition = { name: 'nightly', description: null, default: true, definition: 'tag:nightly' }
  const selectors = parseSelectors([definition])
  const nightly = selectors.specs.get('nightly')
  expect(nightly?.kind).toBe('criterion')
  expect(parseSelection({}, selectors)).toBe(nightly)
  expect(parseSelection({ select: [], exclude: [] }, selectors)).toBe(nightly)
  expect(parseSelection({ exclude: ['a'] }, selectors).kind).toBe('difference')
  expect(parseSelection({ select: ['a'], selector: 'nightly' }, selectors)).toBe(nightly)
})

test('an unknown selector is told which there are', () => {
  expect(problemsOf({ selector: 'x' })).toEqual([
    {
      code: 'unknown-selector',
      severity: 'error',
      message: "there is no selector 'x'",
      hint: 'the project has no selectors.yml, or none in it',
    },
  ])
})
