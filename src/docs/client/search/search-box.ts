import { PARTS, type SiteTexts } from '../../site-data.ts'
import { h } from '../element.ts'
import { pageAddress } from '../route.ts'
import type { Site } from '../site.ts'
import { kindName } from '../words.ts'
import { type Hit, rank } from './rank.ts'

const SHOWN = 30

export interface SearchBox {
  readonly element: HTMLElement
  focus(): void
}

/** Search as one types: a combobox with its list below. Texts are loaded when it is first looked at. */
export function searchBox(site: Site): SearchBox {
  const input = h('input', {
    type: 'search',
    role: 'combobox',
    placeholder: 'Search',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-label': 'search',
    'aria-expanded': 'false',
    'aria-controls': 'hits',
    'aria-autocomplete': 'list',
  })
  const list = h('div', { id: 'hits', role: 'listbox', 'aria-label': 'found', hidden: true })
  const element = h('div', { class: 'search' }, input, h('kbd', { 'aria-hidden': 'true' }, '/'), list)
  let texts: SiteTexts | null = null
  let hits: readonly Hit[] = []
  let chosen = 0

  function show(): void {
    hits = rank(site.things, texts, input.value, SHOWN)
    chosen = 0
    list.replaceChildren(...hits.map((hit, at) => row(hit, at)))
    if (hits.length === 0 && input.value.trim() !== '') list.append(h('p', { class: 'muted' }, 'nothing is called so'))
    open(input.value.trim() !== '')
    mark()
  }

  function open(wanted: boolean): void {
    list.hidden = !wanted
    input.setAttribute('aria-expanded', String(wanted))
    if (!wanted) input.removeAttribute('aria-activedescendant')
  }

  function mark(): void {
    for (const [at, option] of [...list.querySelectorAll('[role=option]')].entries()) {
      option.setAttribute('aria-selected', String(at === chosen))
      if (at !== chosen) continue
      input.setAttribute('aria-activedescendant', option.id)
      option.scrollIntoView({ block: 'nearest' })
    }
  }

  function go(hit: Hit | undefined): void {
    if (hit === undefined) return
    location.hash = pageAddress(hit.thing.id, hit.column)
    input.value = ''
    open(false)
    input.blur()
  }

  function row(hit: Hit, at: number): HTMLElement {
    const { name, kind, type, folder } = hit.thing
    const option = h(
      'div',
      { role: 'option', id: `hit-${at}`, class: 'hit' },
      h('span', { class: `dot kind-${kind}` }),
      h(
        'span',
        { class: 'hit-name' },
        name,
        hit.column === '' ? null : h('span', { class: 'muted' }, ` · ${hit.column}`),
      ),
      h(
        'span',
        { class: 'muted hit-place' },
        [type || kindName(kind), folder].filter((word) => word !== '').join(' · '),
      ),
    )
    option.addEventListener('mousedown', (event) => {
      event.preventDefault()
      go(hit)
    })
    return option
  }

  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => go(hits[chosen]),
    Escape: () => {
      input.value = ''
      open(false)
      input.blur()
    },
  }
  function move(by: number): void {
    if (hits.length === 0) return
    chosen = (chosen + by + hits.length) % hits.length
    mark()
  }

  input.addEventListener('keydown', (event) => {
    const act = keys[event.key]
    if (act === undefined) return
    event.preventDefault()
    act()
  })
  input.addEventListener('input', show)
  input.addEventListener('blur', () => open(false))
  input.addEventListener('focus', () => {
    if (input.value !== '') show()
    if (texts === null)
      void site.part<SiteTexts>(PARTS.texts).then((loaded) => {
        texts = loaded
        if (document.activeElement === input && input.value !== '') show()
      })
  })
  return { element, focus: () => input.focus() }
}
