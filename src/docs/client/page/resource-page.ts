import type { Page } from '../../site-data.ts'
import { button, type Child, h } from '../element.ts'
import { markdown } from '../markdown.ts'
import { pageAddress } from '../route.ts'
import type { Site } from '../site.ts'
import { kindName } from '../words.ts'
import { codeTabs } from './code.ts'
import { columnTable } from './columns.ts'
import { data, section } from './data.ts'
import { factList, freshnessFacts, lastRunFacts, part, table } from './fields.ts'
import { relatives } from './relatives.ts'
import { failingTables, testTable } from './tests.ts'

/** The page of one thing; `column` is the one to look at. */
export async function resourcePage(site: Site, id: string, column: string): Promise<HTMLElement> {
  const page = await site.page(id)
  if (page === null)
    return h('div', {}, h('h1', {}, 'Not here'), h('p', {}, 'This project has nothing called ', h('code', {}, id), '.'))
  const thing = site.byId.get(id)
  const parts = [
    ...own(page, site),
    thing === undefined || page.kind === 'macro' ? null : await relatives(site, thing),
    ...rest(page),
  ].filter((one) => one !== null)
  const root = h('article', {}, head(page, site), jumps(parts), ...parts)
  if (column !== '') markColumn(root, column)
  return root
}

function head(page: Page, site: Site): HTMLElement {
  const { name, kind, package: packageName, file, describedIn, tags = [], description, relation } = page
  const type = site.byId.get(page.id)?.type ?? ''
  const written = describedIn?.replace('://', ': ') ?? ''
  return h(
    'header',
    { class: 'page-head' },
    h(
      'p',
      { class: 'kicker' },
      h('span', { class: `dot kind-${kind}` }),
      [
        type && type !== kind
          ? `${type} ${kindName(kind)}`.replace(/^(feature view|training set) model$/, '$1')
          : kindName(kind),
        packageName,
      ].join(' · '),
    ),
    h('h1', {}, name),
    h('p', { class: 'places muted' }, [
      relation === undefined ? null : h('code', { title: 'in the database' }, relation.replaceAll('"', '')),
      file === undefined
        ? null
        : h('code', { title: written === '' ? 'written in' : `written in; described in ${written}` }, file),
    ]),
    tags.length === 0 ? null : h('p', {}, ...tags.map((tag) => h('span', { class: 'chip' }, tag))),
    page.lastRun === undefined ? null : lastRunFacts(page.lastRun),
    page.freshness === undefined ? null : freshnessFacts(page.freshness),
    description === undefined ? null : markdown(description),
    factList(page.facts),
  )
}

/** What a reader came for: columns, tests, what is special about its kind. */
function own(page: Page, site: Site): readonly (HTMLElement | null)[] {
  const { clocks = [], columns = [], tests = [], failing = [], sections = [], arguments: given = [] } = page
  const isTest = page.kind === 'test'
  return [
    failing.length === 0 ? null : part('failing', 'Failing rows', failingTables(failing)),
    clocks.length === 0 ? null : part('clocks', 'Clocks', factList(clocks)),
    given.length === 0
      ? null
      : part(
          'arguments',
          'Arguments',
          table(
            ['argument', 'type', 'description'],
            given.map(({ name, type, description }) => [h('code', {}, name), type, description]),
          ),
        ),
    ...sections.map(section),
    columns.length === 0 ? null : part('columns', `Columns ${columns.length}`, columnTable(columns, site)),
    tests.length === 0 || isTest ? null : part('tests', `Tests ${tests.length}`, testTable(tests)),
  ]
}

/** What is looked up: code, macros, config. */
function rest(page: Page): readonly (HTMLElement | null)[] {
  const { raw, compiled, macros = [], config, meta } = page
  const forms = [
    ...(raw === undefined ? [] : ([['as written', raw]] as const)),
    ...(compiled === undefined ? [] : ([['compiled', compiled]] as const)),
  ]
  return [
    forms.length === 0 ? null : part('code', 'Code', codeTabs(forms)),
    macros.length === 0 ? null : part('macros', 'Macros', macroLinks(macros)),
    meta === undefined ? null : part('meta', 'Meta', data(meta)),
    config === undefined ? null : part('config', 'Config', data(config)),
  ]
}

function macroLinks(macros: readonly string[]): Child {
  const told = macros.map((id) => id.replace(/^macro\./, ''))
  return h(
    'ul',
    { class: 'links' },
    ...macros.map((id, at) => h('li', {}, h('a', { href: pageAddress(id) }, told[at] ?? id))),
  )
}

/** Buttons that lead down the page; links would change its address. */
function jumps(parts: readonly HTMLElement[]): HTMLElement | null {
  if (parts.length < 2) return null
  return h(
    'nav',
    { class: 'jumps', 'aria-label': 'on this page' },
    ...parts.map((one) =>
      button(one.querySelector('h2')?.textContent ?? '', { class: 'quiet' }, () => {
        one.scrollIntoView({ behavior: 'smooth' })
      }),
    ),
  )
}

function markColumn(root: HTMLElement, column: string): void {
  const found = [...root.querySelectorAll('[data-column]')].find((one) => one.getAttribute('data-column') === column)
  const row = found?.closest('tr')
  row?.classList.add('marked')
  requestAnimationFrame(() => row?.scrollIntoView({ block: 'center' }))
}
