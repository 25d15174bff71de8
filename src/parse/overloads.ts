import { locate, type Span } from '../base/position.ts'
import type { FunctionOverload, UserFunction } from '../resources/node.ts'
import { invalidOverload } from './errors.ts'
import type { Draft } from './nodes/node-parts.ts'
import type { Parsing } from './parsing.ts'

type FunctionDraft = Draft<UserFunction>

/**
 * Functions with the bodies of their overloads, which are files of the functions folder like all others: one that is an
 * overload of another function is none of its own. What its body refers to, the function depends on.
 */
export function gatherOverloads(drafts: readonly Draft[], parsing: Parsing): readonly Draft[] {
  const takenBy = new Map<Draft, FunctionDraft>()
  const gathered = drafts.map((draft) => {
    if (draft.kind !== 'function' || draft.overloads.length === 0) return draft
    return withBodies(draft, drafts, takenBy, parsing)
  })
  return takenBy.size === 0 ? gathered : gathered.filter((_, index) => !takenBy.has(drafts[index] as Draft))
}

function withBodies(
  root: FunctionDraft,
  drafts: readonly Draft[],
  takenBy: Map<Draft, FunctionDraft>,
  parsing: Parsing,
): FunctionDraft {
  const { name } = root
  const overloads: FunctionOverload[] = []
  const bodies: FunctionDraft[] = []
  for (const [index, overload] of root.overloads.entries()) {
    const wanted = overload.defined_in
    const [entry] = parsing.properties.named('functions', name, root.package, parsing.project.settings.name)
    const refuse = (message: string, hint: string): void =>
      parsing.report(invalidOverload(name, message, entry?.locate(['overloads', index, 'defined_in']), hint))
    const body = drafts.find(
      (draft): draft is FunctionDraft =>
        draft.kind === 'function' && draft.name === wanted && draft.package === root.package && draft.config.enabled,
    )
    const other = body === undefined ? undefined : takenBy.get(body)
    if (wanted === name) refuse('lists itself among its overloads', 'each overload has a file of its own')
    else if (body === undefined)
      refuse(`has an overload in '${wanted}', which is not there`, `write its body into functions/${wanted}.sql`)
    else if (other !== undefined)
      refuse(
        `has its overload '${wanted}' in common with '${other.name}'`,
        'give each function a file of its own for it',
      )
    else {
      takenBy.set(body, root)
      bodies.push(withPlaces(body))
      overloads.push({ ...overload, originalPath: body.originalPath, rawCode: body.rawCode, template: body.template })
    }
  }
  return {
    ...root,
    overloads,
    refs: merged(
      root.refs,
      bodies.map((body) => body.refs),
      (ref) => `${ref.package}.${ref.name}.${ref.version}`,
    ),
    sources: merged(
      root.sources,
      bodies.map((body) => body.sources),
      (one) => `${one.source}.${one.table}`,
    ),
    functions: merged(
      root.functions,
      bodies.map((body) => body.functions),
      (parts) => parts.join('.'),
    ),
  }
}

/** What a body refers to is asked for again as the function's: places are those of the body's file nevertheless. */
function withPlaces(body: FunctionDraft): FunctionDraft {
  const { source, file } = body.template
  const placed = <T extends { readonly at?: Span }>(item: T): T =>
    item.at === undefined ? item : { ...item, place: locate(source, item.at.start, file) }
  return { ...body, refs: body.refs.map(placed), sources: body.sources.map(placed) }
}

/** The function's own as they are, then what only its overloads have. */
function merged<T>(own: readonly T[], others: readonly (readonly T[])[], keyOf: (item: T) => string): readonly T[] {
  const known = new Set(own.map(keyOf))
  const all = [...own]
  for (const item of others.flat()) {
    if (known.has(keyOf(item))) continue
    known.add(keyOf(item))
    all.push(item)
  }
  return all
}
