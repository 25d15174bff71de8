import type { Diagnostic } from '../../base/diagnostic.ts'
import { type Location, locate, offsetOfPlace } from '../../base/position.ts'
import { offsetInScalar } from '../../yaml/scalar-place.ts'
import { isYamlMap, type YamlPath, type YamlValue } from '../../yaml/yaml-value.ts'
import type { PropertySource } from './properties.ts'
import { PROPERTY_LISTS, type PropertyEntry } from './property-entry.ts'

/** Where a text of a property file stands: of equal ones, that which lies inside most of the `names`. */
export function findWritten(text: string, names: readonly string[], properties: PropertySource): Written | null {
  let best: Written | null = null
  let bestScore = -1
  for (const list of PROPERTY_LISTS) {
    for (const entry of properties.of(list)) {
      for (const { path, around } of textsIn(entry.rendered, text)) {
        const score = names.filter((name) => around.includes(name)).length
        if (score > bestScore) {
          best = { entry, path }
          bestScore = score
        }
      }
    }
  }
  return best
}

export interface Written {
  readonly entry: PropertyEntry
  readonly path: YamlPath
}

/** The paths at which a text stands in a value, each with the names of what it stands in. */
export function* textsIn(
  value: YamlValue,
  wanted: string,
  path: YamlPath = [],
  around: readonly string[] = [],
): IterableIterator<{ readonly path: YamlPath; readonly around: readonly string[] }> {
  if (value === wanted) yield { path, around }
  else if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* textsIn(item, wanted, [...path, index], around)
  else if (isYamlMap(value)) {
    const names = typeof value.name === 'string' ? [...around, value.name] : around
    for (const [key, item] of Object.entries(value)) yield* textsIn(item, wanted, [...path, key], names)
  }
}

/**
 * A diagnostic about a text that was a template of its own, moved to where the text stands in its file; `written` is
 * what stands there, if that is the template without its braces.
 */
export function movedTo({ entry, path }: Written, text: string, diagnostic: Diagnostic, written = text): Diagnostic {
  const { at } = diagnostic
  const start = entry.locate(path)
  if (at === undefined) return { ...diagnostic, at: start }
  return at.source === text
    ? { ...diagnostic, at: placeInText(start, written, Math.max(0, offsetOfPlace(text, at) - text.indexOf(written))) }
    : diagnostic
}

/** The place of character `index` of the scalar `text` that is written at `start`. */
export function placeInText(start: Location, text: string, index: number): Location {
  if (start.source === undefined) return start
  return locate(start.source, offsetInScalar(start.source, offsetOfPlace(start.source, start), text, index), start.file)
}
