/** Which columns somebody means by `orders`, `orders.amount`, `raw.orders.amount` or a unique id. */
import type { Lineage, Manifest } from '../assay.ts'
import type { Start } from '../lineage/walk.ts'
import type { UniqueId } from '../resources/ids.ts'
import { ambiguousRelation, unknownRelation, unknownRelationColumn } from './errors.ts'

export interface Found {
  readonly starts: readonly Start[]
  /** Whether no column was named: all are meant, and the rows. */
  readonly isWhole: boolean
}

export function findColumns(wanted: string, manifest: Manifest, lineage: Lineage): Found {
  const ids = idsByName(manifest)
  const whole = idOf(wanted, ids)
  if (whole !== null) {
    const names = (lineage.get(whole)?.columns ?? []).map(({ name }) => name)
    return { starts: [...names, '*'].map((column) => ({ id: whole, column })), isWhole: true }
  }
  const dot = wanted.lastIndexOf('.')
  const id = dot === -1 ? null : idOf(wanted.slice(0, dot), ids)
  if (id === null) throw unknownRelation(wanted, [...ids.keys()])
  return { starts: [{ id, column: columnOf(wanted.slice(dot + 1), id, lineage) }], isWhole: false }
}

/** `orders`, `shop.orders`, `orders.v2`, `raw.orders` of a source, and the whole id. */
function idsByName({ nodes, sources }: Manifest): ReadonlyMap<string, ReadonlySet<UniqueId>> {
  const ids = new Map<string, Set<UniqueId>>()
  const put = (id: UniqueId, ...names: readonly string[]): void => {
    for (const name of [id, ...names]) ids.set(name, (ids.get(name) ?? new Set<UniqueId>()).add(id))
  }
  for (const node of nodes.values()) {
    if (node.kind !== 'model' && node.kind !== 'seed' && node.kind !== 'snapshot') continue
    const isOld = node.kind === 'model' && node.version !== null && node.version !== node.latestVersion
    const versioned = node.kind === 'model' && node.version !== null ? `${node.name}.v${node.version}` : node.name
    put(node.id, versioned, `${node.package}.${versioned}`, ...(isOld ? [] : [node.name]))
  }
  for (const { id, sourceName, name } of sources.values()) put(id, `${sourceName}.${name}`)
  return ids
}

function idOf(name: string, ids: ReadonlyMap<string, ReadonlySet<UniqueId>>): UniqueId | null {
  const [id, ...more] = ids.get(name) ?? []
  if (id !== undefined && more.length > 0) throw ambiguousRelation(name, [id, ...more])
  return id ?? null
}

function columnOf(wanted: string, id: UniqueId, lineage: Lineage): string {
  if (wanted === '*') return wanted
  const names = (lineage.get(id)?.columns ?? []).map(({ name }) => name)
  if (names.includes(wanted)) return wanted
  const folded = names.filter((name) => name.toLowerCase() === wanted.toLowerCase())
  if (folded.length === 1 && folded[0] !== undefined) return folded[0]
  throw unknownRelationColumn(wanted, id, names, lineage.get(id)?.unresolved.map(({ message }) => message) ?? [])
}
