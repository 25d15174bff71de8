import { diagnosticsOf } from '../base/diagnostic.ts'
import type { JsonObject } from '../base/json.ts'
import type { Span } from '../base/position.ts'
import { ForgivingUndefined } from '../context/forgiving-undefined.ts'
import { parseNames } from '../context/parse-names.ts'
import type { RelationValue } from '../context/relation-value.ts'
import { Scope } from '../context/scope.ts'
import { renderTemplate } from '../jinja/rendering.ts'
import { parseTemplate, type Template } from '../jinja/template.ts'
import { calls } from '../jinja/walk.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { Ref, SourceRef } from '../resources/ref.ts'
import { placingIn, type TextPlace } from '../resources/text-place.ts'
import type { Parsing } from './parsing.ts'
import { type Reading, readStatically } from './static-reading.ts'

/** Whose template it is, as far as that is known before it was read. */
export interface Reader {
  readonly packageName: string
  readonly fqn: readonly string[]
  /** Its relation before anything was configured: what `this` and every `ref` print while parsing. */
  readonly self: RelationValue | null
  readonly describe: () => JsonObject
}

/** Reads a template: from its tree where that tells all, by rendering it (`execute = false`) where it does not. */
export async function readTemplate(template: Template, reader: Reader, parsing: Parsing): Promise<Reading> {
  return (
    readStatically(
      template,
      reader.packageName,
      parsing.vars.forNode(reader.packageName, reader.fqn),
      parsing.library,
      parsing.facts,
      parsing.invocation.environment,
    ) ?? withPlaces(await readByRendering([template], reader, parsing), template)
  )
}

/** Rendering tells what is referred to, not where: a call in the template with the same literal names is taken for it. */
function withPlaces(reading: Reading, template: Template): Reading {
  const sites = calls(template.body)
  const placeOf = (name: string, wanted: readonly string[]): { readonly at: Span } | object => {
    const site = sites.find(
      ({ call, path }) =>
        path?.at(-1) === name &&
        call.arguments.positional.length === wanted.length &&
        call.arguments.positional.every((one, i) => one.kind === 'literal' && one.value === wanted[i]),
    )
    return site === undefined ? {} : { at: site.call.span }
  }
  return {
    ...reading,
    refs: reading.refs.map((ref) => ({
      ...ref,
      ...placeOf('ref', ref.package === null ? [ref.name] : [ref.package, ref.name]),
    })),
    sources: reading.sources.map((one) => ({ ...one, ...placeOf('source', [one.source, one.table]) })),
  }
}

/** Renders templates one after the other for what they depend on; their text is thrown away. */
export async function readByRendering(
  templates: readonly Template[],
  reader: Reader,
  parsing: Parsing,
): Promise<Reading> {
  const refs: Ref[] = []
  const sources: SourceRef[] = []
  const metrics: (readonly string[])[] = []
  const functions: (readonly string[])[] = []
  const configs: JsonObject[] = []
  const macros = new Set<UniqueId>()
  const scope = parseScope(reader, parsing, {
    ref: (ref) => refs.push(ref),
    source: (source) => sources.push(source),
    metric: (name) => metrics.push(name),
    function: (name) => functions.push(name),
    config: (config) => configs.push(config),
    call: (id) => macros.add(id),
  })
  for (const template of templates) await renderTemplate(template, scope)
  return { refs, sources, metrics, functions, configs, macros: [...macros] }
}

interface Listener {
  ref(ref: Ref): void
  source(source: SourceRef): void
  metric(name: readonly string[]): void
  function(name: readonly string[]): void
  config(config: JsonObject): void
  call(macro: UniqueId): void
}

/** The scope in which a node's templates are rendered while it is parsed. */
export function parseScope(reader: Reader, parsing: Parsing, listener: Listener): Scope {
  const scope: Scope = new Scope({
    library: parsing.library,
    packageName: reader.packageName,
    names: parseNames({
      invocation: parsing.invocation,
      scope: () => scope,
      vars: parsing.vars.forNode(reader.packageName, reader.fqn),
      recorder: listener,
      self: reader.self,
      describe: reader.describe,
    }),
    makeUndefined: (wanted, reason) => new ForgivingUndefined(wanted, reason),
    chance: parsing.invocation.chance,
    onCall: (macro) => listener.call(macro.id),
  })
  return scope
}

/** Readings one after the other, as if they were one. */
export function joinReadings(first: Reading, second: Reading): Reading {
  return {
    refs: [...first.refs, ...second.refs],
    sources: [...first.sources, ...second.sources],
    metrics: [...first.metrics, ...second.metrics],
    functions: [...first.functions, ...second.functions],
    configs: [...first.configs, ...second.configs],
    macros: [...new Set([...first.macros, ...second.macros])],
  }
}

/** Hooks are templates too: what they refer to, the node depends on. What is wrong in one is told where it is written. */
export async function readHooks(
  hooks: readonly { readonly sql: string }[],
  file: string,
  place: TextPlace,
  reader: Reader,
  parsing: Parsing,
): Promise<Reading | null> {
  let reading: Reading | null = null
  for (const { sql } of hooks) {
    if (!sql.includes('{')) continue
    const read = await placingIn(sql, place, async () => {
      const template = parseTemplate(sql, `${file} (hook)`)
      return placedRefs(withPlaces(await readByRendering([template], reader, parsing), template), sql, place)
    })
    reading = reading === null ? read : joinReadings(reading, read)
  }
  return reading
}

function placedRefs(reading: Reading, text: string, textPlace: TextPlace): Reading {
  const placed = <T extends Ref | SourceRef>({ at, ...ref }: T): T => {
    const place = textPlace(text, at?.start ?? 0)
    return { ...ref, ...(place === null ? {} : { place }) } as T // only where it stands is another
  }
  return { ...reading, refs: reading.refs.map(placed), sources: reading.sources.map(placed) }
}

/** Runs `read`; what it throws is reported, and the answer is null. */
export async function orReport<T>(parsing: Pick<Parsing, 'report'>, read: () => Promise<T>): Promise<T | null> {
  try {
    return await read()
  } catch (error) {
    for (const diagnostic of diagnosticsOf(error)) parsing.report(diagnostic)
    return null
  }
}
