import { expect, test } from 'vitest'
import { leavesTraces } from './session-traces.ts'

const ran = (sql: string, ...commands: readonly string[]) =>
  leavesTraces(
    sql,
    commands.map((command) => ({ command, rowCount: null, columns: [], rows: [] })),
  )

test('what a model does by itself leaves no trace, so that giving its session back costs no round trip', () => {
  expect(ran('begin', 'BEGIN')).toBe(false)
  expect(ran('create table "a"."b__new" as (select * from "a"."c")', 'SELECT')).toBe(false)
  expect(ran('alter table a rename to b; drop table c', 'ALTER TABLE', 'DROP TABLE')).toBe(false)
  expect(ran('update a set template = 1', 'UPDATE')).toBe(false)
  expect(ran('insert into a select 1; analyze a; commit', 'INSERT', 'ANALYZE', 'COMMIT')).toBe(false)
  expect(ran('', '')).toBe(false)
})

test('what is set for a transaction leaves no trace, unless something else is set beside it', () => {
  expect(
    ran('savepoint s; SET  LOCAL lock_timeout = 1; drop table t; commit', 'SAVEPOINT', 'SET', 'DROP TABLE', 'COMMIT'),
  ).toBe(false)
  expect(ran('set local a.b = 1; set a.c = 1', 'SET', 'SET')).toBe(true)
  expect(ran('set locale.a = 1', 'SET')).toBe(true)
  expect(ran('set/**/local a.b = 1', 'SET')).toBe(true)
  expect(ran("set transaction read only; select 'set local'", 'SET', 'SELECT')).toBe(true)
})

test('what may change the session leaves one, by its command or by a word in its text', () => {
  expect(ran(`set work_mem = '1GB'`, 'SET')).toBe(true)
  expect(ran('select 1; reset all; select 2', 'SELECT', 'RESET', 'SELECT')).toBe(true)
  expect(ran('do $$ begin end $$', 'DO')).toBe(true)
  expect(ran('call p()', 'CALL')).toBe(true)
  expect(ran('create TEMPORARY table t as select 1', 'SELECT')).toBe(true)
  expect(ran('select 1 into temp t', 'SELECT')).toBe(true)
  expect(ran(`select Set_Config('a.b', 'c', false)`, 'SELECT')).toBe(true)
  expect(ran('select pg_try_advisory_lock(1)', 'SELECT')).toBe(true)
  expect(ran('a command of a later PostgreSQL', 'CONJURE')).toBe(true)
})
