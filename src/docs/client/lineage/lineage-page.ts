import { h } from '../element.ts'
import { type LineageView, lineageAddress } from '../route.ts'
import type { Site } from '../site.ts'
import { KIND_ORDER, kindName } from '../words.ts'
import { lineageDrawing } from './lineage-view.ts'
import { isDrawn } from './neighborhood.ts'

/** The page of the whole lineage: what to begin with, how far to go, what to leave out. */
export async function lineagePage(site: Site, view: LineageView): Promise<HTMLElement> {
  const drawn = site.things.filter(isDrawn)
  const show = (change: Partial<LineageView>): void => {
    location.hash = lineageAddress({ ...view, ...change })
  }
  const kinds = KIND_ORDER.filter((kind) => drawn.some((thing) => thing.kind === kind))
  const types = [...new Set(drawn.map(({ type }) => type))].filter((type) => type !== '').sort()
  const controls = h(
    'form',
    { class: 'controls', 'aria-label': 'what is drawn' },
    focusField(site, view, show),
    steps('up', view, show),
    steps('down', view, show),
    choice('type', view.type, [...kinds, ...types], (type) => show({ type })),
    choice('tag', view.tag, [...new Set(drawn.flatMap(({ tags }) => tags))].sort(), (tag) => show({ tag })),
    choice('package', view.packageName, [...new Set(drawn.map((thing) => thing.packageName))].sort(), (packageName) =>
      show({ packageName }),
    ),
  )
  controls.addEventListener('submit', (event) => event.preventDefault())
  return h(
    'div',
    { class: 'whole' },
    h('h1', {}, 'Lineage'),
    controls,
    await lineageDrawing(site, view),
    h(
      'ul',
      { class: 'legend', 'aria-label': 'colours' },
      ...kinds.map((kind) => h('li', {}, h('span', { class: `dot kind-${kind}` }), kindName(kind))),
    ),
  )
}

type Show = (change: Partial<LineageView>) => void

/** A name to begin with; the browser suggests while one types. */
function focusField(site: Site, { focus }: LineageView, show: Show): HTMLElement {
  const suggestions = h('datalist', { id: 'focus-names' })
  const field = h('input', {
    type: 'text',
    list: 'focus-names',
    placeholder: 'all',
    value: site.byId.get(focus)?.name ?? '',
    autocomplete: 'off',
    spellcheck: 'false',
  })
  const named = (name: string) =>
    site.things.find((thing) => isDrawn(thing) && (thing.name === name || thing.id === name))
  field.addEventListener('input', () => {
    const typed = field.value.toLowerCase()
    const near = site.things.filter((thing) => isDrawn(thing) && thing.name.toLowerCase().includes(typed)).slice(0, 20)
    suggestions.replaceChildren(...near.map(({ name }) => h('option', { value: name })))
  })
  field.addEventListener('change', () => {
    const name = field.value.trim()
    const found = named(name)
    if (name === '') show({ focus: '' })
    else if (found !== undefined) show({ focus: found.id })
    field.setCustomValidity(name === '' || found !== undefined ? '' : 'nothing is called so')
    field.reportValidity()
  })
  return h('label', {}, 'focus', field, suggestions)
}

function steps(which: 'up' | 'down', view: LineageView, show: Show): HTMLElement {
  const disabled = view.focus === ''
  const field = h('input', { type: 'number', min: 0, max: 20, value: view[which], disabled })
  field.addEventListener('change', () => show({ [which]: Number(field.value) }))
  return h('label', {}, which, field)
}

function choice(label: string, chosen: string, all: readonly string[], choose: (value: string) => void): HTMLElement {
  const field = h(
    'select',
    {},
    h('option', { value: '' }, 'all'),
    ...all.map((value) => h('option', { value, selected: value === chosen }, value.replaceAll('_', ' '))),
  )
  field.addEventListener('change', () => choose(field.value))
  return h('label', {}, label, field)
}
