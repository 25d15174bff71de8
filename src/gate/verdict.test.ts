import { expect, test } from 'vitest'
import { exitCodeOf, settle, type Verdict } from './verdict.ts'

test('a hard gate fails where a soft one warns; what is minor only warns', () => {
  expect(settle('hard', 'good')).toBe('pass')
  expect(settle('hard', 'minor')).toBe('warn')
  expect(settle('hard', 'bad')).toBe('fail')
  expect(settle('hard', 'unknown')).toBe('unknown')
  expect(settle('soft', 'bad')).toBe('warn')
  expect(settle('soft', 'unknown')).toBe('warn')
})

test.each<[number, Verdict[]]>([
  [0, []],
  [0, ['pass', 'warn', 'skipped']],
  [1, ['unknown', 'fail']],
  [2, ['pass', 'unknown']],
])('the exit code is %d for %s', (code, verdicts) => {
  expect(exitCodeOf(verdicts.map((verdict) => ({ verdict })))).toBe(code)
})
