/** The site of a project that was really built, on an embedded database, in a real Chromium. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../../testing/browser.ts'
import { type ToldProject, withToldProject } from '../../testing/told-project.ts'
import { axeFaults, fileAddress, type Visit, type VisitOptions, visitTo } from '../../testing/visit.ts'

let browser: Browser
let project: ToldProject

beforeAll(async () => {
  ;[browser, project] = await Promise.all([openBrowser(), withToldProject()])
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await project?.[Symbol.asyncDispose]()
})

/** Every kind of page that there is, and what it is called in a picture. */
const PAGES: Readonly<Record<string, string>> = {
  home: '#/',
  lineage: '#/lineage',
  tests: '#/tests',
  freshness: '#/freshness',
  models: '#/list/model',
  'failing-rows': '#/model/model.lender.customers',
  'training-set': '#/model/model.lender.loan_training',
  'feature-view': '#/model/model.lender.payments',
  leak: '#/model/model.lender.paid_ever',
  clean: '#/model/model.lender.paid',
  exposure: '#/exposure/exposure.lender.default_model',
  source: '#/source/source.lender.raw.customers',
  test: '#/test/test.lender.odd_customers',
  macro: '#/macro/macro.lender.make_data',
  'not-here': '#/model/model.lender.nobody',
}

function visit(hash: string, options?: VisitOptions): Promise<Visit> {
  return visitTo(browser, fileAddress(project.target, 'index.html'), hash, options)
}

/** The cells of a part's table, row by row, empty ones left out. */
async function rowsOf({ page }: Visit, part: string): Promise<readonly string[]> {
  const rows = page
    .locator('section', { has: page.getByRole('heading', { name: part, exact: true }) })
    .locator('tbody tr')
  const texts = await rows.evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent?.trim() ?? '')),
  )
  return texts.map((cells) => cells.filter((cell) => cell !== '').join(' | '))
}

async function factsOf({ page }: Visit, part: string): Promise<Readonly<Record<string, string>>> {
  const facts = page
    .locator('section', { has: page.getByRole('heading', { name: part, exact: true }) })
    .locator('.facts > div')
  const pairs = await facts.evaluateAll((all) =>
    all.map((fact) => [fact.querySelector('dt')?.textContent ?? '', fact.querySelector('dd')?.textContent ?? '']),
  )
  return Object.fromEntries(pairs)
}

test("a model's page shows the rows that failed its tests, and nothing of what is personal", async () => {
  await using seen = await visit('#/model/model.lender.customers')
  expect((await rowsOf(seen, 'Failing rows')).slice(0, 2)).toEqual(['4 | *** | ***', '5 | *** | ***'])
  expect(await seen.text('main')).not.toContain('@example.com')
  expect(await rowsOf(seen, 'Tests 4')).toEqual([
    'fail | odd_customers | 16 rows',
    'fail | accepted_values(values: ["nobody"]) | email | 20 rows',
    'pass | not_null | customer_id',
    'pass | unique | customer_id',
  ])
})

test('how old a model is, and how old it may be', async () => {
  await using seen = await visit('#/model/model.lender.customers')
  expect(await seen.text('.last-run ~ .last-run')).toMatch(/^error3 days old.*warn after 1 day, error after 2 days$/)
  await seen.go('#/freshness')
  const board = await seen.page.locator('tbody tr').allTextContents()
  expect(board.map((row) => row.replace(/3 days.*/, ''))).toEqual(['customerserror', 'raw.customerswarn'])
})

test('whether an experiment found a leak, and when it was tried', async () => {
  await using seen = await visit('#/model/model.lender.paid_ever')
  expect(await factsOf(seen, 'Leakage')).toEqual({
    verdict: 'leak',
    tried: expect.stringMatching(/\d{4}/),
    'differs at': '2 cuts',
    columns: 'paid',
    'begins in': 'paid_ever',
  })
  await seen.go('#/model/model.lender.paid')
  expect(await factsOf(seen, 'Leakage')).toMatchObject({ verdict: 'clean', 'the same at': '2 cuts' })
  await seen.go('#/')
  const troubles = await rowsOf(seen, 'To look at')
  expect(troubles).toContain('paid_ever | leak')
})

test('a training set with its versions, its splits and the mean of its label in each', async () => {
  await using seen = await visit('#/model/model.lender.loan_training')
  const [version = ''] = (await rowsOf(seen, 'Versions')).map((row) => row.split(' | ')[0] ?? '')
  expect(version).toMatch(/^[0-9a-f]{12}$/)
  expect(await rowsOf(seen, `Splits of ${version}`)).toEqual([
    'train | 2024-01-01 | 2025-01-01 | 36 | 0.3333',
    'validation | 2025-01-01 | 2025-03-01 | 6 | 0.3333',
    'test | 2025-03-01 | 2025-05-01 | 6 | 0.3333',
    'out_of_time | 2025-05-01 | 2025-06-01 | 3 | 0.3333',
  ])
  expect(await factsOf(seen, 'Training set')).toMatchObject({
    spine: 'spine',
    splits: 'train 12 months, validation 2 months, test 2 months, out_of_time 1 month',
    'label lag': '6 months',
  })
  expect(await rowsOf(seen, 'Feature views')).toEqual(['payments | all'])
})

