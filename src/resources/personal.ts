/** Which columns hold what identifies people: their values are shown to nobody. */
import type { Json } from '../base/json.ts'
import type { Column } from './column.ts'
import type { UniqueId } from './ids.ts'
import type { Manifest } from './manifest.ts'

/** Tagged `pii`, or with `pii: true` (or `contains_pii: true`) in its meta. */
export function isPersonal({ tags, meta, config }: Column): boolean {
  const all = [...tags, ...listOf(config.tags)]
  return all.some((tag) => tag.toLowerCase() === 'pii') || [meta, config.meta].some((one) => says(one, true))
}

/** `pii: false` in its meta: whatever it is made of, nobody is known by it. */
export function isCleared({ meta, config }: Column): boolean {
  return [meta, config.meta].some((one) => says(one, false))
}

function says(meta: Json | undefined, wanted: boolean): boolean {
  if (typeof meta !== 'object' || meta === null || Array.isArray(meta)) return false
  return Object.entries(meta).some(([key, value]) => /^(?:contains_)?pii$/i.test(key) && value === wanted)
}

function listOf(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.map(String) : []
}

export interface ColumnsSeen {
  /** Names, in lower case, that are personal in some relation upstream, and not cleared where they are read. */
  readonly personal: ReadonlySet<string>
  /** Names, in lower case, that the relations read directly declare, and not as personal. */
  readonly harmless: ReadonlySet<string>
}

/** What is known of the columns a node may show, from the relations it reads and those they are made of. */
export function columnsSeenBy(reads: readonly UniqueId[], manifest: Pick<Manifest, 'nodes' | 'sources'>): ColumnsSeen {
  const personal = new Set<string>()
  const declared = new Set<string>()
  const cleared = new Set<string>()
  const seen = new Set<UniqueId>()
  const visit = (id: UniqueId, direct: boolean): void => {
    if (seen.has(id)) return
    seen.add(id)
    const node = manifest.nodes.get(id)
    const { columns } = node ?? manifest.sources.get(id) ?? { columns: new Map<string, Column>() }
    for (const column of columns.values()) {
      const name = column.name.toLowerCase()
      if (isPersonal(column)) personal.add(name)
      if (direct) declared.add(name)
      if (direct && isCleared(column)) cleared.add(name)
    }
    for (const next of node?.dependsOn.nodes ?? []) visit(next, false)
  }
  for (const id of reads) visit(id, true)
  for (const name of cleared) personal.delete(name)
  return { personal, harmless: new Set([...declared].filter((name) => !personal.has(name))) }
}
