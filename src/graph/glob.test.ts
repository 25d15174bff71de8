import fc from 'fast-check'
import { expect, test } from 'vitest'
import { glob, pathGlob } from './glob.ts'

test.each([
  ['stg_*', 'stg_orders', true],
  ['stg_*', 'STG_orders', false],
  ['*', '', true],
  ['stg_?', 'stg_', false],
  ['stg_?', 'stg_é', true],
  ['?', '😀', true],
  ['[abc]x', 'bx', true],
  ['[!abc]x', 'bx', false],
  ['[a-c]', 'b', true],
  ['[c-a]', 'b', false],
  ['[!c-a]', 'b', true],
  ['[]]', ']', true],
  ['[!]]', ']', false],
  ['[a-]', '-', true],
  ['[', '[', true],
  ['a[b', 'a[b', true],
  ['[^a]', '^', true],
  ['a.c', 'abc', false],
  ['a\\*', 'a\\b', true],
  ['*.sql', 'a\nb.sql', true],
])('as in Python, %j meets %j: %j', (pattern, text, meets) => {
  expect(glob(pattern)(text)).toBe(meets)
})

test('a text without wildcards meets itself and nothing else', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (pattern, text) => {
      fc.pre(!/[*?[]/.test(pattern))
      expect(glob(pattern)(text)).toBe(pattern === text)
    }),
  )
})

test('stars may stand for any text', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z.]*$/)), fc.array(fc.string()), (parts, between) => {
      const text = parts.map((part, i) => (i === 0 ? part : (between[i] ?? '') + part)).join('')
      expect(glob(parts.join('*'))(text)).toBe(true)
    }),
  )
})

const FOLDERS = ['', 'models', 'models/staging', 'models/marts', 'models/marts/core']
const FILES = ['models/a.sql', 'models/staging/b.sql', 'models/marts/core/c.sql', 'models/marts/_m.yml']

test.each([
  ['models', ['models']],
  ['models/', ['models']],
  ['./models', ['models']],
  ['models\\staging', ['models/staging']],
  ['models/*', ['models/staging', 'models/marts', 'models/a.sql']],
  ['models/*/', ['models/staging', 'models/marts']],
  ['*/*/*.sql', ['models/staging/b.sql']],
  ['models/**', ['models', 'models/staging', 'models/marts', 'models/marts/core']],
  ['models/**/*.sql', ['models/a.sql', 'models/staging/b.sql', 'models/marts/core/c.sql']],
  ['**/c*', ['models/marts/core', 'models/marts/core/c.sql']],
  ['models/m?rts/[!a]*', ['models/marts/core', 'models/marts/_m.yml']],
  ['.', ['']],
  ['mod', []],
])('as in Python, the path %j is met by %j', (pattern, paths) => {
  const meets = pathGlob(pattern)
  expect([...FOLDERS.filter((path) => meets(path, true)), ...FILES.filter((path) => meets(path, false))]).toEqual(paths)
})
