/**
 * From artifacts to a static site. The flow: `resourcesOf` (everything with a page) → `toIndex`, `toGraph`, `toTexts` (what
 * is loaded at once) and pages, spread over files by id → texts to be written. The program that shows them, in
 * `../client`, is built with the package.
 */
import { shardName, shardOf } from '../shard.ts'
import { PARTS, type Page, type TestRow } from '../site-data.ts'
import { dataFile, embeddedJson } from './data-file.ts'
import { freshnessRows } from './freshness-fact.ts'
import { htmlPage, type SiteProgram, singlePage } from './html.ts'
import { type Resource, resourcesOf } from './resources.ts'
import type { SiteArtifacts } from './site-artifacts.ts'
import { type SiteContext, siteContext } from './site-context.ts'
import { toGraph, toIndex, toTexts } from './to-index.ts'

export interface SiteFile {
  /** From the folder of the site on, with slashes. */
  readonly path: string
  readonly text: string
}

/** So many pages go into one file, on average: about 200 kB of them. */
const PAGES_A_FILE = 40

/**
 * The files of a site: `index.html`, and all it needs in `site/`, where a second `index.html` makes that folder a site by
 * itself.
 */
export function* buildSite(artifacts: SiteArtifacts, program: SiteProgram): Generator<SiteFile> {
  yield { path: 'index.html', text: htmlPage({ folder: 'site/' }) }
  yield { path: 'site/index.html', text: htmlPage({ folder: '' }) }
  yield { path: 'site/app.js', text: program.script }
  yield { path: 'site/app.css', text: program.style }
  yield { path: 'site/LICENSES.txt', text: program.licences }
  yield { path: 'site/icon.svg', text: ICON }
  for (const [name, value] of siteParts(artifacts)) yield { path: `site/data/${name}.js`, text: dataFile(name, value) }
}

/** The same in one file, to be sent or kept. */
export function buildSinglePage(artifacts: SiteArtifacts, program: SiteProgram): string {
  const parts = Array.from(siteParts(artifacts), ([name, value]) => [name, embeddedJson(value)] as const)
  return singlePage(program, parts)
}

/** The data of a site, by part. */
export function* siteParts(artifacts: SiteArtifacts): Generator<readonly [name: string, value: unknown]> {
  const context = siteContext(artifacts)
  const all = [...resourcesOf(context)]
  const listed = all.filter((one) => one.listed)
  const shards = Math.max(1, Math.ceil(all.length / PAGES_A_FILE))
  yield [PARTS.index, toIndex(context, listed, shards)]
  yield [PARTS.graph, toGraph(listed)]
  yield [PARTS.texts, toTexts(listed)]
  yield [PARTS.tests, testRows(context)]
  yield [PARTS.freshness, freshnessRows(context)]
  const spread = Array.from({ length: shards }, (): Resource[] => [])
  for (const one of all) spread[shardOf(one.id, shards)]?.push(one)
  for (const [shard, resources] of spread.entries()) {
    const pages = resources.map((one): [string, Page] => [one.id, one.page()])
    yield [shardName(shard), Object.fromEntries(pages)]
  }
}

/** Each test once, though several nodes may have it. */
function testRows({ tests }: SiteContext): readonly TestRow[] {
  const rows = new Map<string, TestRow>()
  for (const [on, facts] of tests) for (const fact of facts) if (!rows.has(fact.id)) rows.set(fact.id, { ...fact, on })
  return [...rows.values()]
}

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#b3831d"/><path d="M8.5 24 14.6 8h2.8l6.1 16M11 18.4h10" fill="none" stroke="#fff" stroke-width="2.8" stroke-linecap="round" stroke-linejoin="round"/></svg>
`
