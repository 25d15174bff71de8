import { button } from './element.ts'

/** Light or dark: as the reader's system has it, until the reader says otherwise. */
const KEY = 'assay-theme'

export function themeButton(): HTMLButtonElement {
  const asked = remembered()
  if (asked !== null) document.documentElement.dataset.theme = asked
  return button('◐', { class: 'icon-button', 'aria-label': 'light or dark', title: 'light or dark (t)' }, switchTheme)
}

export function switchTheme(): void {
  const next = isDark() ? 'light' : 'dark'
  document.documentElement.dataset.theme = next
  try {
    localStorage.setItem(KEY, next)
  } catch {
    // a browser that keeps nothing: it holds until the page is left
  }
}

function isDark(): boolean {
  const { theme } = document.documentElement.dataset
  return theme === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark'
}

function remembered(): string | null {
  try {
    const kept = localStorage.getItem(KEY)
    return kept === 'dark' || kept === 'light' ? kept : null
  } catch {
    return null
  }
}
