import { expect, test } from 'vitest'
import { printTable, tableAsJson } from './table.ts'

const result = {
  columns: [
    { name: 'id', typeOid: 23 },
    { name: 'name', typeOid: 25 },
    { name: 'amount', typeOid: 1700 },
    { name: 'paid', typeOid: 16 },
    { name: 'extra', typeOid: 3802 },
  ],
  rows: [
    ['1', '表', '10.50', 't', '{"a": [1]}'],
    ['20', null, null, 'f', null],
    ['3', 'two\nlines\x1b[2J', '12345678901234567890.5', null, '"x"'],
  ],
}

test('numbers stand right, text left, null and line feeds can be seen, and nothing steers the terminal', () => {
  expect(printTable(result, null)).toBe(
    `id  name                              amount  paid  extra
──  ────────────────  ──────────────────────  ────  ──────────
 1  表                                 10.50  t     {"a": [1]}
20  null                                null  f     null
 3  two↵lines\\x1b[2J  12345678901234567890.5  null  "x"
3 rows
`,
  )
})

test('in a narrow window the widest columns are cut', () => {
  const lines = printTable(result, 46).split('\n')
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(46)
  expect(lines[5]).toBe('3 rows')
})

test('where a window is too narrow for so many columns, each row is a list of them', () => {
  const columns = ['customer_id', 'first', 'second', 'third'].map((name) => ({ name, typeOid: 25 }))
  const rows = [
    ['a', 'b', 'a text that has no room in such a window', 'x'],
    [null, '2', '3', '4'],
  ]
  const wide = { columns, rows: rows.map((row) => row.map((cell) => (cell === null ? null : cell.padEnd(12, '.')))) }
  expect(printTable(wide, 40)).toBe(`1 of 2
  customer_id  a...........
  first        b...........
  second       a text that has no room …
  third        x...........

2 of 2
  customer_id  null
  first        2...........
  second       3...........
  third        4...........
`)
  expect(printTable(wide, 60)).toMatch(/^customer_id {3}first/)
})

test('no rows are said to be none', () => {
  expect(printTable({ columns: [{ name: 'id', typeOid: 23 }], rows: [] }, 80)).toBe('id\n──\nno rows\n')
})

test('as JSON, values have their types where none is lost', () => {
  expect(tableAsJson(result)).toEqual([
    { id: 1, name: '表', amount: 10.5, paid: true, extra: { a: [1] } },
    { id: 20, name: null, amount: null, paid: false, extra: null },
    { id: 3, name: 'two\nlines\x1b[2J', amount: '12345678901234567890.5', paid: null, extra: 'x' },
  ])
})

test('whole numbers past what JavaScript holds, and numbers that are none, stay text', () => {
  const columns = [
    { name: 'big', typeOid: 20 },
    { name: 'double', typeOid: 701 },
  ]
  expect(tableAsJson({ columns, rows: [['9007199254740993', 'NaN']] })).toEqual([
    { big: '9007199254740993', double: 'NaN' },
  ])
})
