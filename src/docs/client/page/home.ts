import { type Child, h } from '../element.ts'
import { markdown } from '../markdown.ts'
import { pageAddress } from '../route.ts'
import type { Site, Thing } from '../site.ts'
import { count, isBad, KIND_ORDER, kindNames, length, moment } from '../words.ts'
import { badge, part, table } from './fields.ts'
import { thingLink } from './relatives.ts'

/** The first page: what the project is, how it is, where to go. */
export function homePage(site: Site): HTMLElement {
  const { project, overview, generatedAt, groups } = site.index
  const exposures = site.things.filter(({ kind }) => kind === 'exposure')
  return h(
    'article',
    { class: 'home' },
    h('header', { class: 'page-head' }, h('p', { class: 'kicker' }, 'project'), h('h1', {}, project)),
    counts(site),
    health(site),
    troubles(site),
    overview === null ? null : part('overview', 'About', markdown(overview)),
    exposures.length === 0
      ? null
      : part(
          'exposures',
          'Used for',
          h(
            'ul',
            { class: 'links wide' },
            ...exposures.map((one) => h('li', {}, thingLink(one), h('span', { class: 'muted' }, ` ${one.type}`))),
          ),
        ),
    groups.length === 0
      ? null
      : part(
          'groups',
          'Groups',
          table(
            ['group', 'owner', 'about'],
            groups.map(({ name, owner, description }) => [name, owner, description]),
          ),
        ),
    h('p', { class: 'muted' }, `of artifacts from ${moment(generatedAt)}`),
  )
}

function counts({ things }: Site): HTMLElement {
  const numbers = KIND_ORDER.flatMap((kind) => {
    const number = things.filter((thing) => thing.kind === kind).length
    return number === 0 || kind === 'macro' || kind === 'test' ? [] : ([[kind, number]] as const)
  })
  return h(
    'ul',
    { class: 'counts', 'aria-label': 'what there is' },
    ...numbers.map(([kind, number]) =>
      h(
        'li',
        {},
        h(
          'a',
          { href: `#/list/${kind}` },
          h('strong', {}, number.toLocaleString('en-US')),
          h('span', {}, kindNames(kind)),
        ),
      ),
    ),
  )
}

/** The last run and its tests in one line. */
function health({ index: { lastRun, tests } }: Site): HTMLElement | null {
  const all = Object.values(tests).reduce((sum, number) => sum + number, 0)
  if (lastRun === null && all === 0) return null
  const line: Child[] = Object.entries(tests)
    .filter(([status]) => status !== '')
    .map(([status, number]) =>
      h('a', { href: `#/tests?status=${status}` }, badge(status), ` ${number.toLocaleString('en-US')}`),
    )
  return part(
    'health',
    'Last run',
    h(
      'p',
      { class: 'last-run' },
      lastRun === null
        ? h('span', { class: 'muted' }, 'no results of a run are kept beside this site')
        : h('span', {}, h('code', {}, lastRun.command), ` ${moment(lastRun.at)}, in ${length(lastRun.seconds)}`),
      line.length === 0 ? null : h('span', { class: 'muted' }, `${count(all, 'test')}:`),
      line,
    ),
  )
}

/** What a reader should know first: things that failed, were found wanting, or are stale. */
function troubles({ things }: Site): HTMLElement | null {
  const found = things.filter(({ status }) => isBad(status) || status === 'warn').toSorted((a, b) => rank(a) - rank(b))
  if (found.length === 0) return null
  return part(
    'troubles',
    'To look at',
    table(
      ['what', 'result'],
      found
        .slice(0, 50)
        .map((thing) => [
          h('a', { href: pageAddress(thing.id) }, h('span', { class: `dot kind-${thing.kind}` }), thing.name),
          badge(thing.status),
        ]),
    ),
  )
}

function rank({ status }: Thing): number {
  return /error/.test(status) ? 0 : isBad(status) ? 1 : 2
}
