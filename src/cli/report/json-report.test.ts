import { expect, test } from 'vitest'
import type { Node } from '../../resources/node.ts'
import type { NodeResult } from '../../run/result.ts'
import { genericTest, manifestOf, model, seed } from '../../testing/manifest-builder.ts'
import { testTerminal } from '../../testing/test-terminal.ts'
import { resolveFlags } from '../options/flags.ts'
import { JsonReport } from './json-report.ts'
import type { ReportEvent } from './report.ts'

const orders = model('orders')
const raw = seed('raw')
const unique = genericTest('unique', orders, 'id')
const manifest = manifestOf(orders, raw, unique)

interface Line {
  readonly info: Readonly<Record<string, unknown>>
  readonly data: Readonly<Record<string, unknown>>
}

function report(least: 'debug' | 'info' | 'error' = 'info', prints = true) {
  const lines: Line[] = []
  const { terminal } = testTerminal()
  const made = new JsonReport({
    terminal,
    write: (line) => lines.push(JSON.parse(line) as Line),
    redact: (text) => text.replaceAll('s3cret', '*****'),
    least,
    invocationId: 'an-id',
    prints,
  })
  return { lines, tell: (event: ReportEvent) => made.tell(event), names: () => lines.map(({ info }) => info.name) }
}

function open(): ReportEvent {
  return {
    kind: 'project-opened',
    project: { target: { name: 'dev' } } as never, // all that is read of it here
    manifest,
    invocation: {} as never,
    compiledPath: () => null,
  }
}

test('overloads of a function are told as dbt tells them', () => {
  const { lines, tell } = report()
  tell(open())
  const place = { id: orders.id, overload: 'orders_text', index: 1, total: 2 }
  tell({ kind: 'overload-started', ...place })
  tell({ kind: 'overload-finished', ...place, status: 'success', message: 'CREATE FUNCTION', executionTime: 0.25 })
  tell({ kind: 'overload-finished', ...place, index: 2, status: 'error', message: 'no such type', executionTime: 1 })
  expect(
    lines.slice(1).map(({ info, data: { node_info, ...data } }) => [info.name, info.code, info.level, info.msg, data]),
  ).toEqual([
    [
      'LogStartOverload',
      'Q048',
      'info',
      'Overload 1 of 2 START function orders overload orders_text',
      { overload_index: 1, total_overloads: 2, description: 'function orders overload orders_text' },
    ],
    [
      'LogOverloadResult',
      'Q049',
      'info',
      'Overload 1 of 2 OK created function orders overload orders_text in 0.25s',
      {
        overload_index: 1,
        total_overloads: 2,
        description: 'function orders overload orders_text',
        status: 'success',
        execution_time: 0.25,
      },
    ],
    [
      'LogOverloadResult',
      'Q049',
      'error',
      'Overload 2 of 2 ERROR creating function orders overload orders_text: no such type in 1.00s',
      {
        overload_index: 2,
        total_overloads: 2,
        description: 'function orders overload orders_text: no such type',
        status: 'error',
        execution_time: 1,
      },
    ],
  ])
})

function result(node: Node, given: Partial<NodeResult>): NodeResult {
  return {
    id: node.id,
    status: 'success',
    message: null,
    failures: null,
    compile: null,
    execute: null,
    executionTime: 0.5,
    threadId: 'Thread-2',
    response: null,
    compiledCode: null,
    relationName: null,
    diagnostics: [],
    ...given,
  }
}

test("a line has dbt's fields, and where and when it was written", () => {
  const { lines, tell } = report()
  tell({
    kind: 'command-started',
    flags: resolveFlags({ given: new Map(), environment: {} }).flags,
    command: 'run',
    line: 'assay run',
    version: '1.2.3',
  })
  expect(lines).toEqual([
    {
      info: {
        category: '',
        code: 'A001',
        extra: {},
        invocation_id: 'an-id',
        level: 'info',
        msg: 'Running with assay=1.2.3',
        name: 'MainReportVersion',
        pid: 4711,
        thread: 'MainThread',
        ts: '2024-01-01T00:00:01.000000Z',
      },
      data: { version: '=1.2.3', log_version: 3 },
    },
  ])
})

