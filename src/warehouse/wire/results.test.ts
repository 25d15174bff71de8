import { expect, test } from 'vitest'
import { parseCommandTag } from './results.ts'

test.each([
  ['SELECT 3', 'SELECT', 3],
  ['INSERT 0 12', 'INSERT', 12],
  ['COPY 100000', 'COPY', 100_000],
  ['UPDATE 0', 'UPDATE', 0],
  ['MERGE 2', 'MERGE', 2],
  ['CREATE TABLE', 'CREATE TABLE', null],
  ['CREATE TABLE AS', 'CREATE TABLE AS', null],
  ['REFRESH MATERIALIZED VIEW', 'REFRESH MATERIALIZED VIEW', null],
  ['BEGIN', 'BEGIN', null],
])('the tag %j is the command %j with %j rows', (tag, command, rowCount) => {
  expect(parseCommandTag(tag)).toEqual({ command, rowCount })
})
