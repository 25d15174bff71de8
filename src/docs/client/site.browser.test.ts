/** The site in a real Chromium, from files and from the server. */
import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from '../../testing/browser.ts'
import { dbtArtifacts, freshProgram, type RecordedManifest } from '../../testing/site.ts'
import { type TemporaryFolder, temporaryFolder } from '../../testing/temporary-folder.ts'
import { axeFaults, fileAddress, type Visit, type VisitOptions, visitTo as visitIn } from '../../testing/visit.ts'
import type { SiteProgram } from '../encode/html.ts'
import type { SiteArtifacts } from '../encode/site-artifacts.ts'
import { serveSite } from '../serve-site.ts'
import { writeSite } from '../write-site.ts'

let browser: Browser
let program: SiteProgram
let shop: TemporaryFolder

beforeAll(async () => {
  ;[browser, program, shop] = await Promise.all([openBrowser(), freshProgram(), temporaryFolder()])
  writeSite({ folder: shop.path, artifacts: dbtArtifacts(), program, single: true })
})

afterAll(async () => {
  await browser?.close()
  await shop?.[Symbol.asyncDispose]()
})

describe("of dbt's own artifacts", () => {
  test('every page is shown from files, and nothing is asked of anybody', async () => {
    await using visit = await visitTo(fileAddress(shop.path, 'index.html'))
    const { nodes, sources, exposures, metrics, semantic_models, saved_queries, unit_tests } = dbtArtifacts().manifest
    const ids = Object.keys({
      ...nodes,
      ...sources,
      ...exposures,
      ...metrics,
      ...semantic_models,
      ...saved_queries,
      ...unit_tests,
    })
    for (const id of [...ids, 'macro.shop.cents']) {
      await visit.go(`#/${id.split('.')[0]}/${id}`)
      expect(await visit.page.locator('h1').textContent()).not.toMatch(/Not here|cannot/)
    }
    for (const path of ['#/', '#/lineage', '#/tests', '#/freshness', '#/list/model', '#/list/macro'])
      await visit.go(path)
    expect(visit.troubles).toEqual([])
    expect(visit.asked.every((address) => address.startsWith('file:'))).toBe(true)
  })

  test('a model is told whole: what it is, its columns and tests, its code, who reads it', async () => {
    await using visit = await visitTo(fileAddress(shop.path, 'index.html'), '#/model/model.shop.customers')
    const text = await visit.text('main')
    for (const told of ['customers', 'artifacts_rec.shop.customers', 'models/marts/customers.sql', 'success', 'bigint'])
      expect(text).toContain(told)
    expect(await visit.page.locator('#columns td:first-child code').allTextContents()).toContain('id')
    expect(await visit.text('#tests')).toMatch(/fail\s*failing/)
    await visit.page.getByRole('tab', { name: 'compiled' }).click()
    expect(await visit.text('#code')).toContain('"artifacts_rec"')
    expect(await visit.page.locator('.tree [aria-current]').textContent()).toContain('customers')
  })

  test("a link to dbt's site leads to the same model", async () => {
    await using visit = await visitTo(fileAddress(shop.path, 'index.html'), '#!/model/model.shop.customers')
    expect(await visit.page.locator('h1').textContent()).toBe('customers')
  })

  test('in one file it is the same site', async () => {
    await using visit = await visitTo(fileAddress(shop.path, 'static_index.html'), '#/model/model.shop.customers')
    expect(await visit.page.locator('h1').textContent()).toBe('customers')
    await visit.go('#/lineage')
    expect(await visit.page.locator('.node').count()).toBeGreaterThan(5)
    expect([visit.troubles, visit.asked]).toEqual([[], [fileAddress(shop.path, 'static_index.html')]])
  })

  test('the folder `site` is a site by itself', async () => {
    await using visit = await visitTo(fileAddress(shop.path, 'site/index.html'), '#/model/model.shop.customers')
    expect(await visit.page.locator('h1').textContent()).toBe('customers')
  })

  test.each(['light', 'dark'] as const)('axe finds nothing serious, %s', async (colorScheme) => {
    await using visit = await visitTo(fileAddress(shop.path, 'index.html'), '#/', { colorScheme })
    const faults: Record<string, readonly string[]> = {}
    const paths = ['#/', '#/model/model.shop.customers', '#/source/source.shop.raw.orders', '#/test/test.shop.failing']
    for (const path of [...paths, '#/lineage?focus=model.shop.customers', '#/tests', '#/list/model', '#/freshness']) {
      await visit.go(path)
      const found = await axeFaults(visit)
      if (found.length > 0) faults[path] = found
    }
    expect(faults).toEqual({})
  })
})

