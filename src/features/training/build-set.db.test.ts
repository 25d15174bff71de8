import { expect, test } from 'vitest'
import { LENDER, LENDER_DATA } from '../../testing/lender-project.ts'
import { withShop } from '../../testing/shop-project.ts'

test('try', async () => {
  await using shop = await withShop({ ...LENDER })
  await using session = await shop.database.warehouse.open()
  await session.statements(LENDER_DATA)
  let r = await shop.call('run --select +loan_training --as-of 2025-12-20')
  console.log(r.out, r.err)
  r = await shop.call('run --select +loan_training --as-of 2025-12-20')
  console.log(r.out, r.err)
  r = await shop.call('run --select +loan_training --as-of 2026-12-20')
  console.log(r.out, r.err)
  console.log(await shop.rows('select to_jsonb(t) from assay.training_sets t'))
  expect(1).toBe(1)
})
