import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { inferType } from './infer-type.ts'

interface Recorded {
  readonly cells: readonly string[]
  readonly type: string
  readonly nulls: readonly boolean[]
}

const recorded: readonly Recorded[] = JSON.parse(
  readFileSync(new URL('./testdata/inferred-types.json', import.meta.url), 'utf8'),
)

describe('a seed’s column has the type and the nulls dbt gives it', () => {
  test.each(recorded.map((r) => [JSON.stringify(r.cells), r] as const))('%s', (_name, { cells, type, nulls }) => {
    const inferred = inferType(cells)
    expect(inferred.type).toBe(type)
    expect(cells.map((cell) => inferred.read(cell) === null)).toEqual(nulls)
  })
})

test('whole numbers are written in plain digits, which is all PostgreSQL reads as an integer', () => {
  const { read, type } = inferType(['1.0', '2e3', '-0.0', '$1,000', '120e-1'])
  expect(type).toBe('integer')
  expect(['1.0', '2e3', '-0.0', '$1,000', '120e-1'].map(read)).toEqual(['1', '2000', '-0', '1000', '12'])
})

test('what dbt takes for a number and then cannot insert stays text', () => {
  for (const cell of ['NaN', 'inf', '--1']) expect(inferType([cell]).type).toBe('text')
})
