/**
 * All of YAML, by the `yaml` library: what the quick reader declines. The library gives the syntax tree and finds the
 * faults; what scalars mean, merging, aliases and their limits are ours, so that both readers give the same answers.
 */
import type { Document, Pair, ParsedNode, Scalar, YAMLMap } from 'yaml'
import type { Diagnostic } from '../base/diagnostic.ts'
import { type Location, locate } from '../base/position.ts'
import { Float } from '../jinja/values/value.ts'
import { type Duplicate, MAX_DEPTH, type Places } from './cursor.ts'
import {
  badMerge,
  collectionAsKey,
  containsItself,
  controlCharacter,
  missingKey,
  tooDeep,
  tooLarge,
  unknownAlias,
  unquotedJinja,
  unsupportedTag,
} from './errors.ts'
import { findFaults } from './faults.ts'
import { keyText, setKey } from './key.ts'
import { type Library, yamlLibrary } from './library.ts'
import { readPlain } from './plain-scalar.ts'
import { readQuotedAt } from './quoted-scalar.ts'
import type { YamlReading } from './reading.ts'
import { isoTime } from './timestamp.ts'
import { isYamlMap, setOwn, type YamlValue } from './yaml-value.ts'

/** Values a file may stand for once its aliases are followed. A 10,000-model project has a million in all its files. */
const MAX_VALUES = 2_000_000

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNPRINTABLE = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/

/** What `text` says, or everything that is wrong with it. */
export function readThoroughly(text: string, file: string): YamlReading | readonly [Diagnostic, ...Diagnostic[]] {
  const strange = UNPRINTABLE.exec(text)
  if (strange !== null) return [controlCharacter(strange[0].charCodeAt(0), locate(text, strange.index, file))]
  // A lone carriage return breaks lines in YAML; the library does not know it. Offsets stay as they are.
  const source = text.replace(/\r(?!\n)/g, '\n')
  const library = yamlLibrary()
  let document: Document.Parsed
  try {
    document = library.parseDocument(source, {
      version: '1.1',
      schema: 'failsafe',
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
    })
  } catch (thrown) {
    // The library recurses; a text nested deep enough overflows the stack.
    if (thrown instanceof RangeError) return [tooDeep(locate(text, 0, file))]
    throw thrown
  }
  const faults = findFaults(library, document, text, file)
  if (faults !== undefined) return faults
  const state: State = {
    library,
    text,
    source,
    file,
    anchors: new Map(),
    places: new Map(),
    duplicates: [],
    faults: [],
    values: 0,
    tooLarge: false,
    depth: 0,
  }
  const value = compose(state, document.contents)
  const [first, ...more] = state.faults
  return first === undefined ? { value, places: state.places, duplicates: state.duplicates } : [first, ...more]
}

interface State {
  readonly library: Library
  readonly text: string
  /** The text as the library got it: of the same length, with line feeds for lone carriage returns. */
  readonly source: string
  readonly file: string
  /** `null` marks an anchor whose node is still being composed. */
  readonly anchors: Map<string, { readonly value: YamlValue; readonly values: number } | null>
  readonly places: Places
  readonly duplicates: Duplicate[]
  readonly faults: Diagnostic[]
  values: number
  tooLarge: boolean
  depth: number
}

function compose(state: State, node: ParsedNode | null): YamlValue {
  if (node === null || state.tooLarge) return null
  if (++state.values > MAX_VALUES) return refuseLarge(state, node)
  if (state.library.isAlias(node)) return followAlias(state, node.source, node)
  const anchor = node.anchor
  const before = state.values
  if (anchor !== undefined) state.anchors.set(anchor, null)
  const value = state.library.isScalar(node) ? composeScalar(state, node) : composeCollection(state, node)
  if (anchor !== undefined) state.anchors.set(anchor, { value, values: state.values - before + 1 })
  return value
}

function followAlias(state: State, name: string, node: ParsedNode): YamlValue {
  const target = state.anchors.get(name)
  if (target === undefined) state.faults.push(unknownAlias(name, place(state, node)))
  else if (target === null) state.faults.push(containsItself(name, place(state, node)))
  else {
    state.values += target.values
    if (state.values > MAX_VALUES) return refuseLarge(state, node)
    return target.value
  }
  return null
}

function composeCollection(state: State, node: ParsedNode): YamlValue {
  if (state.depth >= MAX_DEPTH) {
    state.faults.push(tooDeep(place(state, node)))
    state.tooLarge = true
    return null
  }
  const tag = node.tag ?? ''
  if (tag !== '' && tag !== '!' && tag !== `${STANDARD}map` && tag !== `${STANDARD}seq`) {
    state.faults.push(unsupportedTag(shortTag(tag), placeOfTag(state, node)))
    return null
  }
  state.depth++
  const value = state.library.isMap(node) ? composeMap(state, node as YAMLMap.Parsed) : composeList(state, node)
  state.depth--
  return value
}

function composeList(state: State, node: ParsedNode): YamlValue {
  const list: YamlValue[] = []
  const places: number[] = []
  if (!state.library.isSeq(node)) return list
  for (const item of node.items as readonly (ParsedNode | Pair<ParsedNode, ParsedNode | null>)[]) {
    if (state.library.isPair(item)) {
      // `[a: b]` is a list with a mapping in it.
      places.push(item.key.range[0])
      list.push(composePairs(state, [item]))
    } else {
      places.push(item.range[0])
      list.push(compose(state, item))
    }
  }
  state.places.set(list, places)
  return list
}

