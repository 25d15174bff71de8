import type { PageKind } from '../../site-data.ts'
import type { LineageView } from '../route.ts'
import type { Graph, Site, Thing } from '../site.ts'

/** Tests and macros are not part of a lineage. */
const DRAWN: ReadonlySet<PageKind> = new Set([
  ...['model', 'source', 'seed', 'snapshot', 'exposure', 'metric', 'semantic_model', 'saved_query'],
  ...['analysis', 'function'],
] as const)

export interface Neighborhood {
  readonly things: readonly Thing[]
  /** Who is read by whom, as places: `[parent, child]`. */
  readonly edges: readonly (readonly [number, number])[]
}

export function isDrawn({ kind }: Thing): boolean {
  return DRAWN.has(kind)
}

/**
 * What a view asks for: all that pass its filters, or those around the focus. Things that are filtered away are walked
 * through, and who reads through them is joined to what they read by an edge.
 */
export function neighborhood(site: Site, graph: Graph, view: LineageView): Neighborhood {
  const focus = site.byId.get(view.focus)
  const near = focus === undefined ? null : around(graph, focus.place, view.up, view.down)
  const things = site.things.filter(
    (thing) => isDrawn(thing) && (near?.has(thing.place) ?? true) && (thing === focus || passes(thing, view)),
  )
  return { things, edges: edgesAmong(things, graph, near) }
}

/** How many things a view has, without drawing it. */
export function passes(thing: Thing, { tag, packageName, type }: LineageView): boolean {
  if (tag !== '' && !thing.tags.includes(tag)) return false
  if (packageName !== '' && thing.packageName !== packageName) return false
  return type === '' || thing.kind === type || thing.type === type
}

/** The places that are so many steps up and down from here. */
export function around({ parents, children }: Graph, from: number, up: number, down: number): ReadonlySet<number> {
  return new Set([...within(parents, from, up), ...within(children, from, down)])
}

function within(next: Graph['parents'], from: number, steps: number): ReadonlySet<number> {
  const seen = new Set([from])
  let edge: readonly number[] = [from]
  for (let step = 0; step < steps && edge.length > 0; step++) {
    edge = edge.flatMap((place) => next[place] ?? []).filter((place) => !seen.has(place))
    for (const place of edge) seen.add(place)
  }
  return seen
}

function edgesAmong(things: readonly Thing[], { parents }: Graph, near: ReadonlySet<number> | null) {
  const kept = new Set(things.map(({ place }) => place))
  const edges: (readonly [number, number])[] = []
  for (const { place } of things) {
    const seen = new Set<number>()
    const waiting = [...(parents[place] ?? [])]
    for (let parent = waiting.pop(); parent !== undefined; parent = waiting.pop()) {
      if (seen.has(parent)) continue
      seen.add(parent)
      if (kept.has(parent)) edges.push([parent, place])
      else if (near === null || near.has(parent)) waiting.push(...(parents[parent] ?? []))
    }
  }
  return edges
}
