import { expect, test } from 'vitest'
import type { Diagnostic } from '../base/diagnostic.ts'
import { callCli } from '../testing/call-cli.ts'
import { withProject } from '../testing/with-project.ts'
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

test('Deprecations stands for all that dbt calls so; what is named by itself counts before it', () => {
  const policy = warningPolicy(false, { error: ['Deprecations'], silence: ['PackageRedirectDeprecation'] })
  expect(severities(['name-with-space', 'moved-package', 'selects-nothing'], policy)).toEqual([
    'name-with-space error',
    'selects-nothing warning',
  ])
  const silent = warningPolicy(true, { warn: ['SpacesInResourceNameDeprecation'], silence: ['Deprecations'] })
  expect(severities(['name-with-space', 'moved-package', 'selects-nothing'], silent)).toEqual([
    'name-with-space warning',
    'selects-nothing error',
  ])
})

test('a name that is no warning is told, with what may have been meant', () => {
  const { diagnostics } = warningPolicy(false, { error: ['LogTestResults', 'short-row', 'Deprecations'] })
  expect(diagnostics.map(({ message, hint }) => [message, hint])).toEqual([
    ["--warn-error-options names 'LogTestResults', which is no warning", "did you mean 'LogTestResult'?"],
  ])
})

test("a template's own warnings are errors too, or not to be heard", async () => {
  await using shop = await withProject({
    'project.yml': 'name: shop\n',
    'models/a.sql': "{% if exceptions.warn('old') == '' %}{{ config(tags=['a']) }}{% endif %}select 1 as id",
  })
  const called = async (...more: readonly string[]) => {
    const { code, out, err } = await callCli(['parse', ...more], { cwd: shop.path })
    return [code, (out + err).includes('old')]
  }
  expect(await called()).toEqual([0, true])
  expect(await called('--warn-error')).toEqual([2, true])
  expect(await called('--warn-error-options', '{error: [JinjaLogWarning]}')).toEqual([2, true])
  expect(await called('--warn-error-options', '{error: all, warn: [JinjaLogWarning]}')).toEqual([0, true])
  expect(await called('--warn-error-options', '{silence: [JinjaLogWarning]}')).toEqual([0, false])
})
