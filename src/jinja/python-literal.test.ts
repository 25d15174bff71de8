import { describe, expect, test } from 'vitest'
import { literalEval } from './python-literal.ts'
import { repr } from './values/print.ts'

/** Text, and how Python prints what `ast.literal_eval` makes of it. */
const LITERALS: readonly (readonly [string, string])[] = [
  ['1', '1'],
  ['-1', '-1'],
  ['- 1', '-1'],
  ['+1', '1'],
  ['-(1)', '-1'],
  ['-0', '0'],
  ['00', '0'],
  ['1_000', '1000'],
  ['0x1F', '31'],
  ['0b11', '3'],
  ['0o7', '7'],
  ['9007199254740993', '9007199254740993'],
  ['1.5', '1.5'],
  ['1.', '1.0'],
  ['.5', '0.5'],
  ['1e5', '100000.0'],
  ['-1e400', '-inf'],
  ['True', 'True'],
  ['None', 'None'],
  ["'a'", "'a'"],
  ['"a" \'b\'', "'ab'"],
  ["r'\\n'", "'\\\\n'"],
  ["u'x'", "'x'"],
  ["'''a\nb'''", "'a\\nb'"],
  ["'\\x41'", "'A'"],
  ["'\\é'", "'\\\\é'"],
  ['[]', '[]'],
  ['[1, 2,]', '[1, 2]'],
  ['[1,\n # why\n 2]', '[1, 2]'],
  ['()', '()'],
  ['(1)', '1'],
  ['(1,)', '(1,)'],
  ['1, 2', '(1, 2)'],
  ["{'a': [1, {'b': None}]}", "{'a': [1, {'b': None}]}"],
  ['{1, 2}', '{1, 2}'],
  ['set()', 'set()'],
  ['  [1]  ', '[1]'],
  ['\n1\n', '1'],
  ['1 # c', '1'],
]

const NO_LITERALS: readonly string[] = [
  '',
  ' ',
  'yes',
  'true',
  'none',
  '[x]',
  'f()',
  'a.b',
  '1 + 2',
  '--1',
  '-(-1)',
  '-True',
  '007',
  '1__0',
  '1_',
  '0x',
  '1 2',
  '1;',
  '1,,2',
  '[,]',
  '[1 2]',
  '[1',
  '(1',
  '1)',
  '{1: 2, 3}',
  '{1, 2: 3}',
  '{[]: 1}',
  "'a",
  "'a\nb'",
  "'\\x4'",
  '\n 1',
  '1\n2',
  '2020-01-01',
  'nan',
  'inf',
  '...',
  '2j',
]

describe('text that is a Python literal gives its value', () => {
  for (const [text, printed] of LITERALS)
    test(JSON.stringify(text), () => {
      expect(repr(literalEval(text) ?? null)).toBe(printed)
      expect(literalEval(text)).not.toBe(undefined)
    })
})

describe('any other text gives nothing', () => {
  for (const text of NO_LITERALS) test(JSON.stringify(text), () => expect(literalEval(text)).toBe(undefined))
})
