/**
 * The site's program. The flow: parts of data (`parts.ts`, `site.ts`) → what the address asks for (`route.ts`) → a page of
 * elements (`page/`, `lineage/`) inside of the shell. It is one classic script, for a page that is opened as a file may
 * load nothing else; no text of the data is ever read as markup.
 */
import { h } from './element.ts'
import { lineagePage } from './lineage/lineage-page.ts'
import { followNews } from './live.ts'
import { homePage } from './page/home.ts'
import { freshnessPage, listPage, testsPage } from './page/list-page.ts'
import { resourcePage } from './page/resource-page.ts'
import { partLoader } from './parts.ts'
import { type Route, readRoute } from './route.ts'
import { drawShell } from './shell.ts'
import { openSite, type Site } from './site.ts'

const script = document.currentScript as HTMLScriptElement | null // a classic script, or none
const folder = script?.src ? new URL('.', script.src).href : null

start().catch((problem: unknown) => {
  const told = problem instanceof Error ? problem.message : String(problem)
  document.body.append(h('main', { class: 'broken' }, h('h1', {}, 'This site cannot be shown'), h('p', {}, told)))
})

async function start(): Promise<void> {
  const site = await openSite(partLoader(folder))
  const shell = drawShell(site)
  let turn = 0
  async function show(): Promise<void> {
    turn += 1
    const mine = turn
    const route = readRoute(location.hash)
    const page = await pageOf(site, route).catch((problem: unknown) =>
      h('p', { class: 'broken' }, problem instanceof Error ? problem.message : String(problem)),
    )
    if (mine !== turn) return // the reader has gone on
    const thing = route.kind === 'page' ? site.byId.get(route.id) : undefined
    shell.show(page, page.querySelector('h1')?.firstChild?.textContent ?? '', thing)
    if (route.kind !== 'page' || route.column === '') window.scrollTo(0, 0)
    document.body.dataset.shown = location.hash || '#/'
  }
  window.addEventListener('hashchange', () => void show())
  await show()
  followNews()
}

async function pageOf(site: Site, route: Route): Promise<HTMLElement> {
  switch (route.kind) {
    case 'home':
      return homePage(site)
    case 'list':
      return listPage(site, route.of)
    case 'tests':
      return testsPage(site, route.status)
    case 'freshness':
      return freshnessPage(site)
    case 'lineage':
      return lineagePage(site, route.view)
    case 'page':
      return resourcePage(site, route.id, route.column)
  }
}
