import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { junitFaults, sarifFaults } from '../testing/report-schemas.ts'
import { type Shop, withShop } from '../testing/shop-project.ts'

let shop: Shop

beforeAll(async () => {
  shop = await withShop({
    'tests/no_debts.sql': "select * from {{ ref('customers') }} where spent > 0 order by spent\n",
  })
}, 60_000)

afterAll(() => shop?.[Symbol.asyncDispose]())

test('a run leaves the reports it is asked for, with places and the first failing rows', async () => {
  const { code } = await shop.call('build --report junit=reports/junit.xml sarif=reports/a.sarif json=r.json')
  expect(code).toBe(1)
  const junit = shop.read('reports/junit.xml')
  expect(await junitFaults(junit)).toEqual([])
  expect(junit).toContain(
    '<testcase name="unique_orders_id" classname="test.shop.unique_orders_id.1360ecc70e" file="models/models.yml" line="6"',
  )
  expect(junit).toContain(`<failure message="Got 2 results, configured to fail if != 0" type="data-test/singular">`)
  expect(junit).toContain('customer  spent\nbob       3\nann       17.5</failure>')
  const sarif = shop.json('reports/a.sarif')
  expect(sarifFaults(sarif)).toEqual([])
  expect(sarif.runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId).sort()).toEqual([
    'data-test/accepted_values',
    'data-test/singular',
  ])
  expect(shop.json('r.json')).toMatchObject({ title: 'assay build', faults: 2 })
})

test('on GitHub, what is wrong is annotated where it stands in the repository, and summed up', async () => {
  const environment = {
    GITHUB_WORKSPACE: join(shop.folder.path, '..'),
    GITHUB_STEP_SUMMARY: join(shop.folder.path, 'summary.md'),
  }
  const { out } = await shop.call('test --report github', { environment })
  const folder = shop.folder.path.split('/').at(-1)
  expect(out).toContain(`::error file=${folder}/tests/no_debts.sql,line=1,col=1,title=no_debts::Got 2 results`)
  expect(out).toContain('::warning file=')
  await shop.call('test --select unique_orders_id --report github', { environment })
  const summary = readFileSync(environment.GITHUB_STEP_SUMMARY, 'utf8')
  expect(summary).toContain('### assay test: ❌ 1 failed\n\n3 data tests\n')
  expect(summary).toContain('| bob | 3 |')
  expect(summary).toContain('### assay test: ✅ all passed\n\n1 data test\n')
})

test.each([
  ['junt=a.xml', "did you mean 'junit'?"],
  ['junit', 'junit=FILE'],
  ['github=a', 'several of them too'],
])('--report %s is refused before anything runs', async (report, hint) => {
  const { code, err } = await shop.call(`test --report ${report}`)
  expect(code).toBe(2)
  expect(err).toContain(hint)
})
