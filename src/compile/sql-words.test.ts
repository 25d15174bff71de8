import { expect, test } from 'vitest'
import { sqlWords } from './sql-words.ts'

const words = (sql: string): readonly string[] => [...sqlWords(sql)].map(({ text }) => text)

test('words come in lower case, with the signs between them', () => {
  expect(words('Select NOW() , a.b')).toEqual(['select', 'now', '(', ')', ',', 'a', '.', 'b'])
})

test('comments are no code, nor what lies in comments within comments', () => {
  expect(words('a -- now()\n/* b /* c */ now() */ d')).toEqual(['a', 'd'])
  expect(words('a /* never closed')).toEqual(['a'])
})

test('texts are one thing each, whatever quotes they hold', () => {
  expect(
    [...sqlWords(`'it''s now()' e'a\\'b' u&'x' $$now()$$ $t$ $$ now() $t$ x`)].map(({ kind, text }) => [kind, text]),
  ).toEqual([
    ['text', "it''s now()"],
    ['text', "a\\'b"],
    ['text', 'x'],
    ['word', 'x'],
  ])
})

test('quoted names are no words', () => {
  expect([...sqlWords('"now"() "a""b"')].map(({ kind }) => kind)).toEqual(['name', 'sign', 'sign', 'name'])
})

test('each says where it stands', () => {
  expect([...sqlWords('a  b')].map(({ start }) => start)).toEqual([0, 3])
})
