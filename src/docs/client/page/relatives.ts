import { type Child, h } from '../element.ts'
import { lineageDrawing } from '../lineage/lineage-view.ts'
import { isDrawn } from '../lineage/neighborhood.ts'
import { lineageAddress, pageAddress, WHOLE } from '../route.ts'
import type { Site, Thing } from '../site.ts'
import { part } from './fields.ts'

/** On a page the drawing goes two steps either way, or one, where two would be too many to read. */
const READABLE = 40

/** Who is read, who reads, and both as a picture. */
export async function relatives(site: Site, thing: Thing): Promise<HTMLElement> {
  const { parents, children } = await site.graph()
  const things = (places: readonly number[] = []): readonly Thing[] =>
    places.flatMap((place) => site.things[place] ?? []).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const above = things(parents[thing.place])
  const below = things(children[thing.place]).filter(({ kind }) => kind !== 'test' && kind !== 'unit_test')
  const next = [...above, ...below].flatMap(({ place }) => [...(parents[place] ?? []), ...(children[place] ?? [])])
  const steps = new Set(next).size <= READABLE ? 2 : 1
  const picture =
    isDrawn(thing) && above.length + below.length > 0
      ? [
          await lineageDrawing(site, { ...WHOLE, focus: thing.id, up: steps, down: steps }),
          h('p', {}, h('a', { href: lineageAddress({ focus: thing.id, up: 3, down: 3 }) }, 'the larger picture')),
        ]
      : null
  return part(
    'lineage',
    'Lineage',
    picture,
    h('div', { class: 'two' }, links('depends on', above), links('used by', below)),
  )
}

function links(title: string, things: readonly Thing[]): Child {
  return h(
    'div',
    {},
    h('h3', {}, title, h('span', { class: 'muted' }, ` ${things.length}`)),
    things.length === 0
      ? h('p', { class: 'muted' }, 'nothing')
      : h('ul', { class: 'links' }, ...things.slice(0, 200).map((thing) => h('li', {}, thingLink(thing)))),
  )
}

export function thingLink(thing: Thing): HTMLElement {
  return h('a', { href: pageAddress(thing.id) }, h('span', { class: `dot kind-${thing.kind}` }), thing.name)
}
