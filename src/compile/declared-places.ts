/** Where the SQL of a feature view or training set was written: nobody wrote it, but its features stand in YAML. */
import type { Location } from '../base/position.ts'
import { featureViewOf, trainingSetOf } from '../resources/declared.ts'
import type { Feature } from '../resources/feature-view.ts'
import type { Manifest } from '../resources/manifest.ts'
import type { Model } from '../resources/node.ts'
import type { MappedText, Piece } from './mapped-text.ts'

/** The code with the place of a feature wherever its SQL stands in it, and that of the entry everywhere else. */
export function placedAsDeclared(code: MappedText, model: Model, { nodes }: Pick<Manifest, 'nodes'>): MappedText {
  const home = model.hookPlace?.(model.template.source, 0)
  const [whole] = code.pieces
  if (home === null || home === undefined || whole === undefined) return code
  const views = featureViewOf(model) ?? trainingSetOf(model)?.views.map(({ view }) => featureViewOf(nodes.get(view)))
  const features = [views ?? []].flat().flatMap((view) => view?.features ?? [])
  const pieces: Piece[] = []
  let end = 0
  for (const { start, text, at } of occurrences(code.text, features)) {
    // A place between two pieces belongs to the later one.
    if (start - 1 > end) pieces.push({ ...whole, start: end, end: start - 1, at: home })
    end = start + text.length
    pieces.push({ ...whole, start, end, at })
  }
  return { ...code, pieces: [...pieces, { ...whole, start: end, end: code.text.length, at: home }] }
}

interface Occurrence {
  readonly start: number
  readonly text: string
  readonly at: Location
}

/** What features say, where it stands in the SQL: from left to right, the longest of what begins alike, none inside another. */
function occurrences(sql: string, features: readonly Feature[]): readonly Occurrence[] {
  const found = features.flatMap((feature) =>
    patternsOf(feature).flatMap((pattern) =>
      Array.from(sql.matchAll(pattern), ({ index, 0: text }) => ({ start: index, text, at: feature.at })),
    ),
  )
  found.sort((a, b) => a.start - b.start || b.text.length - a.text.length)
  let end = 0
  return found.filter(({ start, text }) => {
    if (start < end) return false
    end = start + text.length
    return true
  })
}

function patternsOf(feature: Feature): readonly RegExp[] {
  const { nulls, dtype } = feature
  const texts = [
    ...(nulls.kind === 'fill' ? [`, ${nulls.value})`] : []),
    ...(dtype === null ? [] : [` as ${dtype})`]),
    ...(feature.kind === 'expression' ? [feature.expression] : []),
    ...(feature.kind === 'aggregate' && feature.where !== null ? [feature.where] : []),
  ].map((text) => new RegExp(escaped(text), 'g'))
  if (feature.kind === 'expression' || feature.column === '*') return texts
  const quoted = `(?:\\w+\\.)?"${escaped(feature.column.replaceAll('"', '""'))}"`
  const column = /^\w+$/.test(feature.column) ? quoted : escaped(feature.column)
  return [...texts, new RegExp(column, 'g')]
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
