import type { Json } from '../../base/json.ts'
import { isJsonObject } from '../../base/json.ts'
import type { Location } from '../../base/position.ts'
import type { TextPlace } from '../../resources/text-place.ts'
import type { YamlPath } from '../../yaml/yaml-value.ts'
import type { PropertyEntry } from '../properties/property-entry.ts'
import { placeInText } from '../properties/written-text.ts'

/** A part of code made of YAML: the text, and where what it says is written, from the entry on. */
export interface CodePart {
  readonly text: string
  readonly path: YamlPath
  /** It stands there as it is. */
  readonly verbatim?: boolean
}

/** The code, and the way back from it: nobody knows it but us, so what is wrong in it is told of the YAML. */
export function madeCode(
  parts: readonly (CodePart | string)[],
  entry: PropertyEntry,
): { readonly code: string; readonly place: TextPlace } {
  const code = parts.map((part) => (typeof part === 'string' ? part : part.text)).join('')
  const found = new Map<YamlPath, Location>() // asked of each character when a parse is kept
  const locate = (path: YamlPath): Location => {
    const at = found.get(path) ?? entry.locate(path)
    found.set(path, at)
    return at
  }
  const place: TextPlace = (text, index) => {
    if (text !== code) return null
    let start = 0
    for (const part of parts) {
      const length = typeof part === 'string' ? part.length : part.text.length
      if (typeof part !== 'string' && index >= start && index < start + length) {
        const at = locate(part.path)
        return part.verbatim === true ? placeInText(at, part.text, index - start) : at
      }
      start += length
    }
    return locate(NAME)
  }
  return { code, place }
}

const NAME: YamlPath = ['name']

/** Plain data as a template writes it. */
export function literal(value: Json): string {
  if (value === null) return 'none'
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (isJsonObject(value)) {
    const entries = Object.entries(value).map(([key, one]) => `${quoted(key)}: ${literal(one)}`)
    return `{${entries.join(', ')}}`
  }
  return String(value)
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`
}
