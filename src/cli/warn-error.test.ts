import { expect, test } from 'vitest'
import type { Diagnostic } from '../base/diagnostic.ts'
import { isError, judgeWarnings, warningPolicy } from './warn-error.ts'

const warning = (code: string): Diagnostic => ({ code, severity: 'warning', message: code })
const severities = (codes: readonly string[], policy: ReturnType<typeof warningPolicy>) =>
  judgeWarnings(codes.map(warning), policy).map(({ code, severity }) => `${code} ${severity}`)

test('warnings stay warnings unless somebody says otherwise', () => {
  expect(severities(['unused-config'], warningPolicy(false, {}))).toEqual(['unused-config warning'])
})

test('--warn-error takes all for errors, and says why they are', () => {
  const [judged] = judgeWarnings([{ ...warning('unused-config'), hint: 'remove it' }], warningPolicy(true, {}))
  expect(judged).toMatchObject({ severity: 'error', hint: 'remove it; warnings are taken for errors (--warn-error)' })
})

test.each([{ error: 'all' }, { error: '*' }, { include: 'all' }])(
  '%j takes all for errors but what is left out',
  (options) => {
    const policy = warningPolicy(false, { ...options, warn: ['unused-config'], silence: ['short-row'] })
    expect(severities(['unused-config', 'short-row', 'selects-nothing'], policy)).toEqual([
      'unused-config warning',
      'selects-nothing error',
    ])
  },
)

test("single ones are named by our codes or by dbt's events", () => {
  const policy = warningPolicy(false, { error: ['NoNodesForSelectionCriteria', 'short-row', 'LogTestResult'] })
  expect(severities(['selects-nothing', 'short-row', 'unused-config'], policy)).toEqual([
    'selects-nothing error',
    'short-row error',
    'unused-config warning',
  ])
  expect(isError('test-warned', policy)).toBe(true)
  expect(isError('source-stale', policy)).toBe(false)
})

test('errors are none of its business', () => {
  const error: Diagnostic = { code: 'unknown-ref', severity: 'error', message: 'no' }
  expect(judgeWarnings([error], warningPolicy(false, { silence: ['unknown-ref'] }))).toEqual([error])
})
