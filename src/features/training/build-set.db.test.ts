import { expect, test } from 'vitest'
import { LENDER, LENDER_DATA } from '../../testing/lender-project.ts'
import { withShop } from '../../testing/shop-project.ts'

test('try', async () => {
  await using shop = await withShop({ ...LENDER })
  await using session = await shop.database.warehouse.open()
  await session.statements(LENDER_DATA)
  for (const line of [
    'training-set build +loan_training --as-of 2025-12-20',
    'training-set build --as-of-knowledge 2026-12-20 --as-of 2025-12-20',
    'training-set diff loan_training',
    'training-set build --as-of-knowledge 2025-12-09',
    'training-set build --as-of-knowledge 2025-12-09',
    'training-set diff loan_training',
    'training-set list',
  ]) {
    const r = await shop.call(line)
    console.log('$ ' + line + '\n' + r.out + r.err + `= ${r.code}`)
  }
  expect(1).toBe(1)
})
