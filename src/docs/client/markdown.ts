import MarkdownIt, { type Token } from 'markdown-it'
import { h } from './element.ts'

/** Markup of the author's is shown as it stands: a description is no place for HTML. */
const reader = new MarkdownIt({ html: false, linkify: true })

const TAGS = [
  ...['p', 'ul', 'ol', 'li', 'blockquote', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'strong', 'em', 's', 'a'],
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
] as const
type Tag = (typeof TAGS)[number]

/** A description as elements. Headings begin at the third level, below those of the page. */
export function markdown(text: string): HTMLElement {
  const root = h('div', { class: 'prose' })
  build(reader.parse(text, {}), root)
  return root
}

/** The same within a line, for cells of tables. */
export function inlineMarkdown(text: string): HTMLElement {
  const root = h('span', { class: 'prose-inline' })
  build(reader.parseInline(text, {}), root)
  return root
}

function build(tokens: readonly Token[], root: HTMLElement): void {
  const open: HTMLElement[] = [root]
  for (const token of tokens) {
    const parent = open.at(-1) ?? root
    if (token.type === 'inline') build(token.children ?? [], parent)
    else if (token.nesting === 1) {
      const element = token.hidden ? parent : opened(token)
      if (!token.hidden) parent.append(element)
      open.push(element)
    } else if (token.nesting === -1) open.pop()
    else parent.append(leaf(token))
  }
}

function opened(token: Token): HTMLElement {
  if (token.type === 'link_open') return link(token)
  const tag = TAGS.find((one) => one === token.tag)
  if (tag === undefined) return h('span')
  return h(lowered(tag), { start: token.attrGet('start') })
}

function lowered(tag: Tag): Tag {
  return /^h\d$/.test(tag) ? (`h${Math.min(6, Number(tag[1]) + 2)}` as Tag) : tag
}

function link(token: Token): HTMLElement {
  const address = String(token.attrGet('href') ?? '')
  const title = token.attrGet('title')
  if (!isSafe(address)) return h('span', { title })
  const outside = /^https?:/i.test(address)
  return h('a', { href: address, title, ...(outside ? { rel: 'noopener noreferrer', target: '_blank' } : {}) })
}

/** The only places a link may lead to: the web, mail, this site. */
export function isSafe(address: string): boolean {
  return /^(?:https?:\/\/|mailto:|#|\.{0,2}\/|[\w-]+(?:\/|\.\w+$))/i.test(address) && !/^\/\//.test(address)
}

function leaf(token: Token): Node {
  switch (token.type) {
    case 'code_inline':
      return h('code', {}, token.content)
    case 'code_block':
    case 'fence':
      return h('pre', { tabindex: 0 }, h('code', {}, token.content))
    case 'hr':
      return h('hr')
    case 'hardbreak':
      return h('br')
    case 'softbreak':
      return document.createTextNode('\n')
    case 'image':
      return picture(token)
    default:
      return document.createTextNode(token.content)
  }
}

/** Pictures come from the site's own folder; those from elsewhere would tell who reads what, and become links. */
function picture(token: Token): Node {
  const address = String(token.attrGet('src') ?? '')
  if (/^https?:/i.test(address))
    return h('a', { href: address, rel: 'noopener noreferrer', target: '_blank' }, token.content || address)
  return isSafe(address) ? h('img', { src: address, alt: token.content }) : document.createTextNode(token.content)
}
