/** Pages of the docs site, as a reader's browser shows them. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

export interface Visit extends AsyncDisposable {
  readonly page: Page
  /** Violations of the policy, errors, and what the console complained of. */
  readonly troubles: readonly string[]
  /** Every address that was asked for. */
  readonly asked: readonly string[]
  go(hash: string): Promise<void>
  shown(): Promise<void>
  text(selector: string): Promise<string>
  /** What the boxes of the drawing are called. */
  names(): Promise<readonly string[]>
}

export interface VisitOptions {
  readonly colorScheme?: 'light' | 'dark'
  readonly viewport?: { readonly width: number; readonly height: number }
  readonly javaScriptEnabled?: boolean
}

/** A page of a site in a tab of its own, once it is shown; without a hash, whatever there is. */
export async function visitTo(
  browser: Browser,
  address: string,
  hash: string | null = '#/',
  options: VisitOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
  const page = await context.newPage()
  const troubles: string[] = []
  const asked: string[] = []
  page.on('pageerror', (error) => troubles.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') troubles.push(message.text())
  })
  page.on('request', (request) => asked.push(request.url().replace(/#.*$/, '')))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.violatedDirective}`))
  })
  const shown = async (): Promise<void> => {
    await page.waitForFunction(() => document.body?.dataset.shown === (location.hash || '#/'))
  }
  await page.goto(address + (hash ?? ''))
  if (hash !== null) await shown()
  return {
    page,
    troubles,
    asked,
    shown,
    async go(to) {
      await page.evaluate((next) => {
        location.hash = next
      }, to)
      await shown()
    },
    text: async (selector) => (await page.locator(selector).first().textContent())?.trim() ?? '',
    names: () => page.locator('.node text').allTextContents(),
    [Symbol.asyncDispose]: () => context.close(),
  }
}

export function fileAddress(folder: string, name: string): string {
  return pathToFileURL(join(folder, name)).href
}

/** What axe finds serious on a page. */
export async function axeFaults({ page }: Visit): Promise<readonly string[]> {
  await page.evaluate(await readFile(AXE, 'utf8'))
  return page.evaluate(seriousFaults)
}

/** Runs in the browser, after axe, which may load nothing there either. */
async function seriousFaults(): Promise<readonly string[]> {
  const { axe } = window as unknown as {
    axe: { run(options: object): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> }
  }
  const { violations } = await axe.run({ preload: false })
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}
