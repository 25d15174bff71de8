import type { Ref, SourceRef, Version } from '../resources/ref.ts'

/** What a `ref` may find. */
export interface Referable {
  readonly kind: string
  readonly name: string
  readonly package: string
  readonly version?: Version | null
  readonly latestVersion?: Version | null
  readonly config: { readonly enabled: boolean }
}

/** What a `source` may find. */
export interface ReferableSource {
  readonly sourceName: string
  readonly name: string
  readonly package: string
  readonly config: { readonly enabled: boolean }
}

const REFERABLE: ReadonlySet<string> = new Set(['model', 'seed', 'snapshot'])

/** Finds resources by the names that refs and sources give. */
export class Directory<N extends Referable, S extends ReferableSource, F extends Referable = Referable> {
  readonly #rootPackage: string
  readonly #ownFirst: boolean
  readonly #byName = new Map<string, N[]>()
  readonly #sources = new Map<string, S[]>()
  readonly #functions = new Map<string, F[]>()

  /** `ownFirst`: names mean a package's own resources before the root project's, as dbt's flag
   *  `require_ref_searches_node_package_before_root` has it. */
  constructor(nodes: Iterable<Referable>, sources: Iterable<S>, rootPackage: string, ownFirst = false) {
    this.#rootPackage = rootPackage
    this.#ownFirst = ownFirst
    // The caller's N is what of its nodes can be referred to; the kind decides it.
    for (const node of nodes) {
      if (REFERABLE.has(node.kind)) add(this.#byName, node.name, node as N)
      else if (node.kind === 'function') add(this.#functions, node.name, node as F)
    }
    for (const source of sources) add(this.#sources, sourceKey(source.sourceName, source.name), source)
  }

  /**
   * What `ref` means to a node of `fromPackage`: with a package, its resource; without, the root project's resource of
   * that name, else the node's own package's, else the only one anywhere (dbt's order). `disabled` when all that carry
   * the name are switched off.
   */
  node(ref: Pick<Ref, 'name' | 'package' | 'version'>, fromPackage: string): N | 'disabled' | undefined {
    const named = (this.#byName.get(ref.name) ?? []).filter((node) =>
      ref.version === null ? isLatest(node) : sameVersion(node.version, ref.version),
    )
    return pick(named, ref.package, this.order(fromPackage))
  }

  source(ref: Pick<SourceRef, 'source' | 'table'>, fromPackage: string): S | 'disabled' | undefined {
    return pick(this.#sources.get(sourceKey(ref.source, ref.table)) ?? [], null, this.order(fromPackage))
  }

  /** The packages in which a name is looked for first. */
  order(fromPackage: string): readonly string[] {
    return this.#ownFirst ? [fromPackage, this.#rootPackage] : [this.#rootPackage, fromPackage]
  }

  /** What `function('name')` means, found in the order of `ref`. */
  function(name: string, packageName: string | null, fromPackage: string): F | 'disabled' | undefined {
    return pick(this.#functions.get(name) ?? [], packageName, this.order(fromPackage))
  }

  get functionNames(): Iterable<string> {
    return this.#functions.keys()
  }

  get nodeNames(): Iterable<string> {
    return this.#byName.keys()
  }

  /** `source.table` */
  get sourceNames(): Iterable<string> {
    return this.#sources.keys()
  }
}

/** The one that is meant by a name that `candidates` share; see `Directory.node`. */
export function pick<T extends { readonly package: string; readonly config: { readonly enabled: boolean } }>(
  candidates: readonly T[],
  wantedPackage: string | null,
  order: readonly string[],
): T | 'disabled' | undefined {
  const there = candidates.filter((candidate) => wantedPackage === null || candidate.package === wantedPackage)
  const usable = there.filter((candidate) => candidate.config.enabled)
  const chosen = order.flatMap((name) => usable.find((candidate) => candidate.package === name) ?? [])[0] ?? usable[0]
  if (chosen !== undefined) return chosen
  return there.length > 0 ? 'disabled' : undefined
}

/** What a ref without a version means. */
function isLatest({ version, latestVersion }: Referable): boolean {
  return version === null || version === undefined || sameVersion(latestVersion, version)
}

function sameVersion(a: Version | null | undefined, b: Version): boolean {
  return a !== null && a !== undefined && String(a) === String(b)
}

function sourceKey(source: string, table: string): string {
  return `${source}.${table}`
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, [value])
  else known.push(value)
}
