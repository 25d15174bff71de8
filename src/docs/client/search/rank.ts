import type { PageKind, SiteTexts } from '../../site-data.ts'
import type { Thing } from '../site.ts'

export interface Hit {
  readonly thing: Thing
  readonly score: number
  /** The column that was found, if it was not the name. */
  readonly column: string
}

/** What is more often looked for comes first among equals. */
const WEIGHTS: Readonly<Partial<Record<PageKind, number>>> = {
  model: 8,
  source: 7,
  exposure: 7,
  metric: 7,
  seed: 5,
  snapshot: 5,
  semantic_model: 4,
  saved_query: 4,
  function: 4,
  analysis: 2,
  unit_test: 1,
}

/**
 * The things that every word of a query is found in, the best first: a name counts more than a column, a column more than
 * a tag, a tag more than a description; the beginning of a word more than its middle. Without texts only names and tags
 * are searched.
 */
export function rank(things: readonly Thing[], texts: SiteTexts | null, query: string, limit: number): readonly Hit[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length === 0) return []
  const hits: Hit[] = []
  for (const thing of things) {
    const hit = score(thing, texts?.[thing.place], words)
    if (hit !== null) hits.push(hit)
  }
  return hits
    .sort((a, b) => b.score - a.score || a.thing.name.length - b.thing.name.length || compare(a.thing.id, b.thing.id))
    .slice(0, limit)
}

function score(thing: Thing, texts: SiteTexts[number] | undefined, words: readonly string[]): Hit | null {
  const name = thing.name.toLowerCase()
  const [columns = '', description = ''] = texts ?? []
  let total = WEIGHTS[thing.kind] ?? 0
  let column = ''
  for (const word of words) {
    const inName = nameScore(name, word)
    const [inColumn, found] = inName >= 60 ? [0, ''] : columnScore(columns, word)
    const best = Math.max(
      inName,
      inColumn,
      tagScore(thing.tags, word),
      textScore(description, word),
      pathScore(thing, word),
    )
    if (best === 0) return null
    if (best === inColumn && column === '') column = found
    total += best
  }
  return { thing, score: total, column }
}

function nameScore(name: string, word: string): number {
  const at = name.indexOf(word)
  if (at === -1) return 0
  if (name.length === word.length) return 120
  if (at === 0) return 90
  return isBoundary(name, at) ? 75 : 60
}

function columnScore(columns: string, word: string): readonly [number, string] {
  if (columns === '') return [0, '']
  const lower = columns.toLowerCase()
  let best: readonly [number, string] = [0, '']
  for (let at = lower.indexOf(word); at !== -1; at = lower.indexOf(word, at + 1)) {
    const start = lower.lastIndexOf(' ', at) + 1
    const end = lower.indexOf(' ', at) === -1 ? lower.length : lower.indexOf(' ', at)
    const value = end - start === word.length ? 50 : at === start ? 42 : 30
    if (value > best[0]) best = [value, columns.slice(start, end)]
  }
  return best
}

function tagScore(tags: readonly string[], word: string): number {
  if (tags.some((tag) => tag.toLowerCase() === word)) return 28
  return tags.some((tag) => tag.toLowerCase().startsWith(word)) ? 18 : 0
}

function textScore(description: string, word: string): number {
  const lower = description.toLowerCase()
  const at = lower.indexOf(word)
  return at === -1 ? 0 : isBoundary(lower, at) ? 20 : 10
}

function pathScore({ folder, packageName, schema, type }: Thing, word: string): number {
  return `${folder} ${packageName} ${schema} ${type}`.toLowerCase().includes(word) ? 6 : 0
}

function isBoundary(text: string, at: number): boolean {
  return at === 0 || !/[a-z0-9]/.test(text[at - 1] ?? '')
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
