import type { FailingFact, TestFact, TestRow } from '../../site-data.ts'
import { type Child, h } from '../element.ts'
import { pageAddress } from '../route.ts'
import type { Site } from '../site.ts'
import { count } from '../words.ts'
import { badge, grid, table } from './fields.ts'

/** Tests with what became of them, which also a narrow screen shows first: those that found something on top. */
export function testTable(tests: readonly TestFact[]): HTMLElement {
  const rows = tests.toSorted((a, b) => order(a.status) - order(b.status)).map((test) => cells(test))
  return table(['result', 'test', 'column', 'found'], rows, { class: 'tests' })
}

/** The same of a whole project, with what each is about. */
export function testRows(tests: readonly TestRow[], site: Site): HTMLElement {
  const rows = tests.map((test) => {
    const about = site.byId.get(test.on)
    const [result, name, ...more] = cells(test)
    return [result, name, about === undefined ? null : h('a', { href: pageAddress(test.on) }, about.name), ...more]
  })
  return table(['result', 'test', 'on', 'column', 'found'], rows, { class: 'tests' })
}

const ORDER = ['error', 'fail', 'warn', 'skipped', '', 'pass']

export function order(status: string): number {
  const at = ORDER.indexOf(status)
  return at === -1 ? ORDER.length : at
}

function cells({ id, name, column, status, severity, failures, message }: TestFact): readonly Child[] {
  const told = failures === null || failures === 0 ? (status === 'error' ? message : '') : count(failures, 'row')
  return [
    status === '' ? h('span', { class: 'muted' }, 'not run') : badge(status),
    [h('a', { href: pageAddress(id) }, name), severity === 'warn' ? h('span', { class: 'chip' }, 'warns') : null],
    column === '' ? null : h('code', {}, column),
    told === '' ? null : h('span', { class: 'muted' }, told),
  ]
}

/** The first rows that tests found fault with. */
export function failingTables(failing: readonly FailingFact[]): Child {
  return failing.map(({ id, name, columns, rows, masked, all }) => {
    const told = [
      all === null || all <= rows.length
        ? count(rows.length, 'row')
        : `the first ${rows.length} of ${count(all, 'row')}`,
      ...(masked.length === 0 ? [] : [`hidden: ${masked.join(', ')}`]),
    ]
    const cell = (text: string | null): Child => (text === null ? h('span', { class: 'muted' }, 'null') : text)
    return h(
      'div',
      { class: 'failing' },
      h('p', {}, h('a', { href: pageAddress(id) }, name), h('span', { class: 'muted' }, `, ${told.join('; ')}`)),
      grid(
        columns,
        rows.map((row) => row.map(cell)),
        { class: 'rows' },
      ),
    )
  })
}
