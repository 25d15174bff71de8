import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pieces } from './highlight.ts'

test('SQL with Jinja is told apart', () => {
  const code = `-- all\nselect count(*), 'it''s', "Id", 1.5 from {{ ref('orders') }} where {% if x %}a{% endif %}`
  expect(pieces(code).filter(({ kind }) => kind !== 'plain')).toEqual([
    { kind: 'comment', text: '-- all' },
    { kind: 'keyword', text: 'select' },
    { kind: 'function', text: 'count' },
    { kind: 'text', text: "'it''s'" },
    { kind: 'name', text: '"Id"' },
    { kind: 'number', text: '1.5' },
    { kind: 'keyword', text: 'from' },
    { kind: 'jinja', text: "{{ ref('orders') }}" },
    { kind: 'keyword', text: 'where' },
    { kind: 'jinja', text: '{% if x %}' },
    { kind: 'jinja', text: '{% endif %}' },
  ])
})

test('a dollar quote ends where it was begun', () => {
  expect(pieces("$a$ $b$ '$a$ as").map(({ text }) => text)).toEqual(["$a$ $b$ '$a$", ' ', 'as'])
})

test('whatever the code, the pieces together are the code', () => {
  const parts = fc.constantFrom(
    "'",
    '"',
    '$',
    '{{',
    '}}',
    '{%',
    '%}',
    '{#',
    '--',
    '/*',
    '*/',
    'select',
    'a',
    '1',
    ' ',
    '\n',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(parts, fc.string())), (all) => {
      const code = all.join('')
      expect(pieces(code).map(({ text }) => text)).toSatisfy((texts: readonly string[]) => texts.join('') === code)
    }),
  )
})
