import { expect, test } from 'vitest'
import { uniqueId } from '../../resources/ids.ts'
import { describeResult } from '../../run/describe-result.ts'
import type { NodeResult } from '../../run/result.ts'
import { genericTest, manifestOf, model, seed } from '../../testing/manifest-builder.ts'
import { origin } from '../../testing/origin.ts'
import { readRunResults } from './read-run-results.ts'
import { toRunResultsJson } from './to-run-results.ts'

const orders = model('orders')
const raw = seed('raw_orders')
const check = genericTest('unique', orders, 'id')

const built: NodeResult = {
  id: orders.id,
  status: 'success',
  message: 'SELECT 3',
  failures: null,
  compile: { startedAt: new Date('2026-01-02T03:04:05.100Z'), completedAt: new Date('2026-01-02T03:04:05.110Z') },
  execute: { startedAt: new Date('2026-01-02T03:04:05.110Z'), completedAt: new Date('2026-01-02T03:04:05.999Z') },
  executionTime: 0.899,
  threadId: 'Thread-1',
  response: { message: 'SELECT 3', code: 'SELECT', rowsAffected: 3 },
  compiledCode: 'select 1',
  relationName: '"db"."public"."orders"',
  diagnostics: [],
}
const nothing = {
  compile: null,
  execute: null,
  executionTime: 0,
  response: null,
  compiledCode: null,
  relationName: null,
}
const loaded: NodeResult = { ...built, id: raw.id, message: 'INSERT 3', compiledCode: null }
const failed: NodeResult = {
  ...built,
  id: check.id,
  status: 'fail',
  message: 'Got 2 results',
  failures: 2,
  relationName: null,
}
const broken: NodeResult = {
  ...built,
  ...nothing,
  id: uniqueId('model', 'shop', 'b'),
  status: 'error',
  message: 'no "x"',
}
const skipped: NodeResult = {
  ...broken,
  id: uniqueId('model', 'shop', 'c'),
  status: 'skipped',
  message: null,
  threadId: '',
}

const results = {
  results: [loaded, built, failed, broken, skipped],
  startedAt: new Date('2026-01-02T03:04:05.000Z'),
  completedAt: new Date('2026-01-02T03:04:06.250Z'),
  interrupted: false,
}
const facts = { origin, args: { which: 'build', vars: { start: '2024-01-01' } } }

test('a result is written in full, with times to the microsecond', () => {
  const [, written] = readRunResults(toRunResultsJson(results, facts)).results
  expect(written).toEqual({
    status: 'success',
    timing: [
      { name: 'compile', started_at: '2026-01-02T03:04:05.100000Z', completed_at: '2026-01-02T03:04:05.110000Z' },
      { name: 'execute', started_at: '2026-01-02T03:04:05.110000Z', completed_at: '2026-01-02T03:04:05.999000Z' },
    ],
    thread_id: 'Thread-1',
    execution_time: 0.899,
    adapter_response: { _message: 'SELECT 3', code: 'SELECT', rows_affected: 3 },
    message: 'SELECT 3',
    failures: null,
    unique_id: 'model.shop.orders',
    compiled: true,
    compiled_code: 'select 1',
    relation_name: '"db"."public"."orders"',
    batch_results: null,
    overload_results: null,
  })
})

test('all results stand in the order in which they ended, beside the arguments and the time it took', () => {
  const written = readRunResults(JSON.stringify(toRunResultsJson(results, facts)), { unknownKeys: 'refuse' })
  expect(written.results.map(({ unique_id, status }) => [unique_id, status])).toEqual([
    [raw.id, 'success'],
    [orders.id, 'success'],
    [check.id, 'fail'],
    ['model.shop.b', 'error'],
    ['model.shop.c', 'skipped'],
  ])
  expect(written).toMatchObject({ elapsed_time: 1.25, args: facts.args })
  expect(Object.keys(toRunResultsJson(results, facts))).toEqual(['metadata', 'results', 'elapsed_time', 'args'])
})

test('a seed has no code and names no relation, as in dbt; a model that failed early has no code yet', () => {
  const { results: written } = readRunResults(toRunResultsJson(results, facts))
  expect(written[0]).toMatchObject({ compiled: null, compiled_code: null, relation_name: null })
  expect(written[3]).toMatchObject({ compiled: false, compiled_code: null, timing: [], adapter_response: {} })
})

test('what on-run-end sees of a result is what the file says of it', () => {
  const manifest = manifestOf(orders, raw, check)
  const { results: written } = readRunResults(toRunResultsJson(results, facts))
  for (const [index, result] of [built, failed].entries()) {
    const { node: _node, timing, ...seen } = describeResult(result, manifest)
    expect(written[index + 1]).toMatchObject(seen)
    expect(written[index + 1]?.timing.map(({ name }) => name)).toEqual(
      (timing as readonly { readonly name: string }[]).map(({ name }) => name),
    )
  }
})
