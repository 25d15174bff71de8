/** From names to ids: what every `ref` and `source` of the project means. */
import type { Diagnostic } from '../base/diagnostic.ts'
import { type Location, locate, type Span } from '../base/position.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { Model, Seed, Snapshot } from '../resources/node.ts'
import type { Ref, SourceRef } from '../resources/ref.ts'
import type { Source } from '../resources/source.ts'
import { disabledRef, disabledSource, privateRef, unknownRef, unknownSource } from './errors.ts'
import type { ExposureDraft } from './nodes/exposure.ts'
import type { Draft } from './nodes/node-parts.ts'

/** What can be referred to. */
export type Referable = Draft<Model> | Draft<Seed> | Draft<Snapshot>

/** Finds resources by the names that refs and sources give, enabled ones first. */
export class Directory {
  readonly #rootPackage: string
  readonly #byName = new Map<string, Referable[]>()
  readonly #sources = new Map<string, Source[]>()

  constructor(nodes: readonly Draft[], sources: readonly Source[], rootPackage: string) {
    this.#rootPackage = rootPackage
    for (const node of nodes) {
      if (node.kind === 'model' || node.kind === 'seed' || node.kind === 'snapshot') add(this.#byName, node.name, node)
    }
    for (const source of sources) add(this.#sources, `${source.sourceName}.${source.name}`, source)
  }

  /**
   * What `ref` means to a node of `fromPackage`: with a package, its resource; without, the root project's resource of
   * that name, else the node's own package's, else the only one anywhere (dbt's order).
   */
  node(ref: Ref, fromPackage: string): Referable | 'disabled' | undefined {
    const named = (this.#byName.get(ref.name) ?? []).filter(
      (node) => ref.version === null || (node.kind === 'model' && sameVersion(node.version, ref.version)),
    )
    return pick(named, (node) => node.config.enabled, ref.package, fromPackage, this.#rootPackage)
  }

  source(ref: SourceRef, fromPackage: string): Source | 'disabled' | undefined {
    const named = this.#sources.get(`${ref.source}.${ref.table}`) ?? []
    return pick(named, (source) => source.config.enabled, null, fromPackage, this.#rootPackage)
  }

  get nodeNames(): Iterable<string> {
    return this.#byName.keys()
  }

  get sourceNames(): Iterable<string> {
    return this.#sources.keys()
  }
}

function pick<T extends { readonly package: string }>(
  candidates: readonly T[],
  enabled: (candidate: T) => boolean,
  wantedPackage: string | null,
  fromPackage: string,
  rootPackage: string,
): T | 'disabled' | undefined {
  if (candidates.length === 0) return undefined
  const there = candidates.filter((candidate) => wantedPackage === null || candidate.package === wantedPackage)
  const usable = there.filter(enabled)
  const chosen =
    usable.find((candidate) => candidate.package === rootPackage) ??
    usable.find((candidate) => candidate.package === fromPackage) ??
    usable[0]
  if (chosen !== undefined) return chosen
  return there.length > 0 ? 'disabled' : undefined
}

function sameVersion(a: string | number | null, b: string | number): boolean {
  return a !== null && String(a) === String(b)
}

/** What came of a node's refs: its dependencies, or why it has to be switched off. */
export type Resolved = { readonly ids: readonly UniqueId[]; readonly off: boolean }

/**
 * Resolves the refs and sources of one node. A broken ref is an error; in a data test it is a warning and switches the
 * test off, as in dbt, because packages test what a project may not have.
 */
export function resolveDependencies(
  node: (Draft & { readonly refs?: readonly Ref[] }) | ExposureDraft,
  directory: Directory,
  report: (diagnostic: Diagnostic) => void,
): Resolved {
  if (!('refs' in node) || node.refs === undefined) return { ids: [], off: false }
  const lenient = node.kind === 'test'
  const ids = new Set<UniqueId>()
  let off = false
  const problem = (diagnostic: Diagnostic, silent: boolean): void => {
    off = off || lenient
    if (lenient && silent) return
    report(lenient ? { ...diagnostic, severity: 'warning' } : diagnostic)
  }
  for (const ref of node.refs) {
    const target = directory.node(ref, node.package)
    if (target === undefined)
      problem(unknownRef(ref.name, ref.package, ref.version, directory.nodeNames, placeOf(node, ref.at)), false)
    else if (target === 'disabled') problem(disabledRef(ref.name, placeOf(node, ref.at)), true)
    else {
      if (isForbidden(node, target))
        problem(privateRef(node.name, target.name, target.group ?? '', placeOf(node, ref.at)), false)
      ids.add(target.id)
    }
  }
  for (const ref of 'sources' in node ? node.sources : []) {
    const target = directory.source(ref, node.package)
    if (target === undefined)
      problem(unknownSource(ref.source, ref.table, directory.sourceNames, placeOf(node, ref.at)), false)
    else if (target === 'disabled') problem(disabledSource(ref.source, ref.table, placeOf(node, ref.at)), true)
    else ids.add(target.id)
  }
  return { ids: [...ids], off }
}

/** A private model is for its own group; data tests may look at anything. */
function isForbidden(node: Draft | ExposureDraft, target: Referable): boolean {
  if (node.kind === 'test' || node.kind === 'exposure') return false
  return (
    target.kind === 'model' &&
    target.access === 'private' &&
    target.group !== null &&
    target.group !== ('group' in node ? node.group : null)
  )
}

function placeOf(node: Draft | ExposureDraft, at: Span | undefined): Location | undefined {
  if (node.kind === 'test' && node.generic !== null) return node.generic.at
  if (!('template' in node)) return { file: node.originalPath, line: 1, column: 1 }
  const { source, file } = node.template
  if (at !== undefined) return locate(source, at.start, file)
  return { file, line: 1, column: 1, source }
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, [value])
  else known.push(value)
}