test("each kind of node ends with dbt's event for it", () => {
  const { lines, tell, names } = report()
  tell(open())
  const events = [
    result(raw, { message: 'INSERT 0 3' }),
    result(orders, { message: 'CREATE VIEW' }),
    result(orders, { status: 'error', message: 'no' }),
    result(unique, { status: 'fail', failures: 2 }),
    result(unique, { status: 'skipped' }),
  ]
  for (const [at, one] of events.entries()) tell({ kind: 'node-finished', result: one, index: at + 1, total: 5 })
  expect(names()).toEqual([
    'FoundStats',
    'LogSeedResult',
    'LogModelResult',
    'LogModelResult',
    'LogTestResult',
    'SkippingDetails',
  ])
  expect(lines.map(({ info }) => info.level)).toEqual(['info', 'info', 'info', 'error', 'error', 'info'])
  expect(lines[1]?.data).toMatchObject({
    index: 1,
    total: 5,
    status: 'success',
    result_message: 'INSERT 0 3',
    relation: 'raw',
  })
  expect(lines[2]?.data).toMatchObject({ status: 'CREATE VIEW', execution_time: 0.5 })
  expect(lines[4]?.data).toMatchObject({ num_failures: 2, num_models: 5, name: unique.name, status: 'fail' })
  expect(lines[4]?.info.thread).toBe('Thread-2')
  expect(lines[2]?.data).toHaveProperty('node_info.node_relation', {
    alias: 'orders',
    database: orders.database,
    relation_name: `"${orders.database}"."${orders.schema}"."orders"`,
    schema: orders.schema,
  })
})

test('what is below the level is left out, what templates print never', () => {
  const { tell, names } = report('error')
  tell(open())
  tell({ kind: 'said', how: 'print', message: 'hello', visible: true })
  tell({ kind: 'said', how: 'log', message: 'hidden', visible: true })
  tell({ kind: 'diagnostics', diagnostics: [{ code: 'x', severity: 'error', message: 'no' }] })
  expect(names()).toEqual(['PrintEvent', 'MainEncounteredError'])
})

test('at the level debug, statements and nodes are told as they begin and end', () => {
  const { tell, names } = report('debug')
  tell(open())
  tell({ kind: 'node-started', id: orders.id, index: 1, total: 1, threadId: 'Thread-1' })
  tell({ kind: 'statement', id: orders.id, sql: 'select 1', milliseconds: 2, error: null, answer: 'SELECT 1' })
  tell({ kind: 'node-finished', result: result(orders, {}), index: 1, total: 1 })
  tell({ kind: 'command-finished', exitCode: 0, seconds: 1 })
  expect(names()).toEqual([
    'FoundStats',
    'NodeStart',
    'LogStartLine',
    'NodeCompiling',
    'SQLQuery',
    'SQLQueryStatus',
    'LogModelResult',
    'NodeFinished',
    'CommandCompleted',
  ])
})

test('the end of a run names its troubles with their places', () => {
  const { lines, tell } = report()
  tell(open())
  const at = { file: 'models/orders.sql', line: 3, column: 7 }
  const failed = result(orders, {
    status: 'error',
    message: 'column "x" does not exist',
    diagnostics: [{ code: 'database', severity: 'error', message: 'column "x" does not exist', at }],
  })
  const startedAt = new Date(0)
  tell({
    kind: 'run-finished',
    results: { results: [failed, result(raw, {})], startedAt, completedAt: new Date(1500), interrupted: false },
  })
  expect(lines.slice(1).map(({ info }) => [info.name, info.code, info.msg])).toEqual([
    [
      'FinishedRunningStats',
      'E047',
      'Finished running 1 seed, 1 view model in 0 hours 0 minutes and 1.50 seconds (1.50s).',
    ],
    ['EndOfRunSummary', 'Z030', 'Completed with 1 errors, 0 partial successes, and 0 warnings:'],
    ['RunResultFailure', 'Z022', 'Failure in model orders (models/orders.sql)'],
    ['RunResultError', 'Z024', 'column "x" does not exist'],
    ['StatsLine', 'Z023', 'Done. PASS=1 WARN=0 ERROR=1 SKIP=0 NO-OP=0 REUSED=0 TOTAL=2'],
  ])
  expect(lines[4]?.data).toMatchObject(at)
})

test("warnings have dbt's name where dbt warns of the same, and their place", () => {
  const { lines, tell } = report()
  const at = { file: '--select', line: 1, column: 1 }
  tell({
    kind: 'diagnostics',
    diagnostics: [
      { code: 'selects-nothing', severity: 'warning', message: "'x' selects nothing", at },
      { code: 'unused-config', severity: 'warning', message: 'nothing fits', hint: 'mend it' },
    ],
  })
  expect(lines.map(({ info, data }) => [info.name, info.level, data.hint])).toEqual([
    ['NoNodesForSelectionCriteria', 'warn', undefined],
    ['UnusedConfig', 'warn', 'mend it'],
  ])
  expect(lines[0]?.data).toMatchObject(at)
})

test('secrets are hidden in every text', () => {
  const { lines, tell } = report('debug')
  tell({ kind: 'statement', id: null, sql: "select 's3cret'", milliseconds: 1, error: null, answer: 'SELECT 1' })
  expect(JSON.stringify(lines)).not.toContain('s3cret')
})
