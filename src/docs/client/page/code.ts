import { button, h } from '../element.ts'
import { pieces } from '../highlight.ts'

/** Longer code is shown without colours. */
const COLOURED = 300_000

/** Code with numbered lines and colours. */
export function code(text: string, label: string): HTMLElement {
  const lines = text.replace(/\n+$/, '').split('\n').length
  const numbers = Array.from({ length: lines }, (_, at) => at + 1).join('\n')
  const colours = text.length > COLOURED ? [text] : pieces(text.replace(/\n+$/, '')).map(piece)
  return h(
    'div',
    { class: 'code', role: 'region', 'aria-label': label, tabindex: 0 },
    h('pre', { class: 'numbers', 'aria-hidden': 'true' }, numbers),
    h('pre', {}, h('code', {}, colours)),
  )
}

function piece({ kind, text }: ReturnType<typeof pieces>[number]): Node | string {
  return kind === 'plain' ? text : h('span', { class: `code-${kind}` }, text)
}

/** Several forms of the same code, one shown at a time. */
export function codeTabs(forms: readonly (readonly [title: string, text: string])[]): HTMLElement {
  const body = h('div', { role: 'tabpanel', 'aria-label': 'code' })
  const copy = button('copy', { class: 'quiet' }, () => {
    void navigator.clipboard?.writeText(forms[shown]?.[1] ?? '').then(() => {
      copy.textContent = 'copied'
    })
  })
  let shown = 0
  const tabs = forms.map(([title], at) =>
    button(title, { role: 'tab', 'aria-selected': 'false' }, () => {
      shown = at
      show()
    }),
  )
  function show(): void {
    const [title = '', text = ''] = forms[shown] ?? []
    for (const [at, tab] of tabs.entries()) tab.setAttribute('aria-selected', String(at === shown))
    copy.textContent = 'copy'
    body.replaceChildren(code(text, title))
  }
  show()
  return h('div', {}, h('div', { class: 'bar' }, h('div', { class: 'tabs', role: 'tablist' }, tabs), copy), body)
}
