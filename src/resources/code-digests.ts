import { sha256 } from '../base/digest.ts'
import { calledMacros } from './called-macros.ts'
import type { UniqueId } from './ids.ts'
import type { Manifest } from './manifest.ts'

/**
 * Of each resource a digest of what it is made by: its code, config and columns as written, the macros it calls, and the
 * same of all it reads. What was found out of a resource holds as long as it is the same.
 */
export class CodeDigests {
  readonly #manifest: Manifest
  readonly #known = new Map<UniqueId, string>()
  /** By the macros that are called: many nodes call the same. */
  readonly #macros = new Map<string, string>()

  constructor(manifest: Manifest) {
    this.#manifest = manifest
  }

  of(id: UniqueId): string {
    const known = this.#known.get(id)
    if (known !== undefined) return known
    // Whoever comes back here goes in a circle, which is told elsewhere.
    this.#known.set(id, '')
    const { nodes, sources } = this.#manifest
    const node = nodes.get(id)
    const { config, columns } = node ?? sources.get(id) ?? { config: {}, columns: new Map() }
    const written = node === undefined ? [config] : [node.checksum.checksum, node.rawCode, node.unrenderedConfig]
    const own = [id, written, [...columns.values()].map(({ name, config: said }) => [name, said])]
    const { nodes: reads, macros } = node?.dependsOn ?? { nodes: [], macros: [] }
    const digest = sha256(
      JSON.stringify([own, this.#ofMacros(macros), reads.toSorted().map((read) => this.of(read))]),
    ).slice(0, 16)
    this.#known.set(id, digest)
    return digest
  }

  #ofMacros(ids: readonly UniqueId[]): string {
    const key = ids.toSorted().join(' ')
    const known = this.#macros.get(key)
    if (known !== undefined) return known
    const { macros } = this.#manifest
    const digest = sha256(
      [...calledMacros(this.#manifest, ids)]
        .sort()
        .map((id) => macros.get(id)?.code)
        .join('\0'),
    )
    this.#macros.set(key, digest)
    return digest
  }
}
