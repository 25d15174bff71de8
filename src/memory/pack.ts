/**
 * A manifest as plain data and back. Three things in it are no data: trees of templates, which are parsed again when they
 * are needed; the texts of files that stand in every place, kept once each; and functions that know where hooks stand.
 */
import type { Span } from '../base/position.ts'
import { type Block, type BlockFacts, knownBlock } from '../jinja/blocks.ts'
import { knownTemplate, type Template } from '../jinja/template.ts'
import { Float } from '../jinja/values/value.ts'
import type { Hook } from '../resources/config.ts'
import { declaredKind } from '../resources/declared.ts'
import type { Manifest } from '../resources/manifest.ts'
import type { Node } from '../resources/node.ts'
import { placeOfWritten, type WrittenTexts, writtenTexts } from './written-texts.ts'

/** Data, and the objects in it that have to be mended: what keeps data keeps which object is which. */
export interface Packed {
  readonly manifest: unknown
  readonly texts: readonly string[]
  /** Their `source` is the number of a text. */
  readonly places: readonly Holder[]
  /** What holds a template or block without its tree; a place for hooks; a float as a number. */
  readonly templates: readonly Held[]
  readonly hooks: readonly Held[]
  readonly floats: readonly Held[]
}

type Holder = Record<string | number, unknown>
type Held = readonly [holder: Holder, key: string | number]

/** Null where a manifest holds something that is neither data nor known here. */
export function pack(manifest: Manifest): Packed | null {
  const texts = new Map<string, number>()
  const copies = new Map<object, object>()
  const places: Holder[] = []
  const [templates, hooks, floats]: [Held[], Held[], Held[]] = [[], [], []]

  const placeCopy = (place: object & { readonly source: string }): object => {
    const number = texts.get(place.source) ?? texts.size
    texts.set(place.source, number)
    const copy = { ...place, source: number }
    places.push(copy)
    return copy
  }
  const once = <T extends object>(value: T, copy: (value: T) => object): object => {
    const known = copies.get(value) ?? copy(value)
    copies.set(value, known)
    return known
  }
  /** Puts what is no data into a copy of its holder, as data. */
  const put = (copy: Holder, key: string | number, item: unknown, of: object): void => {
    if (item instanceof Float) {
      copy[key] = item.value
      floats.push([copy, key])
    } else if (isTemplateIn(key, item)) {
      copy[key] = once(item, (template) => placeCopy(withoutTree(template)))
      templates.push([copy, key])
    } else {
      const written = placesOf(of as Node) // only nodes know where their hooks are
      delete copy[key]
      if (written.size === 0) return
      copy[key] = copyOf(written)
      hooks.push([copy, key])
    }
  }
  /** The value itself, if it is data through and through: most of it is. */
  const copyOf = (value: unknown): unknown => {
    if (typeof value === 'function' || typeof value === 'symbol') throw new NotData()
    if (!isObject(value)) return value
    if (value instanceof Map) {
      let copy: Map<unknown, unknown> | undefined
      for (const [key, item] of value) {
        const itemCopy = copyOf(item)
        if (itemCopy === item) continue
        copy ??= new Map(value)
        copy.set(key, itemCopy)
      }
      return copy ?? value
    }
    if (!isPlain(value)) throw new NotData()
    if (isPlace(value)) return once(value, placeCopy)
    let copy: Holder | undefined
    const own = (): Holder => (Array.isArray(value) ? [...value] : { ...value }) as Holder // it has the keys of the value
    const entries = Array.isArray(value) ? value.entries() : Object.entries(value)
    for (const [key, item] of entries) {
      if (!isObject(item) && typeof item !== 'function') continue
      if (item instanceof Float || isTemplateIn(key, item) || key === 'hookPlace') {
        copy ??= own()
        put(copy, key, item, value)
        continue
      }
      const itemCopy = copyOf(item)
      if (itemCopy === item) continue
      copy ??= own()
      copy[key] = itemCopy
    }
    return copy ?? value
  }
  try {
    const copy = copyOf(manifest)
    return { manifest: copy, texts: [...texts.keys()], places, templates, hooks, floats }
  } catch (error) {
    if (error instanceof NotData) return null
    throw error
  }
}

/** Changes what it is given into the manifest it was. */
export function unpack({ manifest, texts, places, templates, hooks, floats }: Packed): Manifest {
  for (const place of places) place.source = texts[place.source as number]
  const known = new Map<unknown, Template>()
  for (const [holder, key] of templates) {
    const facts = holder[key]
    const template = known.get(facts) ?? templateOf(facts as TemplateFacts) // what `withoutTree` left
    known.set(facts, template)
    holder[key] = template
  }
  for (const [holder, key] of hooks) holder[key] = placeOfWritten(holder[key] as WrittenTexts)
  for (const [holder, key] of floats) holder[key] = new Float(holder[key] as number)
  return manifest as Manifest // it was one when it was packed
}

class NotData extends Error {}

/** What is kept of a template, or of a block. */
type TemplateFacts = { readonly file: string; readonly source: string; readonly span: Span } | BlockFacts

function withoutTree(template: Template | Block): TemplateFacts {
  const { body: _body, ...facts } = template
  if (!('parameters' in facts)) return facts
  const { parameters: _parameters, ...block } = facts
  return block as BlockFacts // what has parameters is a block
}

function templateOf(facts: TemplateFacts): Template {
  return 'contents' in facts ? knownBlock(facts) : knownTemplate(facts.source, facts.file, facts.span)
}

function isTemplateIn(key: string | number, value: unknown): value is Template | Block {
  return (key === 'template' || key === 'block') && isObject(value) && 'body' in value
}

/** A place in a file, a template or a block: what has a whole text beside the name of its file. */
function isPlace(value: object): value is { readonly file: string; readonly source: string } {
  return (
    'source' in value && typeof value.source === 'string' && 'file' in value && ('line' in value || 'span' in value)
  )
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null || Array.isArray(value)
}

/** Where the hooks of a node stand, and the code of what has no file of its own. */
function placesOf(node: Node): WrittenTexts {
  if (node.hookPlace === undefined || node.kind === 'seed' || node.kind === 'test') return new Map()
  const hooks = [...textsOf(node.config['pre-hook']), ...textsOf(node.config['post-hook'])]
  const isOfYaml = node.kind === 'operation' || node.kind === 'snapshot' || declaredKind(node) !== null
  const own = isOfYaml ? [node.template.source] : []
  return writtenTexts([...new Set([...own, ...hooks])], node.hookPlace)
}

function textsOf(hooks: readonly Hook[] | undefined): readonly string[] {
  return (hooks ?? []).map(({ sql }) => sql)
}
