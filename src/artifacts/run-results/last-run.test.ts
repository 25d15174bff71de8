import { expect, test } from 'vitest'
import { resultsOfLastRun, tellsOfNodes } from './last-run.ts'
import { type RunResultsArtifact, readRunResults } from './read-run-results.ts'

function artifact(which: string, ids: readonly string[], last?: readonly string[]): RunResultsArtifact {
  return readRunResults({
    metadata: {
      dbt_schema_version: 'https://schemas.getdbt.com/dbt/run-results/v6.json',
      invocation_id: null,
      invocation_started_at: null,
    },
    elapsed_time: 1,
    args: { which },
    results: ids.map((unique_id) => ({
      unique_id,
      status: 'pass',
      timing: [],
      thread_id: 'Thread-1',
      execution_time: 0,
      adapter_response: {},
      message: null,
      compiled: true,
      compiled_code: null,
      relation_name: null,
    })),
    ...(last === undefined ? {} : { of_last_run: last }),
  })
}

const ids = (...given: Parameters<typeof resultsOfLastRun>) => resultsOfLastRun(...given).map(({ unique_id: id }) => id)
const kept = artifact('build', ['before', 'then'], ['then'])

test('what ran last tells all', () => {
  expect(ids(artifact('test', ['one']), kept)).toEqual(['one'])
  expect(ids(artifact('gate', ['one']), null)).toEqual(['one'])
})

test('after a command that only compiles, what is kept of the run before it does, and of none before that', () => {
  expect(ids(artifact('generate', ['one']), kept)).toEqual(['then'])
  expect(ids(null, kept)).toEqual(['then'])
  expect(ids(artifact('compile', ['one']), null)).toEqual([])
})

test.each([
  ['build', true],
  ['retry', true],
  ['generate', false],
  ['compile', false],
  ['clone', false],
])('%s tells of nodes: %s', (which, tells) => {
  expect(tellsOfNodes({ which })).toBe(tells)
})
