import fc from 'fast-check'
import { expect, test } from 'vitest'
import { junitFaults, sarifFaults } from '../testing/report-schemas.ts'
import type { Checked, ReportFacts } from './checked.ts'
import { toComment, toGithubAnnotations, toGithubSummary } from './to-github.ts'
import { toReportJson } from './to-json.ts'
import { toJunit } from './to-junit.ts'
import { toSarif } from './to-sarif.ts'

const passed: Checked = {
  id: 'test.shop.unique_orders_id.1',
  suite: 'data tests',
  name: 'unique_orders_id',
  rule: 'data-test/unique',
  status: 'pass',
  message: '',
  seconds: 0.0312,
  at: { file: 'models/orders.yml', line: 7, column: 11 },
  rows: null,
}
const failed: Checked = {
  ...passed,
  id: 'test.shop.no_debts',
  name: 'no_debts',
  rule: 'data-test/singular',
  status: 'fail',
  message: 'Got 2 results, configured to fail if != 0',
  at: { file: 'tests/no debts.sql', line: 1, column: 1 },
  rows: {
    columns: ['customer', 'spent'],
    rows: [
      ['<ann>', '-3'],
      [null, '-17.5'],
    ],
    masked: [],
  },
}
const warned: Checked = {
  ...failed,
  id: 'test.shop.late',
  name: 'late',
  status: 'warn',
  message: 'Got 1 result',
  rows: null,
}
const broken: Checked = {
  ...passed,
  id: 'model.shop.orders',
  suite: 'models',
  name: 'orders',
  rule: 'model',
  status: 'error',
  message: 'column "a" does not exist\nsecond line',
  at: { file: 'models/orders.sql', line: 4, column: 18 },
}
const skipped: Checked = {
  ...broken,
  id: 'model.shop.top',
  name: 'top',
  status: 'skipped',
  message: 'because of orders',
}

function facts(checked: readonly Checked[], more: Partial<ReportFacts> = {}): ReportFacts {
  return {
    title: 'assay build',
    version: '0.1.0',
    startedAt: new Date('2026-01-02T03:04:05.678Z'),
    completedAt: new Date('2026-01-02T03:04:07.178Z'),
    checked,
    table: null,
    prefix: '',
    home: 'project.yml',
    ...more,
  }
}

const ALL = [passed, failed, warned, broken, skipped]

