import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cut, padEnd, padStart, shorten, widthOf, wrap } from './width.ts'

test('wide characters take two columns, colours none', () => {
  expect(widthOf('表')).toBe(2)
  expect(widthOf('\x1b[31mred\x1b[39m')).toBe(3)
  expect(padEnd('表', 4)).toBe('表  ')
  expect(padStart('\x1b[31m1\x1b[39m', 3)).toBe('  \x1b[31m1\x1b[39m')
})

test('a long text loses its middle, so that both ends can be told apart', () => {
  expect(shorten('not_null_orders_customer_id', 15)).toBe('not_nul…omer_id')
  expect(shorten('short', 15)).toBe('short')
  expect(shorten('anything', 1)).toBe('…')
  expect(shorten('anything', 0)).toBe('')
})

test('whatever is shortened or cut fits, and what fits is left as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.integer({ min: 1, max: 30 }), (text, width) => {
      for (const made of [shorten(text, width), cut(text, width)]) {
        expect(widthOf(made)).toBeLessThanOrEqual(width)
        if (widthOf(text) <= width) expect(made).toBe(text)
      }
    }),
  )
})

test('lines are broken between words, and a longer word has one of its own', () => {
  expect(wrap('a wall of text', 6)).toEqual(['a wall', 'of', 'text'])
  expect(wrap('an unbreakable word', 5)).toEqual(['an', 'unbreakable', 'word'])
  expect(wrap('', 5)).toEqual([''])
})
