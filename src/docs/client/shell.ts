import { button, h } from './element.ts'
import { searchBox } from './search/search-box.ts'
import type { Site, Thing } from './site.ts'
import { switchTheme, themeButton } from './theme.ts'
import { databaseTree, projectTree } from './tree/tree.ts'
import { type TreeView, treeView } from './tree/tree-view.ts'

export interface Shell {
  /** Shows a page, and where it is in the trees. */
  show(page: HTMLElement, title: string, thing: Thing | undefined): void
}

/** What stays while pages change: the bar above, with search, and the trees beside. */
export function drawShell(site: Site): Shell {
  const search = searchBox(site)
  const main = h('main', { id: 'main', tabindex: -1 })
  const { element: sidebar, reveal } = drawSidebar(site)
  const menu = button('☰', { class: 'icon-button menu', 'aria-label': 'menu', 'aria-expanded': 'false' }, () =>
    openMenu(!document.body.classList.contains('menu-open')),
  )
  function openMenu(wanted: boolean): void {
    document.body.classList.toggle('menu-open', wanted)
    menu.setAttribute('aria-expanded', String(wanted))
  }
  const skip = button('skip to content', { class: 'skip' }, () => main.focus())
  const bar = h(
    'header',
    { class: 'bar-top' },
    menu,
    h(
      'a',
      { href: '#/', class: 'brand' },
      h('span', { class: 'mark-a', 'aria-hidden': 'true' }, 'A'),
      h('span', {}, site.index.project || 'Assay'),
    ),
    search.element,
    themeButton(),
  )
  document.body.append(skip, bar, sidebar, main)
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') openMenu(false)
    if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === '/') {
      event.preventDefault()
      search.focus()
    } else if (event.key === 't') switchTheme()
    else if (event.key === 'l') location.hash = '#/lineage'
    else if (event.key === 'h') location.hash = '#/'
  })
  return {
    show(page, title, thing) {
      document.title = title === '' ? `${site.index.project} · Assay` : `${title} · ${site.index.project}`
      main.replaceChildren(page)
      reveal(thing)
      for (const link of sidebar.querySelectorAll('.nav a'))
        link.toggleAttribute(
          'data-here',
          location.hash.startsWith(link.getAttribute('href') ?? '') && link.getAttribute('href') !== '#/',
        )
      openMenu(false)
    },
  }
}

function isTyping({ target }: KeyboardEvent): boolean {
  return (
    target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement
  )
}

/** Two trees of the same things; each is made when it is first looked at. */
function drawSidebar(site: Site) {
  const makers = {
    project: () => treeView(projectTree(site.things, site.index.project), 'by project'),
    database: () => treeView(databaseTree(site.things), 'by database'),
  }
  type Name = keyof typeof makers
  const made = new Map<Name, TreeView>()
  let current: Name = 'project'
  let marked: Thing | undefined
  const place = h('div', { class: 'tree-place' })
  const tabs = (Object.keys(makers) as Name[]).map((name) =>
    button(name, { 'data-tree': name, 'aria-pressed': 'false' }, () => choose(name)),
  )

  function choose(name: Name): void {
    current = name
    for (const tab of tabs) tab.setAttribute('aria-pressed', String(tab.dataset.tree === name))
    const tree = made.get(name) ?? makers[name]()
    made.set(name, tree)
    place.replaceChildren(tree.element)
    tree.reveal(marked)
  }

  choose(current)
  const element = h(
    'aside',
    { class: 'sidebar', 'aria-label': 'contents' },
    h(
      'nav',
      { class: 'nav', 'aria-label': 'pages' },
      h('a', { href: '#/' }, 'Overview'),
      h('a', { href: '#/lineage' }, 'Lineage'),
      h('a', { href: '#/tests' }, 'Tests'),
      h('a', { href: '#/freshness' }, 'Freshness'),
    ),
    h('div', { class: 'tabs', role: 'group', 'aria-label': 'order of the tree' }, tabs),
    place,
    h(
      'p',
      { class: 'muted keys' },
      h('kbd', {}, '/'),
      ' search ',
      h('kbd', {}, 'l'),
      ' lineage ',
      h('kbd', {}, 't'),
      ' theme',
    ),
  )
  return {
    element,
    reveal(thing: Thing | undefined): void {
      marked = thing
      made.get(current)?.reveal(thing)
    },
  }
}
