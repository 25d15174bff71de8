import { expect, test } from 'vitest'
import { sameType } from './column-type.ts'

test.each([
  ['int', 'integer'],
  ['VARCHAR(20)', 'character varying'],
  ['numeric(10, 2)', 'numeric'],
  ['timestamptz', 'timestamp with time zone'],
  ['timestamp(3)', 'timestamp(3) without time zone'],
  ['int8[]', 'bigint[]'],
  ['text[3]', 'text[]'],
  ['mood', 'mood'],
])('%s is %s', (one, other) => {
  expect(sameType(one, other)).toBe(true)
})

test.each([
  ['int', 'bigint'],
  ['text', 'character varying'],
  ['timestamptz', 'timestamp without time zone'],
  ['int[]', 'integer'],
])('%s is not %s', (one, other) => {
  expect(sameType(one, other)).toBe(false)
})