test('JUnit has a suite for each kind, a case for each thing with file and line, and what is wrong with its rows', () => {
  expect(toJunit(facts(ALL))).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="assay build" tests="5" failures="1" errors="1" time="1.500">
  <testsuite name="data tests" tests="3" failures="1" errors="0" skipped="0" time="0.094" timestamp="2026-01-02T03:04:05">
    <testcase name="unique_orders_id" classname="test.shop.unique_orders_id.1" file="models/orders.yml" line="7" time="0.031"/>
    <testcase name="no_debts" classname="test.shop.no_debts" file="tests/no debts.sql" line="1" time="0.031">
      <failure message="Got 2 results, configured to fail if != 0" type="data-test/singular">Got 2 results, configured to fail if != 0
tests/no debts.sql:1:1

customer  spent
&lt;ann&gt;     -3
null      -17.5</failure>
    </testcase>
    <testcase name="late" classname="test.shop.late" file="tests/no debts.sql" line="1" time="0.031">
      <system-out>warning: Got 1 result
tests/no debts.sql:1:1</system-out>
    </testcase>
  </testsuite>
  <testsuite name="models" tests="2" failures="0" errors="1" skipped="1" time="0.062" timestamp="2026-01-02T03:04:05">
    <testcase name="orders" classname="model.shop.orders" file="models/orders.sql" line="4" time="0.031">
      <error message="column &quot;a&quot; does not exist" type="model">column "a" does not exist
second line
models/orders.sql:4:18</error>
    </testcase>
    <testcase name="top" classname="model.shop.top" file="models/orders.sql" line="4" time="0.031">
      <skipped>because of orders</skipped>
    </testcase>
  </testsuite>
</testsuites>
`)
})

test('SARIF has a rule for each kind of fault and its places as addresses from the root of the repository', () => {
  const { runs } = toSarif(facts(ALL, { prefix: 'warehouse/' })) as unknown as { runs: [Record<string, never>] }
  expect(runs[0]).toMatchObject({
    tool: {
      driver: {
        name: 'Assay',
        semanticVersion: '0.1.0',
        rules: [{ id: 'data-test/singular' }, { id: 'model' }],
      },
    },
    results: [
      {
        ruleId: 'data-test/singular',
        ruleIndex: 0,
        level: 'error',
        partialFingerprints: { 'assay/v1': 'test.shop.no_debts' },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'warehouse/tests/no%20debts.sql', uriBaseId: 'SRCROOT' },
              region: { startLine: 1, startColumn: 1 },
            },
          },
        ],
      },
      { level: 'warning', message: { text: 'late: Got 1 result' } },
      { ruleId: 'model', ruleIndex: 1 },
    ],
  })
})

test('what has no place of its own is put where the project begins', () => {
  const nowhere = toSarif(facts([{ ...failed, at: null }], { prefix: 'w/' })) as unknown as {
    runs: [{ results: never }]
  }
  expect(nowhere.runs[0].results).toMatchObject([
    { locations: [{ physicalLocation: { artifactLocation: { uri: 'w/project.yml' }, region: { startLine: 1 } } }] },
  ])
})

test('JSON has all that was checked', () => {
  expect(toReportJson(facts(ALL))).toMatchObject({
    title: 'assay build',
    faults: 3,
    checked: [
      { name: 'unique_orders_id', status: 'pass', file: 'models/orders.yml', line: 7, column: 11, rows: null },
      {
        name: 'no_debts',
        status: 'fail',
        rows: {
          rows: [
            ['<ann>', '-3'],
            [null, '-17.5'],
          ],
        },
      },
      { status: 'warn' },
      { status: 'error' },
      { status: 'skipped' },
    ],
  })
})

test('annotations are commands of one line each, their marks escaped', () => {
  const odd: Checked = { ...failed, name: 'a,b:c', message: '100%\nsure' }
  expect(toGithubAnnotations(facts([passed, odd, warned], { prefix: 'w/' }))).toBe(
    '::error file=w/tests/no debts.sql,line=1,col=1,title=a%2Cb%3Ac::100%25%0Asure\n' +
      '::warning file=w/tests/no debts.sql,line=1,col=1,title=late::Got 1 result\n',
  )
})

test('the summary says in a line how it went, then the table, then what is wrong with its rows, nothing of it markup', () => {
  const table = { header: ['gate', 'got'], rows: [['tests', '1 | 2']] }
  expect(toGithubSummary(facts([passed, failed], { table }))).toBe(`### assay build: ❌ 1 failed

2 data tests

| gate | got |
| --- | --- |
| tests | 1 &#124; 2 |

<details><summary>❌ <b>no&#95;debts</b> · tests/no debts.sql&#58;1</summary>

    Got 2 results, configured to fail if != 0

| customer | spent |
| --- | --- |
| &lt;ann&#62; | -3 |
| null | -17.5 |

</details>

`)
})

test('a comment has a first line to be found by, and never more characters than two of them may have together', () => {
  expect(
    toComment(facts([passed, failed]))
      .split('\n')
      .slice(0, 2),
  ).toEqual(['<!-- assay build -->', '### assay build: ❌ 1 failed'])
  const many = Array.from({ length: 300 }, (_, n) => ({ ...failed, name: `no debts ${n}`, message: 'x'.repeat(1000) }))
  const table = {
    header: ['gate', 'got'],
    rows: Array.from({ length: 900 }, (_, n) => [`tests of model ${n}`, '1 pass']),
  }
  const comment = toComment(facts(many, { table: { ...table, rows: table.rows.slice(0, 9) } }))
  expect(comment.length).toBeLessThanOrEqual(32_000)
  const shown = comment.split('<details>').length - 1
  expect(comment).toMatch(new RegExp(`… ${300 - shown} of 300 are left out here; the log has all of them.\n\n$`))
  const long = toComment(facts(many, { table }))
  expect(long.length).toBeLessThanOrEqual(32_000)
  expect(long).toMatch(/… and \d+ more lines\n\n… 300 of 300 are left out here/)
})

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.constantFrom('a\nb', ']]>', '\u0000', '\ud800', '"'),
)

const anyChecked: fc.Arbitrary<Checked> = fc.record({
  id: anyText,
  suite: fc.constantFrom('models', 'data tests', 'gates'),
  name: anyText,
  rule: fc.constantFrom('model', 'unit-test', 'data-test/unique', 'gate/freshness'),
  status: fc.constantFrom('pass', 'warn', 'fail', 'error', 'skipped'),
  message: anyText,
  seconds: fc.double({ min: 0, max: 1e6, noNaN: true }),
  at: fc.option(fc.record({ file: anyText, line: fc.integer({ min: 1 }), column: fc.integer({ min: 1 }) })),
  rows: fc.option(
    fc.record({
      columns: fc.constant(['a', 'b']),
      rows: fc.array(fc.array(fc.option(anyText, { nil: null }), { minLength: 2, maxLength: 2 }), { maxLength: 3 }),
      masked: fc.constant([]),
    }),
  ),
})

test('whatever was checked, SARIF is valid by its own schema', () => {
  fc.assert(
    fc.property(fc.array(anyChecked, { maxLength: 12 }), (checked) => {
      expect(sarifFaults(JSON.parse(JSON.stringify(toSarif(facts(checked)))))).toEqual([])
    }),
    { numRuns: 50 },
  )
})

test('whatever was checked, JUnit is valid by the schema of Jenkins', async () => {
  const many = fc.array(fc.array(anyChecked, { maxLength: 12 }), { minLength: 40, maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(many, async (all) => {
      expect(await junitFaults(...all.map((checked) => toJunit(facts(checked))))).toEqual([])
    }),
    { numRuns: 1, endOnFailure: true },
  )
}, 60_000)

test('the schemas refuse what is wrong', async () => {
  expect(await junitFaults('<testsuites><testsuite name="a"/></testsuites>')).not.toEqual([])
  expect(sarifFaults({ version: '2.1.0', runs: [{ tool: {}, results: [{}] }] })).not.toEqual([])
})