test('a feature view in the words of its author', async () => {
  await using seen = await visit('#/model/model.lender.payments')
  expect(await factsOf(seen, 'Feature view')).toEqual({ keys: 'loan_id', reads: 'paid', owner: 'Credit risk' })
  expect(await rowsOf(seen, 'Features')).toEqual([
    'amount | the latest amount | numeric | EUR | 0 instead | The last payment.',
    'paid_90_days | sum of amount in 90 days, where amount > 0 | allow',
    'share | amount / nullif(paid_90_days, 0) | allow',
  ])
})

test('an exposure with what it asks of its metrics, and what they are', async () => {
  await using seen = await visit('#/exposure/exposure.lender.default_model')
  const rows = (await rowsOf(seen, 'Metrics')).map((row) => row.split(' | ').slice(0, 4).join(' | '))
  expect(rows).toEqual([
    'macro_f1 | ≥ 0.72 | 0.75 | pass',
    'ece | ≤ 0.05 | 0.08 | fail',
    'auc | ≥ 0.8 | missing | fail',
  ])
})

test('a column tells which it comes from, and leads there', async () => {
  await using seen = await visit('#/model/model.lender.customers')
  const origin = seen.page.locator('tr', { has: seen.page.locator('[data-column=contact]') }).locator('.origin')
  expect(await origin.textContent()).toBe('raw.customers.email transform')
  await origin.locator('a').click()
  await seen.page.locator('.marked').waitFor()
  expect(await seen.page.locator('.marked code').first().textContent()).toBe('email')
})

test('what is called exactly so is found first', async () => {
  await using seen = await visit('#/')
  for (const [typed, found] of [
    ['paid', 'paid'],
    ['spine', 'spine'],
    ['raw.pay', 'raw.payments'],
    ['loan training', 'loan_training'],
  ] as const) {
    await seen.page.keyboard.press('/')
    await seen.page.keyboard.type(typed)
    await seen.page.getByRole('option').first().waitFor()
    expect([typed, await seen.page.locator('.hit-name').first().textContent()]).toEqual([typed, found])
    await seen.page.keyboard.press('Escape')
  }
})

test('all of it can be reached with the keyboard alone', async () => {
  await using seen = await visit('#/')
  const { keyboard } = seen.page
  const focused = (): Promise<string> => seen.page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
  await keyboard.press('Tab')
  expect(await focused()).toMatch(/^skip/i)
  await keyboard.press('Enter')
  await keyboard.press('Tab')
  expect(await focused()).toBe('7models')
  await keyboard.press('Enter')
  await seen.page.waitForFunction(() => document.querySelector('h1')?.textContent?.startsWith('Models'))
  await keyboard.press('l')
  await seen.page.waitForFunction(() => document.querySelector('h1')?.textContent === 'Lineage')
})

test('without a script the page says why there is nothing to see; on paper it is all there', async () => {
  await using blind = await visitTo(browser, fileAddress(project.target, 'index.html'), null, {
    javaScriptEnabled: false,
  })
  expect(await blind.page.locator('noscript').isVisible()).toBe(true)
  await using seen = await visit('#/model/model.lender.customers')
  await seen.page.emulateMedia({ media: 'print' })
  expect(
    await seen.page
      .locator('.sidebar, .bar-top, .jumps')
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).display)),
  ).toEqual(['none', 'none', 'none'])
  expect(await seen.page.locator('#columns').isVisible()).toBe(true)
})

test.each([
  ['light', 1280],
  ['dark', 1280],
  ['light', 390],
  ['dark', 390],
] as const)(
  'every page, %s and %d wide: nothing serious for axe, nothing wider than the window',
  async (colorScheme, width) => {
    await using seen = await visit('#/', { colorScheme, viewport: { width, height: 900 } })
    const faults: Record<string, unknown> = {}
    for (const [name, hash] of Object.entries(PAGES)) {
      await seen.go(hash)
      const wider = await seen.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      const found = await axeFaults(seen)
      if (found.length > 0 || wider > 0) faults[name] = { found, wider }
      await picture(seen, `${name}-${colorScheme}-${width}`)
    }
    expect(faults).toEqual({})
    expect(seen.troubles).toEqual([])
  },
  120_000,
)

/** To be looked at by a person: `SCREENSHOTS=folder npx vitest run src/docs/client/built.browser.test.ts`. */
async function picture({ page }: Visit, name: string): Promise<void> {
  const { SCREENSHOTS } = process.env
  if (SCREENSHOTS === undefined) return
  mkdirSync(SCREENSHOTS, { recursive: true })
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true })
}
