import type { Fact, FreshnessFact, LastRun, Told } from '../../site-data.ts'
import { type Child, h } from '../element.ts'
import { isSafe } from '../markdown.ts'
import { pageAddress } from '../route.ts'
import { count, length, moment } from '../words.ts'

/** A status as a word with a colour. */
export function badge(status: string): HTMLElement {
  return h('span', { class: `badge status-${status.replaceAll(' ', '-')}` }, status)
}

/** A part of a page under a heading; `id` is what its links jump to. */
export function part(id: string, title: string, ...children: readonly Child[]): HTMLElement {
  return h('section', { id, 'aria-labelledby': `${id}-title` }, h('h2', { id: `${id}-title` }, title), children)
}

/** Short facts in columns. */
export function factList(facts: readonly Fact[]): HTMLElement | null {
  if (facts.length === 0) return null
  return h(
    'dl',
    { class: 'facts' },
    ...facts.map((fact) => h('div', {}, h('dt', {}, fact.label), h('dd', {}, told(fact)))),
  )
}

export function told({ text, link, to, as }: Told): Child {
  if (as === 'badge') return badge(text)
  if (as === 'moment') return h('span', { class: 'time' }, moment(text))
  if (to !== undefined) return h('a', { href: pageAddress(to) }, text)
  if (link !== undefined && isSafe(link))
    return h('a', { href: link, rel: 'noopener noreferrer', target: '_blank' }, text)
  return text
}

export function lastRunFacts(run: LastRun): HTMLElement {
  const { status, at, seconds, message, rows } = run
  return h(
    'p',
    { class: 'last-run' },
    badge(status),
    h('span', {}, at === '' ? '' : `last run ${moment(at)}`),
    h('span', { class: 'muted' }, `in ${length(seconds)}`),
    rows === null ? null : h('span', { class: 'muted' }, count(rows, 'row')),
    message === '' || status === 'success' || status === 'pass' ? null : h('code', { class: 'message' }, message),
  )
}

export function freshnessFacts(fresh: FreshnessFact): HTMLElement {
  const { status, loadedAt, age, askedAt, wanted, message } = fresh
  return h(
    'p',
    { class: 'last-run' },
    status === '' ? h('span', { class: 'muted' }, 'not asked yet') : badge(status),
    age === null ? null : h('span', {}, `${length(age)} old`),
    loadedAt === ''
      ? null
      : h('span', { class: 'muted' }, `youngest row ${moment(loadedAt)}, asked ${moment(askedAt)}`),
    wanted === '' ? null : h('span', { class: 'muted' }, wanted),
    message === '' ? null : h('code', { class: 'message' }, message),
  )
}

/** A table of facts: columns with nothing in them are left out. */
export function table(head: readonly string[], rows: readonly (readonly Child[])[], attributes = {}): HTMLElement {
  const filled = head.map((_, at) => rows.some((cells) => !isEmpty(cells[at])))
  const kept = <T>(cells: readonly T[]): readonly T[] => cells.filter((_, at) => filled[at])
  return grid(kept(head), rows.map(kept), attributes)
}

/** Numbers stand below each other by their last digit; days are not broken. */
function kindOf(cells: readonly Child[]): string | null {
  const every = (like: RegExp): boolean =>
    cells.every((cell) => isEmpty(cell) || (typeof cell === 'string' && like.test(cell)))
  if (every(/^(?:-?\d[\d.,]*|–)$/)) return 'number'
  return every(/^\d{4}-\d\d-\d\d\b/) ? 'time' : null
}

function isEmpty(cell: Child): boolean {
  if (Array.isArray(cell)) return cell.every(isEmpty)
  return cell === null || cell === undefined || cell === false || cell === ''
}

/** A table that scrolls by itself where it is too wide. */
export function grid(head: readonly string[], rows: readonly (readonly Child[])[], attributes = {}): HTMLElement {
  const kind = head.map((_, at) => kindOf(rows.map((cells) => cells[at])))
  return h(
    'div',
    { class: 'table', tabindex: 0, role: 'region', 'aria-label': head.join(', ') },
    h(
      'table',
      attributes,
      h('thead', {}, h('tr', {}, ...head.map((name, at) => h('th', { scope: 'col', class: kind[at] }, name)))),
      h(
        'tbody',
        {},
        ...rows.map((cells) => h('tr', {}, ...cells.map((cell, at) => h('td', { class: kind[at] }, cell)))),
      ),
    ),
  )
}
