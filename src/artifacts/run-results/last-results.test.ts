import { expect, test } from 'vitest'
import { lastResults } from './last-results.ts'

const result = (id: string, status: string) => ({ unique_id: id, status, compiled_code: 'select 1' })
const artifact = (...results: readonly ReturnType<typeof result>[]) => ({ args: { which: 'test' }, results })
const all = (): boolean => true

test('a later command takes the place of an earlier one only for what it ran', () => {
  const earlier = JSON.stringify(artifact(result('model.a', 'success'), result('test.a', 'fail')))
  expect(lastResults(earlier, artifact(result('test.a', 'pass')), all)).toEqual({
    args: { which: 'test' },
    results: [
      { unique_id: 'model.a', status: 'success', compiled_code: null },
      { unique_id: 'test.a', status: 'pass', compiled_code: null },
    ],
    of_last_run: ['test.a'],
  })
})

test('what the project does not have any more is forgotten', () => {
  const earlier = JSON.stringify(artifact(result('model.gone', 'success')))
  const { results } = lastResults(earlier, artifact(result('model.a', 'success')), (id) => id === 'model.a')
  expect(results).toEqual([{ unique_id: 'model.a', status: 'success', compiled_code: null }])
})

test.each(['', '{', '[]', '{"results": 3}', '{"results": [null, {"unique_id": 3}]}'])(
  'a file that says %j is begun anew',
  (earlier) => {
    expect(lastResults(earlier, artifact(result('model.a', 'success')), all).results).toHaveLength(1)
  },
)
