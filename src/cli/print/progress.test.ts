import { expect, test } from 'vitest'
import { testTerminal } from '../../testing/test-terminal.ts'
import { liveProgress, plainProgress } from './progress.ts'
import type { Row } from './row.ts'
import { styleOf } from './style.ts'

const things = Array.from({ length: 20 }, (_, n) => ({ kind: 'table', name: `table_${n}` }))

function row(n: number, given: Partial<Row> = {}): Row {
  return {
    place: `${n}/20`,
    status: 'success',
    kind: 'table',
    name: `table_${n}`,
    detail: '1 row',
    time: '0.10s',
    ...given,
  }
}

function live(window = { columns: 70, rows: 24 }) {
  const at = testTerminal({ window })
  const { terminal } = at
  return {
    ...at,
    progress: liveProgress({ terminal, stream: terminal.stdout, style: styleOf(false), things }),
  }
}

function plain() {
  const at = testTerminal()
  const { terminal } = at
  return {
    ...at,
    progress: plainProgress({ terminal, stream: terminal.stdout, style: styleOf(false), things }),
  }
}

test('a terminal shows what is under way below what is done', () => {
  const { progress, pass, screen } = live()
  progress.started('a', { kind: 'table', name: 'big_table' })
  progress.started('b', { kind: 'view', name: 'view_2' })
  pass(80)
  progress.finished('b', row(1), null)
  pass(2080)
  expect(screen()).toBe(
    ` 1/20  ok     table  table_1                    1 row    0.10s
       ⠧ run  table  big_table                              2s
━───────────────────────  1/20  2s
`,
  )
  progress.close()
})

test('while nothing is under way it is said what is waited for', () => {
  const { progress, pass, screen } = live()
  progress.idle('connecting')
  pass(80)
  expect(screen()).toBe('⠙ connecting\n────────────────────────  0/20  0s\n')
  progress.started('a', { kind: 'table', name: 'a' })
  pass(80)
  expect(screen()).not.toContain('connecting')
  progress.close()
})

test('nothing of the live lines remains in the end, and the cursor is shown again', () => {
  const { progress, pass, screen, out } = live()
  progress.started('a', { kind: 'table', name: 'a' })
  pass(80)
  progress.finished('a', row(1), null)
  progress.close()
  expect(screen()).toBe(' 1/20  ok     table  table_1                    1 row    0.10s\n')
  expect(out().lastIndexOf('\x1b[?25h')).toBeGreaterThan(out().lastIndexOf('\x1b[?25l'))
  const written = out()
  pass(1000)
  expect(out()).toBe(written)
})

test('rows that may be folded are one row with their number', () => {
  const { progress, screen } = live()
  for (let n = 1; n <= 5; n++) progress.finished(`t${n}`, row(n, { status: 'pass', kind: 'test' }), 'pass')
  progress.finished('m', row(6), null)
  for (let n = 7; n <= 8; n++) progress.finished(`t${n}`, row(n, { status: 'pass', kind: 'test' }), 'pass')
  for (let n = 9; n <= 12; n++)
    progress.finished(
      `s${n}`,
      row(n, { status: 'skipped', kind: n < 11 ? 'view' : 'test', detail: `needs ${'abcd'[n - 9]}` }),
      'skipped',
    )
  progress.close()
  expect(screen().split('\n')).toEqual([
    ' 5/20  pass   test   5 tests',
    ' 6/20  ok     table  table_6                    1 row    0.10s',
    ' 7/20  pass   test   table_7                    1 row    0.10s',
    ' 8/20  pass   test   table_8                    1 row    0.10s',
    '12/20  skip          4 nodes           needs a, b and 2 more',
    '',
  ])
})

test('however many nodes run at once, the live lines fit the window', () => {
  const { progress, pass, screen } = live({ columns: 30, rows: 10 })
  for (let n = 0; n < 50; n++)
    progress.started(`n${n}`, { kind: 'incremental', name: `a_rather_long_name_of_a_table_${n}` })
  pass(80)
  const lines = screen().trimEnd().split('\n')
  expect(lines.length).toBe(8)
  expect(lines.at(-2)).toBe('  … and 44 more')
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(30)
  progress.close()
})

test('thousands of results between two pictures are one write', () => {
  const { progress, pass, out } = live()
  for (let n = 1; n <= 5000; n++) progress.finished(`n${n}`, row(n, { place: `${n}/9999` }), null)
  expect(out()).toBe('')
  pass(80)
  expect(out().split('\x1b[?2026h').length - 1).toBe(1)
  progress.close()
})

test('troubles are counted beside the bar', () => {
  const { progress, pass, screen } = live()
  progress.finished('a', row(1, { status: 'error' }), null)
  progress.finished('b', row(2, { status: 'warn' }), null)
  pass(80)
  expect(screen().split('\n').at(-2)).toContain('2/20  1 error  1 warn  0s')
  progress.close()
})

test('lines alone are written as soon as something is done', () => {
  const { progress, out } = plain()
  progress.started('a', { kind: 'table', name: 'a' })
  progress.finished('a', row(1), null)
  progress.note('a note\n')
  expect(out()).toBe(' 1/20  ok     table  table_1                    1 row    0.10s\na note\n')
})

test('a long silence is broken by what is still waited for', () => {
  const { progress, pass, out } = plain()
  progress.started('a', { kind: 'table', name: 'slow_one' })
  pass(59_000)
  expect(out()).toBe('')
  pass(61_000)
  expect(out()).toBe('… still running: slow_one (1m 00s)\n… still running: slow_one (2m 00s)\n')
  progress.close()
  pass(600_000)
  expect(out().split('\n').length).toBe(3)
})
