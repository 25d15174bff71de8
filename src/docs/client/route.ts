/** Where in the site one is: everything has an address, after the `#`. */
export type Route =
  | { readonly kind: 'home' }
  | { readonly kind: 'page'; readonly id: string; readonly column: string }
  | { readonly kind: 'list'; readonly of: string }
  | { readonly kind: 'tests'; readonly status: string }
  | { readonly kind: 'freshness' }
  | { readonly kind: 'lineage'; readonly view: LineageView }

/** Which part of the graph is drawn. */
export interface LineageView {
  /** The id of the thing in the middle; nothing for all. */
  readonly focus: string
  readonly up: number
  readonly down: number
  readonly tag: string
  readonly packageName: string
  readonly type: string
}

export const WHOLE: LineageView = { focus: '', up: 2, down: 2, tag: '', packageName: '', type: '' }

/** Addresses of dbt's site (`#!/model/model.shop.orders`) lead to the same things. */
export function readRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#!?\/?/, '').split('?')
  const words = new URLSearchParams(query)
  const [first = '', second = ''] = path.split('/').map(decoded)
  switch (first) {
    case '':
    case 'overview':
      return { kind: 'home' }
    case 'lineage':
      return { kind: 'lineage', view: readView(words) }
    case 'list':
      return { kind: 'list', of: second }
    case 'tests':
      return { kind: 'tests', status: words.get('status') ?? '' }
    case 'freshness':
      return { kind: 'freshness' }
    default:
      return { kind: 'page', id: second, column: words.get('column') ?? '' }
  }
}

export function pageAddress(id: string, column = ''): string {
  const kind = id.slice(0, Math.max(0, id.indexOf('.')))
  const query = column === '' ? '' : `?column=${encodeURIComponent(column)}`
  return `#/${encodeURIComponent(kind)}/${encodeURIComponent(id)}${query}`
}

export function lineageAddress(view: Partial<LineageView>): string {
  const words = new URLSearchParams()
  for (const [key, value] of Object.entries(view))
    if (value !== WHOLE[key as keyof LineageView]) words.set(key, String(value))
  return `#/lineage${words.size === 0 ? '' : `?${words}`}`
}

function readView(words: URLSearchParams): LineageView {
  const steps = (key: 'up' | 'down'): number => {
    const given = Number.parseInt(words.get(key) ?? '', 10)
    return Number.isNaN(given) ? WHOLE[key] : Math.min(Math.max(given, 0), 20)
  }
  return {
    focus: words.get('focus') ?? '',
    up: steps('up'),
    down: steps('down'),
    tag: words.get('tag') ?? '',
    packageName: words.get('packageName') ?? '',
    type: words.get('type') ?? '',
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
