import { button, h } from '../element.ts'
import { pageAddress } from '../route.ts'
import type { Thing } from '../site.ts'
import { isBad } from '../words.ts'
import { type Folder, wayTo } from './tree.ts'

/** So many things of one folder are drawn at once: a folder may hold thousands. */
const STEP = 200

export interface TreeView {
  readonly element: HTMLElement
  /** Opens the folders that lead to a thing, and marks it. */
  reveal(thing: Thing | undefined): void
}

/** Folders that open and close; what lies in one is drawn when it is first opened. */
export function treeView(root: Folder, label: string): TreeView {
  const top = folderList(root)
  const element = h('nav', { class: 'tree', 'aria-label': label }, top.element)
  element.addEventListener('keydown', (event) => onKey(event, element))
  // A project with one package is that package.
  const [only, ...others] = [...root.folders.values()]
  if (only !== undefined && others.length === 0) top.folders.get(only.name)?.open(true)
  return {
    element,
    reveal(thing) {
      for (const marked of element.querySelectorAll('[aria-current]')) marked.removeAttribute('aria-current')
      const way = thing === undefined ? null : wayTo(root, thing)
      if (thing === undefined || way === null) return
      let list = top
      for (const step of way) {
        const item = list.folders.get(step)
        if (item === undefined) return
        item.open(true)
        list = item.list()
      }
      const link = list.link(thing)
      link?.setAttribute('aria-current', 'page')
      link?.scrollIntoView({ block: 'nearest' })
    },
  }
}

interface FolderItem {
  readonly element: HTMLElement
  open(wanted: boolean): void
  list(): FolderList
}

interface FolderList {
  readonly element: HTMLElement
  readonly folders: ReadonlyMap<string, FolderItem>
  /** The link of a thing in this folder, drawn now if it was not. */
  link(thing: Thing): HTMLElement | undefined
}

function folderList(folder: Folder): FolderList {
  const folders = new Map([...folder.folders.values()].map((below) => [below.name, folderItem(below)]))
  const element = h('ul', {}, ...[...folders.values()].map((item) => item.element))
  const links = new Map<Thing, HTMLElement>()
  const more = button('', { class: 'more' }, () => draw(links.size + STEP))
  const last = h('li', {}, more)

  function draw(wanted: number): void {
    last.remove()
    for (const thing of folder.things.slice(links.size, wanted)) {
      const link = thingLink(thing)
      links.set(thing, link)
      element.append(h('li', {}, link))
    }
    const left = folder.things.length - links.size
    more.textContent = `${left.toLocaleString('en-US')} more`
    if (left > 0) element.append(last)
  }

  draw(STEP)
  return {
    element,
    folders,
    link(thing) {
      if (!links.has(thing)) draw(folder.things.indexOf(thing) + 1)
      return links.get(thing)
    },
  }
}

function folderItem(folder: Folder): FolderItem {
  const size = h('span', { class: 'muted size' }, folder.size.toLocaleString('en-US'))
  const toggle = button([h('span', { class: 'folder-name' }, folder.name), size], { 'aria-expanded': 'false' }, () =>
    open(toggle.getAttribute('aria-expanded') !== 'true'),
  )
  const element = h('li', { class: 'folder' }, toggle)
  let made: FolderList | undefined

  function list(): FolderList {
    if (made === undefined) {
      made = folderList(folder)
      element.append(made.element)
    }
    return made
  }
  function open(wanted: boolean): void {
    toggle.setAttribute('aria-expanded', String(wanted))
    list().element.hidden = !wanted
  }
  return { element, open, list }
}

function thingLink(thing: Thing): HTMLElement {
  const { kind, status } = thing
  const name = kind === 'source' ? thing.name.slice(thing.name.indexOf('.') + 1) : thing.name
  return h(
    'a',
    { href: pageAddress(thing.id), title: thing.name },
    h('span', { class: `dot kind-${kind}` }),
    h('span', { class: 'thing-name' }, name),
    isBad(status) || status === 'warn'
      ? h('span', { class: `mark status-${status.replace(' ', '-')}`, title: status }, status === 'warn' ? '!' : '✕')
      : null,
  )
}

/** Arrows go from line to line; right opens, left closes. */
function onKey(event: KeyboardEvent, tree: HTMLElement): void {
  const at = document.activeElement
  if (!(at instanceof HTMLElement) || !tree.contains(at)) return
  const lines = [...tree.querySelectorAll<HTMLElement>('a, button')].filter((line) => line.offsetParent !== null)
  const place = lines.indexOf(at)
  const expanded = at.getAttribute('aria-expanded')
  if (event.key === 'ArrowDown') lines[place + 1]?.focus()
  else if (event.key === 'ArrowUp') lines[place - 1]?.focus()
  else if (event.key === 'ArrowRight' && expanded === 'false') at.click()
  else if (event.key === 'ArrowLeft' && expanded === 'true') at.click()
  else if (event.key === 'ArrowLeft')
    at.closest('ul')?.parentElement?.querySelector<HTMLElement>(':scope > button')?.focus()
  else return
  event.preventDefault()
}
