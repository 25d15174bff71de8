/** Jinja inside YAML: string values are rendered, and keep the type of what they render to (dbt/config/renderer.py). */
import { AssayError, type Diagnostic, diagnosticsOf } from '../base/diagnostic.ts'
import type { Location } from '../base/position.ts'
import type { Environment } from '../jinja/environment.ts'
import { renderNative } from '../jinja/rendering.ts'
import { parseTemplate } from '../jinja/template.ts'
import { print } from '../jinja/values/print.ts'
import { Dict, Float, HostObject, PySet, Tuple, Undefined, type Value } from '../jinja/values/value.ts'
import { keyText } from '../yaml/key.ts'
import { placeInScalar } from '../yaml/scalar-place.ts'
import { offsetOf, placeOf, type YamlDocument } from '../yaml/yaml-document.ts'
import { isYamlMap, setOwn, type YamlMap, type YamlPath, type YamlValue } from '../yaml/yaml-value.ts'
import { undefinedInYaml, unrenderable } from './errors.ts'
import { TypeMarker } from './type-marker.ts'

export interface YamlRendering {
  readonly environment: Environment
  /** Told each string's path, from `root` on, in an array that is its own only during the call: false leaves it as written. */
  readonly renders: (path: YamlPath) => boolean
  readonly report: (diagnostic: Diagnostic) => void
}

/**
 * The value at `root` of a document with its strings rendered. What goes wrong is reported at its place inside the
 * string, and the string stands in for what it should have become. Parts without Jinja are the document's own.
 */
export async function renderYaml(document: YamlDocument, root: YamlPath, rendering: YamlRendering): Promise<YamlValue> {
  // Strings wait for each other in no fixed order: what goes wrong is told in the order of the file.
  const faults: Diagnostic[] = []
  const path: (string | number)[] = []
  const value = await renderPart(valueAt(document.value, root))
  for (const fault of faults.sort(byPlace)) rendering.report(fault)
  return value

  function renderPart(part: YamlValue): MaybeLater {
    if (typeof part === 'string') return rendering.renders(path) ? renderString(part) : part
    if (Array.isArray(part)) return renderList(part)
    return isYamlMap(part) ? renderMap(part) : part
  }

  function renderList(list: readonly YamlValue[]): MaybeLater {
    let changed: MaybeLater[] | undefined
    for (let i = 0; i < list.length; i++) {
      path.push(i)
      const part = renderPart(list[i] as YamlValue)
      path.pop()
      if (part === list[i]) continue
      changed ??= [...list]
      changed[i] = part
    }
    if (changed === undefined) return list
    return changed.some(isPromise) ? Promise.all(changed) : (changed as readonly YamlValue[])
  }

  function renderMap(map: YamlMap): MaybeLater {
    let changed: Map<string, MaybeLater> | undefined
    for (const key of Object.keys(map)) {
      path.push(key)
      const part = renderPart(map[key] as YamlValue)
      path.pop()
      if (part === map[key]) continue
      changed ??= new Map()
      changed.set(key, part)
    }
    return changed === undefined ? map : withChanges(map, changed)
  }

  function renderString(text: string): MaybeLater {
    if (!text.includes('{') || !JINJA.test(text)) return withoutLastLineEnd(text)
    return renderText(document, [...root, ...path], text, rendering.environment, faults)
  }
}

/** Strings with Jinja come later, all else at once: a file without Jinja costs no promises. */
type MaybeLater = YamlValue | Promise<YamlValue>

function withChanges(map: YamlMap, changed: ReadonlyMap<string, MaybeLater>): MaybeLater {
  const later = [...changed].filter((entry): entry is [string, Promise<YamlValue>] => isPromise(entry[1]))
  if (later.length > 0)
    return Promise.all(later.map(async ([key, part]) => [key, await part] as const)).then((done) =>
      withChanges(map, new Map([...changed, ...done])),
    )
  const copy: Record<string, YamlValue> = {}
  for (const key of Object.keys(map)) {
    const part = changed.get(key) as YamlValue | undefined // none of them is a promise any more
    setOwn(copy, key, part === undefined ? (map[key] as YamlValue) : part)
  }
  return copy
}

/** One string of a document, rendered. */
async function renderText(
  document: YamlDocument,
  path: YamlPath,
  text: string,
  environment: Environment,
  faults: Diagnostic[],
): Promise<YamlValue> {
  try {
    const value = await renderNative(parseTemplate(text, document.file), environment)
    return fromTemplate(value instanceof TypeMarker ? value.resolve() : value, () => placeOf(document, path))
  } catch (thrown) {
    for (const diagnostic of diagnosticsOf(thrown)) faults.push(placed(diagnostic, document, path, text))
    return text
  }
}

/** A diagnostic about a string, moved to where the string is written. */
function placed(diagnostic: Diagnostic, document: YamlDocument, path: YamlPath, text: string): Diagnostic {
  const { at } = diagnostic
  if (at === undefined) return { ...diagnostic, at: placeOf(document, path) }
  if (at.source !== text) return diagnostic
  return { ...diagnostic, at: placeInScalar(document, offsetOf(document, path), text, offsetIn(text, at)) }
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  return (a.at?.line ?? 0) - (b.at?.line ?? 0) || (a.at?.column ?? 0) - (b.at?.column ?? 0)
}

function offsetIn(text: string, { line, column }: Location): number {
  let start = 0
  for (let n = 1; n < line; n++) start = text.indexOf('\n', start) + 1
  return start + column - 1
}

/** A template's value as YAML would have written it. */
function fromTemplate(value: Value, at: () => Location): YamlValue {
  if (value === null || typeof value !== 'object') {
    if (typeof value === 'function') throw new AssayError(unrenderable('a function', at()))
    return value
  }
  if (value instanceof Float)
    return Number.isInteger(value.value) || !Number.isFinite(value.value) ? value : value.value
  if (value instanceof Undefined) throw new AssayError(undefinedInYaml(value.wanted, at()))
  if (value instanceof Tuple) return value.items.map((item) => fromTemplate(item, at))
  if (Array.isArray(value) || value instanceof PySet) return Array.from(value, (item) => fromTemplate(item, at))
  if (value instanceof Dict) {
    const map: Record<string, YamlValue> = {}
    for (const [key, item] of value) setOwn(map, keyText(fromTemplate(key, at)), fromTemplate(item, at))
    return map
  }
  if (value instanceof HostObject && value.callable !== undefined)
    throw new AssayError(unrenderable('a function', at()))
  return print(value)
}

/** dbt looks for the closing signs too, but they alone change nothing. */
const JINJA = /\{[{%#]/

/** Rendering drops one line end at the end, and knows one kind of line end only, also where there is no Jinja. */
function withoutLastLineEnd(text: string): string {
  const plain = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  return plain.endsWith('\n') ? plain.slice(0, -1) : plain
}

function valueAt(value: YamlValue, path: YamlPath): YamlValue {
  let at: YamlValue = value
  for (const step of path) {
    if (typeof at !== 'object' || at === null) return null
    at = (at as Readonly<Record<string | number, YamlValue>>)[step] ?? null
  }
  return at
}

function isPromise(part: MaybeLater): part is Promise<YamlValue> {
  return part instanceof Promise
}
