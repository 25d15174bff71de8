import { afterAll, beforeAll, expect, test } from 'vitest'
import { SHOP, type Shop, withShop } from '../../testing/shop-project.ts'
import { COMMANDS } from '../command-table.ts'

let shop: Shop

beforeAll(async () => {
  shop = await withShop()
  await shop.call('build')
})

afterAll(() => shop?.[Symbol.asyncDispose]())

function jsonLines(out: string) {
  return out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

test('JSON lines are all that is on standard output, and say the same', async () => {
  const { code, out, err } = await shop.call('build --select orders --log-format json')
  const lines = jsonLines(out)
  expect(lines.map(({ info }) => info.name)).toEqual([
    'MainReportVersion',
    'FoundStats',
    'ConcurrencyLine',
    'LogHookStartLine',
    'LogHookEndLine',
    'LogHookStartLine',
    'LogHookEndLine',
    'LogStartLine',
    'LogModelResult',
    'LogStartLine',
    'LogTestResult',
    'FinishedRunningStats',
    'EndOfRunSummary',
    'StatsLine',
  ])
  expect(new Set(lines.map(({ info }) => info.invocation_id))).toEqual(
    new Set([shop.json('target/run_results.json').metadata.invocation_id]),
  )
  expect([code, err]).toEqual([0, ''])
})

const CALLS: readonly (readonly string[])[] = [
  ['build'],
  ['run'],
  ['test'],
  ['seed'],
  ['snapshot'],
  ['retry'],
  ['clone', '--state', 'target'],
  ['compile'],
  ['compile', '--select', 'top'],
  ['show', '--select', 'orders', 'customers'],
  ['show', '--inline', 'select 1 as one'],
  ['ls'],
  ['parse'],
  ['run-operation', 'say', '--args', 'what: hello'],
  ['freshness'],
  ['source', 'freshness'],
  ['docs', 'generate'],
  ['debug'],
  ['clone', '--state', 'target'],
  ['deps'],
  ['clean'],
]

test('no command is forgotten here', () => {
  // These need more than a shop (an empty folder, clocks, training sets) or have no end of their own: they have tests elsewhere.
  const called = new Set(CALLS.flatMap(([first, second]) => [first, `${first} ${second}`]))
  expect(COMMANDS.map(({ name }) => name).filter((name) => !called.has(name))).toEqual([
    'watch',
    'teardown',
    'leakage',
    'lineage',
    'timing',
    'training-set build',
    'training-set list',
    'training-set show',
    'training-set export',
    'training-set diff',
    'training-set drop',
    'training-set prune',
    'features list',
    'features show',
    'features diff',
    'gate',
    'docs serve',
    'init',
  ])
})

test.each(CALLS)('%s %s speaks JSON lines alone when it is asked to', async (...command) => {
  const { code, out, err } = await shop.call([...command, '--log-format', 'json', '--debug'])
  const lines = jsonLines(out)
  expect(lines.length).toBeGreaterThan(2)
  for (const line of lines)
    expect(line).toEqual({ info: expect.objectContaining({ msg: expect.any(String) }), data: expect.anything() })
  expect(lines.at(-1).info).toMatchObject({ name: 'CommandCompleted', level: 'debug' })
  expect([code, err]).toEqual([0, ''])
})

test('a mistake is a JSON line too', async () => {
  const { code, out, err } = await shop.call('build --select +ordrs --warn-error --log-format json')
  expect(jsonLines(out).at(-1)).toMatchObject({
    info: { name: 'NoNodesForSelectionCriteria', level: 'error' },
    data: { code: 'selects-nothing', hint: expect.stringContaining('orders') },
  })
  expect([code, err]).toEqual([2, ''])
})

test.each([
  [['ls', '--output', 'json'], 9],
  [['ls', '--select', 'orders', '--output', 'json', '--output-keys', 'name'], 2],
  [['show', '--select', 'orders', 'customers', '--output', 'json'], 2],
  [['show', '--inline', "select E'two\\nlines' as text", '--output', 'json'], 1],
  [['compile', '--select', 'customers', '--exclude', 'resource_type:test', '--output', 'json'], 1],
  [['compile', '--inline', 'select\n1', '--output', 'json'], 1],
])('%s prints that as one JSON object a line, and nothing beside it', async (command, lines) => {
  const { code, out } = await shop.call(command)
  expect(jsonLines(out)).toHaveLength(lines)
  expect(code).toBe(0)
})

test.each([
  [['build', '--select', 'orders'], ''],
  [['freshness'], ''],
  [['parse'], ''],
  [['docs', 'generate'], ''],
  [['ls', '--select', 'top'], 'shop.top\n'],
  [['run-operation', 'say', '--args', 'what: hello'], 'hello\n'],
  [['compile', '--inline', 'select 1'], 'select 1\n'],
])('%s with --quiet prints what was asked for and no more', async (command, expected) => {
  expect(await shop.call([...command, '--quiet'])).toMatchObject({ code: 0, out: expected, err: '' })
})

test('quiet does not hide what goes wrong', async () => {
  await shop.folder.write('tests/no_debts.sql', "select * from {{ ref('customers') }} where spent > 0\n")
  const { code, out } = await shop.call('test --select no_debts --quiet')
  expect(out).toContain('fail  test no_debts  tests/no_debts.sql:1:1\n  Got 2 results')
  expect(code).toBe(1)
  await shop.folder.write('tests/no_debts.sql', SHOP['tests/no_debts.sql'])
})

const WINDOW = { columns: 80, rows: 24 }

test.each([
  ['a terminal', [], {}, true],
  ['a terminal with NO_COLOR', [], { NO_COLOR: '1' }, false],
  ['a terminal with --no-color', ['--no-color'], {}, false],
  ['a terminal with --no-use-colors', ['--no-use-colors'], {}, false],
  ['a terminal with NO_COLOR and --use-colors', ['--use-colors'], { NO_COLOR: '1' }, true],
  ['a terminal that is dumb', [], { TERM: 'dumb' }, false],
  ['a pipe', [], {}, false],
  ['a pipe with FORCE_COLOR', [], { FORCE_COLOR: '1' }, true],
])('%s: colours or none', async (where, options, environment, colours) => {
  const window = where.startsWith('a terminal') ? { window: WINDOW } : {}
  const { out } = await shop.call(['build', '--select', 'orders', ...options], {
    ...window,
    environment: { DATABASE_URL: shop.database.url, ...environment },
  })
  expect(out.includes('\x1b[32m')).toBe(colours)
  const wrong = await shop.call(['bild', ...options], { ...window, environment })
  expect(wrong.err.includes('\x1b[31m')).toBe(colours)
})

test('in CI and on a dumb terminal there are lines and no live region', async () => {
  for (const more of [{ CI: 'true' }, { TERM: 'dumb' }]) {
    const environment = { DATABASE_URL: shop.database.url, ...more }
    const { out } = await shop.call('build --select orders', { window: WINDOW, environment })
    expect(out).not.toContain('\x1b[?25l')
    expect(out).toContain('ok ')
  }
})

test.each([
  ['--warn-error', 1],
  ['--warn-error-options {error:\u00a0all}', 1],
  ['--warn-error-options {error:\u00a0[LogTestResult]}', 1],
  ['--warn-error-options {error:\u00a0all,warn:\u00a0[test-warned]}', 0],
  ['--warn-error-options {error:\u00a0[selects-nothing]}', 0],
])('a test that warns, with %s, ends with %i', async (options, expected) => {
  const words = `test --select customers ${options}`.split(' ').map((word) => word.replaceAll('\u00a0', ' '))
  const { code, out } = await shop.call(words)
  expect(code).toBe(expected)
  expect(out).toContain(expected === 0 ? '1 warned' : '1 failed')
})

test('a warning that is silenced is not heard, and no error', async () => {
  const { code, err } = await shop.call([
    'run',
    '--select',
    'ordrs',
    '--warn-error-options',
    '{error: all, silence: [selects-nothing, NoNodesSelected]}',
  ])
  expect([code, err]).toEqual([0, ''])
})

test('a terminal ends with the same rows and summary, and no trace of the live lines', async () => {
  const { screen, code } = await shop.call('build --select orders --threads 1', { window: { columns: 80, rows: 24 } })
  expect(screen).toBe(`shop → environment: db at host, schema analytics
1 model and 1 test, 1 thread

     ok     hook   shop-on-run-start-0                    0.00s
     ok     hook   shop-on-run-start-1                    0.00s
1/2  ok     table  analytics.orders             3 rows    0.00s
2/2  pass   test   unique_orders_id                       0.00s

Done in 0.00s: 1 built, 1 passed
→ have a look: assay show --select orders
`)
  expect(code).toBe(0)
})