function composeMap(state: State, node: YAMLMap.Parsed): YamlValue {
  return composePairs(state, node.items)
}

function composePairs(state: State, pairs: readonly Pair<ParsedNode, ParsedNode | null>[]): YamlValue {
  const own: Record<string, YamlValue> = {}
  const places: (string | number)[] = []
  const merged: Record<string, YamlValue> = {}
  const mergedPlaces: (string | number)[] = []
  for (const { key, value } of pairs) {
    if (state.library.isScalar(key) && key.type === 'PLAIN' && key.source === '<<') {
      merge(state, merged, mergedPlaces, compose(state, value), value ?? key)
      continue
    }
    const colon = colonWithoutKey(state, key)
    if (colon !== undefined) {
      state.faults.push(missingKey(locate(state.text, colon, state.file)))
      continue
    }
    const name = composeKey(state, key)
    if (name === undefined) continue
    const valueAt = value?.range[0] ?? key.range[1]
    setKey(state, own, places, name, compose(state, value), key.range[0], valueAt)
  }
  // Merged keys come first, and a mapping's own keys win.
  for (const name of Object.keys(own)) setOwn(merged, name, own[name] as YamlValue)
  state.places.set(merged, [...mergedPlaces, ...places])
  return merged
}

/** `: value`: the place of the colon. (`? ` alone also stands for an empty key.) */
function colonWithoutKey({ text, library }: State, key: ParsedNode): number | undefined {
  if (!library.isScalar(key) || key.range[0] !== key.range[2] || key.anchor !== undefined) return undefined
  const colon = key.range[0] + (/^[ \t]*/.exec(text.slice(key.range[0]))?.[0].length ?? 0)
  return text.charAt(colon) === ':' ? colon : undefined
}

/** Later merges win over earlier ones; but of several mappings merged by one list, the first that has a key wins. */
function merge(
  state: State,
  into: Record<string, YamlValue>,
  places: (string | number)[],
  value: YamlValue,
  node: ParsedNode,
): void {
  const sources = Array.isArray(value) ? value.toReversed() : [value]
  for (const source of sources) {
    if (!isYamlMap(source)) {
      state.faults.push(badMerge(place(state, node)))
      return
    }
    const from = state.places.get(source) ?? []
    for (let i = 0; i < from.length; i += 3) {
      const key = String(from[i])
      setOwn(into, key, source[key] as YamlValue)
      places.push(key, from[i + 1] as number, from[i + 2] as number)
    }
  }
}

function composeKey(state: State, key: ParsedNode): string | undefined {
  const value = compose(state, key)
  if (value === null || typeof value !== 'object' || value instanceof Float) return keyText(value)
  const start = key.range[0]
  const jinja = state.text.slice(start - 1, start + 1) === '{{'
  const at = locate(state.text, jinja ? start - 1 : start, state.file)
  state.faults.push(jinja ? unquotedJinja('{{', at) : collectionAsKey(at))
  return undefined
}

const STANDARD = 'tag:yaml.org,2002:'

function composeScalar(state: State, node: Scalar.Parsed): YamlValue {
  const written = node.source
  const tag = node.tag ?? ''
  if (tag === '' || tag === '!') {
    const plain = node.type === undefined || node.type === 'PLAIN'
    if (plain) return readPlain(written)
    return blockText(state, node, textOf(state, node))
  }
  const text = textOf(state, node)
  const value = readPlain(text)
  switch (tag) {
    case `${STANDARD}str`:
      return text
    case `${STANDARD}null`:
      return null
    case `${STANDARD}bool`:
      if (typeof value === 'boolean') return value
      break
    case `${STANDARD}int`:
      if (typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value))) return value
      break
    case `${STANDARD}float`:
      if (value instanceof Float) return value
      if (typeof value === 'number') return Number.isInteger(value) ? new Float(value) : value
      break
    case `${STANDARD}timestamp`: {
      const time = isoTime(text)
      if (time !== undefined) return time
      break
    }
    default:
  }
  state.faults.push(unsupportedTag(shortTag(tag), placeOfTag(state, node)))
  return null
}

/** Quotes are read by us: to the library an escaped line end before an empty line is a space, to PyYAML a line end. */
function textOf({ source }: State, node: Scalar.Parsed): string {
  const isQuoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE'
  const quoted = isQuoted ? readQuotedAt(source, node.range[0]) : undefined
  return quoted ?? (typeof node.value === 'string' ? node.value : node.source)
}

/** The library ends a block scalar with a line feed even where the text ends without one. */
function blockText(state: State, node: Scalar.Parsed, value: string): string {
  const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED'
  const unended = isBlock && node.range[1] >= state.text.length && !state.text.endsWith('\n')
  return unended && value.endsWith('\n') ? value.slice(0, -1) : value
}

function shortTag(tag: string): string {
  return tag.startsWith(STANDARD) ? `!!${tag.slice(STANDARD.length)}` : tag
}

function refuseLarge(state: State, node: ParsedNode): null {
  if (!state.tooLarge)
    state.faults.push(
      tooLarge('stands for too many values', `${MAX_VALUES.toLocaleString('en')} values`, place(state, node)),
    )
  state.tooLarge = true
  return null
}

function placeOfTag(state: State, node: ParsedNode): Location {
  return locate(state.text, state.text.lastIndexOf('!', node.range[0]), state.file)
}

function place(state: State, node: ParsedNode): Location {
  return locate(state.text, node.range[0], state.file)
}
