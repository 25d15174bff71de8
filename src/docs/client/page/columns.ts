import type { ColumnFact, ColumnOrigin } from '../../site-data.ts'
import { type Child, h } from '../element.ts'
import { inlineMarkdown } from '../markdown.ts'
import { pageAddress } from '../route.ts'
import type { Site } from '../site.ts'
import { typeName } from '../words.ts'
import { table } from './fields.ts'

/** The columns: what they are, what holds of them, and which columns they come from. */
export function columnTable(columns: readonly ColumnFact[], site: Site): HTMLElement {
  const traced = columns.some(({ from, fromUnknown }) => from !== undefined || fromUnknown !== undefined)
  const tested = columns.some(({ tests }) => tests.length > 0)
  const head = ['column', 'type', 'description', ...(tested ? ['tests'] : []), ...(traced ? ['comes from'] : [])]
  const rows = columns.map((column): readonly Child[] => [
    [
      h('code', { class: 'column-name', 'data-column': column.name }, column.name),
      ...column.marks.map((mark) => h('span', { class: 'chip' }, mark)),
    ],
    h('span', { class: 'type', title: column.type }, typeName(column.type)),
    column.description === '' ? null : inlineMarkdown(column.description),
    ...(tested ? [column.tests.map(testChip)] : []),
    ...(traced ? [origins(column, site)] : []),
  ])
  return table(head, rows, { class: 'columns' })
}

function testChip([name, status, id]: ColumnFact['tests'][number]): HTMLElement {
  const short = name.length > 36 ? `${name.slice(0, 35)}…` : name
  return h(
    'a',
    {
      href: pageAddress(id),
      class: `chip test status-${(status || 'none').replaceAll(' ', '-')}`,
      title: `${name} ${status}`,
    },
    short,
  )
}

/** What a value is made of is told first; what only decides which rows there are is left to the lineage of rows. */
function origins({ from = [], fromUnknown }: ColumnFact, site: Site): Child {
  return [
    ...from.map((origin) => h('div', { class: 'origin' }, originLink(origin, site), use(origin))),
    fromUnknown === undefined ? null : h('div', { class: 'muted', title: fromUnknown }, `not known: ${fromUnknown}`),
  ]
}

function originLink({ id, relation, column }: ColumnOrigin, site: Site): Child {
  const thing = site.byId.get(id)
  const text = `${thing?.name ?? relation}.${column}`
  return thing === undefined ? h('code', {}, text) : h('a', { href: pageAddress(id, column) }, h('code', {}, text))
}

function use({ use: how }: ColumnOrigin): Child {
  return how === '' || how === 'pass' ? null : h('span', { class: 'muted' }, ` ${how}`)
}