describe('keys and search', () => {
  test('/ searches as one types, arrows choose, Enter goes there, Esc leaves', async () => {
    await using visit = await visitTo(fileAddress(shop.path, 'index.html'))
    const { keyboard } = visit.page
    await keyboard.press('/')
    await keyboard.type('custom')
    const hits = visit.page.getByRole('option')
    await hits.first().waitFor()
    expect((await hits.locator('.hit-name').allTextContents())[0]).toBe('customers')
    await keyboard.press('ArrowDown')
    expect(await hits.nth(1).getAttribute('aria-selected')).toBe('true')
    await keyboard.press('ArrowUp')
    await keyboard.press('Enter')
    await visit.page.waitForFunction(() => document.querySelector('h1')?.textContent === 'customers')
    await keyboard.press('/')
    await keyboard.type('nothing_so_called')
    expect(await visit.text('[role=listbox]')).toBe('nothing is called so')
    await keyboard.press('Escape')
    expect(await visit.page.getByRole('listbox').isVisible()).toBe(false)
  })

  test('a column is found, and marked on the page of its model', async () => {
    await using visit = await visitTo(fileAddress(shop.path, 'index.html'))
    await visit.page.keyboard.press('/')
    await visit.page.keyboard.type('cents')
    await visit.page.getByRole('option', { name: 'customers' }).first().click()
    await visit.page.locator('.marked').waitFor()
    expect(await visit.page.locator('.marked code').first().textContent()).toBe('cents')
  })

  test('the tree opens with arrows', async () => {
    await using visit = await visitTo(fileAddress(shop.path, 'index.html'))
    const models = visit.page.getByRole('button', { name: /^models/ })
    await models.focus()
    await visit.page.keyboard.press('ArrowRight')
    expect(await models.getAttribute('aria-expanded')).toBe('true')
    await visit.page.keyboard.press('ArrowDown')
    expect(await visit.page.evaluate(() => document.activeElement?.textContent)).toMatch(/^marts/)
    await visit.page.keyboard.press('ArrowLeft')
    expect(await visit.page.evaluate(() => document.activeElement?.textContent)).toMatch(/^models/)
  })

  test('t changes the theme, which is kept', async () => {
    await using visit = await visitTo(fileAddress(shop.path, 'index.html'))
    await visit.page.keyboard.press('t')
    const theme = (): Promise<string | undefined> => visit.page.evaluate(() => document.documentElement.dataset.theme)
    expect(await theme()).toBe('dark')
    await visit.page.reload()
    await visit.shown()
    expect(await theme()).toBe('dark')
  })
})

