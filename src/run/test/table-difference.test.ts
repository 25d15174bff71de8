import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Cells } from './align-rows.ts'
import { tableDifference } from './table-difference.ts'
import { tableLines, writeDifference } from './write-difference.ts'

interface Recorded {
  readonly names: readonly string[]
  readonly expected: readonly Cells[]
  readonly actual: readonly Cells[]
  /** Null where dbt saw no difference. */
  readonly shown: string | null
}

const RECORDED: readonly Recorded[] = JSON.parse(
  readFileSync(new URL('./testdata/differences.json', import.meta.url), 'utf8'),
)

const shown = ({ names, expected, actual }: Omit<Recorded, 'shown'>): string | null => {
  const difference = tableDifference(names, actual, expected)
  return difference === null
    ? null
    : tableLines(difference, (text) => text)
        .map((line) => `${line}\r\n`)
        .join('')
}

describe('a difference between tables', () => {
  test(`is shown as dbt shows it, in ${RECORDED.length} recorded cases`, () => {
    expect(RECORDED.length).toBe(400)
    expect(RECORDED.map(shown)).toEqual(RECORDED.map((recorded) => recorded.shown))
  })

  test('is there exactly when the rows are not the same, each as often', () => {
    const cell = fc.option(fc.constantFrom('a', 'b', 'c', 'None', ''), { nil: null })
    const rows = fc.array(fc.tuple(cell, cell), { maxLength: 8 })
    const text = (row: Cells): string => JSON.stringify(row.map((one) => one ?? 'None'))
    const sorted = (table: readonly Cells[]): readonly Cells[] =>
      table.toSorted((a, b) => (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0))
    fc.assert(
      fc.property(rows, rows, fc.boolean(), (one, other, same) => {
        const actual = sorted(one)
        const expected = sorted(same ? one : other)
        const equal = JSON.stringify(actual.map(text)) === JSON.stringify(expected.map(text))
        expect(tableDifference(['x', 'y'], actual, expected) === null).toBe(equal)
      }),
    )
  })

  test('reads as dbt words it, and can be painted', () => {
    const difference = tableDifference(['id', 'valid'], [['1', 'True']], [['1', 'False']])
    expect(difference && writeDifference(difference)).toBe(
      '\n\nactual differs from expected:\n\n@@,id,valid     \r\n→ ,1 ,False→True\r\n\n'.replace('valid     ', 'valid'),
    )
    expect(
      difference && tableLines(difference, (text, tint) => (tint === 'minor' ? text : `<${tint} ${text}>`)),
    ).toEqual(['<head @@>,<head id>,<head valid>', '<arrow →> ,<plain 1> ,<missing False><arrow →><unexpected True>'])
  })
})
