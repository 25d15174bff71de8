import { type FreshnessRow, PARTS, type PageKind, type SiteTexts, type TestRow } from '../../site-data.ts'
import { button, type Child, h } from '../element.ts'
import { inlineMarkdown } from '../markdown.ts'
import { pageAddress } from '../route.ts'
import type { Site, Thing } from '../site.ts'
import { count, KIND_ORDER, kindNames, length, moment } from '../words.ts'
import { badge, table } from './fields.ts'
import { order, testRows } from './tests.ts'

/** So many rows are drawn at once. */
const STEP = 200

/** All things of a kind. */
export async function listPage(site: Site, of: string): Promise<HTMLElement> {
  const kind = KIND_ORDER.find((one) => one === of)
  if (kind === undefined) return h('p', {}, 'There is no such list.')
  const texts = await site.part<SiteTexts>(PARTS.texts)
  const things = site.things.filter((thing) => thing.kind === kind).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const row = (thing: Thing): readonly Child[] => [
    h('a', { href: pageAddress(thing.id) }, thing.name),
    thing.type,
    thing.schema || thing.folder,
    inlineMarkdown(texts[thing.place]?.[1].split('\n')[0] ?? ''),
    thing.status === '' ? null : badge(thing.status),
  ]
  return page(title(kind), things, (shown) => table(['name', 'type', 'where', 'description', 'last'], shown.map(row)))
}

function title(kind: PageKind): string {
  const words = kindNames(kind)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Every test of the project, those that found something first; or those with one result. */
export async function testsPage(site: Site, status: string): Promise<HTMLElement> {
  const all = await site.part<readonly TestRow[]>(PARTS.tests)
  const statuses = [...new Set(all.map((test) => test.status))].sort((a, b) => order(a) - order(b))
  const shown = all
    .filter((test) => status === '' || test.status === status)
    .toSorted((a, b) => order(a.status) - order(b.status))
  const filters = h(
    'p',
    { class: 'filters' },
    h('a', { href: '#/tests', 'aria-current': status === '' ? 'true' : null }, 'all'),
    ...statuses
      .filter((one) => one !== '')
      .map((one) =>
        h('a', { href: `#/tests?status=${one}`, 'aria-current': status === one ? 'true' : null }, badge(one)),
      ),
  )
  const root = page('Tests', shown, (rows) => testRows(rows, site))
  root.querySelector('h1')?.after(filters)
  return root
}

/** A board of sources, and of models that promise to be fresh: the stale ones first. */
export async function freshnessPage(site: Site): Promise<HTMLElement> {
  const all = await site.part<readonly FreshnessRow[]>(PARTS.freshness)
  const rows = all.toSorted((a, b) => order(a.status) - order(b.status) || (b.age ?? 0) - (a.age ?? 0))
  const cells = rows.map(({ id, name, status, age, loadedAt, askedAt, wanted }): readonly Child[] => [
    h('a', { href: pageAddress(id) }, name),
    status === '' ? h('span', { class: 'muted' }, 'not asked') : badge(status),
    age === null ? null : length(age),
    loadedAt === '' ? null : moment(loadedAt),
    askedAt === '' ? null : moment(askedAt),
    h('span', { class: 'muted' }, wanted),
  ])
  return h(
    'article',
    {},
    h('h1', {}, 'Freshness'),
    rows.length === 0
      ? h('p', { class: 'muted' }, 'nothing says how fresh it has to be')
      : table(['what', 'is', 'age', 'youngest row', 'asked', 'wanted'], cells, { class: 'ages' }),
  )
}

/** A list of any length: the first of it, and a button for more. */
function page<T>(heading: string, all: readonly T[], draw: (shown: readonly T[]) => HTMLElement): HTMLElement {
  const body = h('div')
  const root = h(
    'article',
    {},
    h('h1', {}, heading, h('span', { class: 'muted' }, ` ${all.length.toLocaleString('en-US')}`)),
    body,
  )
  let shown = 0
  const more = button('', { class: 'more' }, () => show())
  function show(): void {
    shown += STEP
    body.replaceChildren(draw(all.slice(0, shown)))
    more.textContent = `${count(all.length - shown, 'more', 'more')}`
    if (shown < all.length) body.append(more)
  }
  show()
  return root
}