describe('lineage', () => {
  test('a focus has its steps, filters leave out, a box leads to its page', async () => {
    await using visit = await visitTo(
      fileAddress(shop.path, 'index.html'),
      '#/lineage?focus=model.shop.customers&up=1&down=0',
    )
    expect((await visit.names()).toSorted()).toEqual(['customers', 'eph_customers', 'stg_orders'])
    await visit.page.getByRole('combobox', { name: 'type' }).selectOption('ephemeral')
    await visit.page.waitForFunction(() => document.querySelectorAll('.node').length === 2)
    expect((await visit.names()).toSorted()).toEqual(['customers', 'eph_customers'])
    await visit.page.getByRole('spinbutton', { name: 'down' }).fill('1')
    await visit.page.keyboard.press('Tab')
    await visit.page.waitForFunction(() => location.hash.includes('down=1'))
    await visit.page.locator('.node a', { hasText: 'customers' }).first().click()
    await visit.page.waitForFunction(() => document.querySelector('h1')?.textContent === 'customers')
  })

  test('it is laid out from left to right, and zooms', async () => {
    await using visit = await visitTo(fileAddress(shop.path, 'index.html'), '#/lineage')
    const left = async (name: string): Promise<number> =>
      (await visit.page.locator('.node', { hasText: name }).first().boundingBox())?.x ?? Number.NaN
    expect(await left('raw_customers')).toBeLessThan(await left('weekly'))
    const scale = (): Promise<string | null> => visit.page.locator('.canvas > g').getAttribute('transform')
    const before = await scale()
    await visit.page.getByRole('button', { name: 'zoom in' }).click()
    expect(await scale()).not.toBe(before)
    await visit.page.locator('.canvas').press('0')
    expect(await scale()).toBe(before)
  })

  test('it is saved as SVG that stands by itself', async () => {
    await using visit = await visitTo(fileAddress(shop.path, 'index.html'), '#/lineage?focus=model.shop.customers')
    const [download] = await Promise.all([
      visit.page.waitForEvent('download'),
      visit.page.getByRole('button', { name: 'save as SVG' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('customers.svg')
    const svg = await readFile(await download.path(), 'utf8')
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="\d+"/)
    expect(svg).toContain('>customers</text>')
    expect(svg).not.toMatch(/href|class=/)
  })
})

test('whatever names and descriptions hold, it stays text', async () => {
  const evil = `<script>window.hacked=1</script><img src=x onerror="window.hacked=1"></script>
[click](javascript:window.hacked=1) [data](data:text/html,<script>1</script>) ![x](https://evil.example/p.png)`
  const artifacts = dbtArtifacts(({ nodes, sources }: RecordedManifest) => {
    for (const node of [...Object.values(nodes), ...Object.values(sources)]) {
      node.description = evil
      node.tags = ['<b>tag</b>', '__proto__']
      for (const column of Object.values(node.columns)) column.description = evil
      if (node.raw_code !== undefined) node.raw_code = `${evil}{{ '</script>' }}`
    }
    const model = nodes['model.shop.customers']
    if (model !== undefined)
      nodes['model.shop.<img src=x>'] = {
        ...model,
        unique_id: 'model.shop.<img src=x>',
        name: '<img src=x onerror=hacked=1>',
      }
  })
  await using folder = await temporaryFolder()
  writeSite({ folder: folder.path, artifacts, program, single: true })
  for (const file of ['index.html', 'static_index.html']) {
    await using visit = await visitTo(fileAddress(folder.path, file))
    for (const path of [
      '#/list/model',
      '#/model/model.shop.customers',
      '#/model/model.shop.%3Cimg%20src%3Dx%3E',
      '#/lineage',
      '#/%3Cimg%20src=x%3E/x',
    ]) {
      await visit.go(path)
      const found = await visit.page.evaluate(() => ({
        hacked: 'hacked' in window,
        elements: document.querySelectorAll('main img, main script, main b, main iframe').length,
        links: [...document.querySelectorAll('a')]
          .map((a) => a.getAttribute('href') ?? '')
          .filter((href) => /^(javascript|data):/i.test(href)),
      }))
      expect(found).toEqual({ hacked: false, elements: 0, links: [] })
    }
    expect(visit.troubles).toEqual([])
    expect(visit.asked.filter((address) => !address.startsWith('file:'))).toEqual([])
  }
})

test('as long as PostgreSQL lets a name be, a page is no wider than a telephone', async () => {
  const long = 'a'.repeat(63)
  const artifacts = dbtArtifacts(({ nodes }: RecordedManifest) => {
    Object.assign(nodes['model.shop.customers'] ?? {}, {
      name: long,
      relation_name: `"${long}"."${long}"."${long}"`,
      original_file_path: `models/${long}/${long}.sql`,
    })
  })
  await using folder = await temporaryFolder()
  writeSite({ folder: folder.path, artifacts, program, single: false })
  const viewport = { width: 390, height: 900 }
  await using visit = await visitTo(fileAddress(folder.path, 'index.html'), '#/', { viewport })
  for (const path of ['#/model/model.shop.customers', '#/list/model', '#/tests', '#/']) {
    await visit.go(path)
    const width = await visit.page.evaluate(() => document.documentElement.scrollWidth)
    expect([path, width]).toEqual([path, 390])
  }
})

test('served, it follows what is written anew', async () => {
  await using folder = await temporaryFolder()
  const write = (artifacts: SiteArtifacts): void =>
    writeSite({ folder: folder.path, artifacts, program, single: false })
  write(dbtArtifacts())
  await using site = await serveSite({ folder: folder.path, host: '127.0.0.1', port: 0 })
  await using visit = await visitTo(site.address, '#/model/model.shop.customers')
  expect(await visit.page.locator('h1').textContent()).toBe('customers')
  write(
    dbtArtifacts(({ nodes }) => {
      Object.assign(nodes['model.shop.customers'] ?? {}, { description: 'Anew.' })
    }),
  )
  site.news()
  await visit.page.getByText('Anew.').waitFor()
  expect(visit.troubles).toEqual([])
  expect(visit.asked.every((address) => address.startsWith(site.address))).toBe(true)
})

test('of 10,000 models a page loads what it needs, and no picture hangs', async () => {
  await using folder = await temporaryFolder()
  writeSite({ folder: folder.path, artifacts: dbtArtifacts(multiply), program, single: false })
  await using visit = await visitTo(fileAddress(folder.path, 'index.html'))
  const data = (): readonly string[] => visit.asked.flatMap((address) => /data\/([a-z]+)/.exec(address)?.[1] ?? [])
  expect(data()).toEqual(['index'])
  await visit.go('#/model/model.shop.copy_7654')
  expect(data()).toEqual(['index', 'pages', 'graph'])
  expect((await visit.names()).includes('copy_7654')).toBe(true)
  expect(await visit.page.locator('.tree [aria-current]').textContent()).toContain('copy_7654')
  await visit.page.keyboard.press('/')
  await visit.page.keyboard.type('copy_999')
  await visit.page.getByRole('option').first().waitFor()
  expect(await visit.page.getByRole('option').first().locator('.hit-name').textContent()).toBe('copy_999')
  await visit.page.keyboard.press('Escape')
  await visit.go('#/lineage')
  expect(await visit.text('.whole')).toMatch(/That would be 10,\d{3} boxes, and no picture any more/)
  await visit.go('#/list/model')
  expect(await visit.page.locator('tbody tr').count()).toBe(200)
  expect(visit.troubles).toEqual([])
})

/** Each copy reads the two before it. */
function multiply({ nodes }: RecordedManifest): void {
  const model = nodes['model.shop.customers']
  if (model === undefined) throw new Error('it is recorded')
  for (let n = 0; n < 10_000; n++) {
    const id = `model.shop.copy_${n}`
    const reads = [n - 1, n - 2].filter((one) => one >= 0).map((one) => `model.shop.copy_${one}`)
    nodes[id] = { ...model, unique_id: id, name: `copy_${n}`, depends_on: { ...model.depends_on, nodes: reads } }
  }
}

function visitTo(address: string, hash?: string, options?: VisitOptions): Promise<Visit> {
  return visitIn(browser, address, hash, options)
}
