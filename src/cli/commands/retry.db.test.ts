import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Shop, withShop } from '../../testing/shop-project.ts'

let shop: Shop

beforeAll(async () => {
  shop = await withShop({
    'macros/fails.sql':
      "{% macro fails(what) %}{% if var('bad', true) %}{{ exceptions.raise_compiler_error('no ' ~ what) }}{% endif %}{% endmacro %}",
  })
})

afterAll(() => shop?.[Symbol.asyncDispose]())

const results = (): unknown =>
  shop
    .json('target/run_results.json')
    .results.map(({ unique_id, status }: { unique_id: string; status: string }) => [unique_id, status])

test('an operation that failed is called again, with its arguments; one that did not is left alone', async () => {
  const failed = await shop.call(['run-operation', 'fails', '--args', '{what: way}'])
  expect(failed.code).toBe(1)
  const again = await shop.call('retry')
  expect([again.code, (again.out + again.err).includes('no way')]).toEqual([1, true])
  expect((await shop.call(['retry', '--vars', '{bad: false}'])).code).toBe(0)
  expect(results()).toEqual([['macro.shop.fails', 'success']])
  expect(await shop.call('retry')).toMatchObject({
    code: 0,
    out: 'nothing to do: the last run-operation left nothing unfinished\n',
  })
})

test('what was never meant to be taken up is said', async () => {
  expect((await shop.call(['show', '--inline', 'select 1 as x'])).code).toBe(0)
  const { code, err, out } = await shop.call('retry')
  expect([code, (out + err).includes("the last run was 'show'")]).toEqual([2, true])
})
