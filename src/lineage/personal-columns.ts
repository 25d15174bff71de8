/** Which columns hold values of personal ones, whatever they are called: what they are made of decides. */
import { isOfValues } from '../resources/column-use.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { Manifest } from '../resources/manifest.ts'
import { isCleared, isPersonal } from '../resources/personal.ts'
import type { Lineage } from './lineage.ts'
import type { Origin } from './trace.ts'

/** `unknown` where lineage ends too early to say. */
export type Holds = 'personal' | 'harmless' | 'unknown'

export interface PersonalFacts {
  readonly lineage: Lineage
  readonly manifest: Pick<Manifest, 'nodes' | 'sources'>
  /** Whether a relation, or one that it is made of, has personal columns. */
  readonly isNear: (id: UniqueId) => boolean
}

/**
 * Follows a column up. Values that go in as they are, computed or aggregated are held; what is only counted, or decides
 * which value it is, is not. What a property file says of a column on the way goes before what it is made of.
 */
export function columnsHolding({ lineage, manifest, isNear }: PersonalFacts): (id: UniqueId, column: string) => Holds {
  const known = new Map<string, Holds>()
  const holds = (id: UniqueId, column: string): Holds => {
    const key = JSON.stringify([id, column])
    const found = known.get(key)
    if (found !== undefined) return found
    known.set(key, 'unknown') // a query that reads itself adds nothing to what it begins with
    const held = find(id, column)
    known.set(key, held)
    return held
  }
  const find = (id: UniqueId, name: string): Holds => {
    const { columns } = manifest.nodes.get(id) ?? manifest.sources.get(id) ?? { columns: new Map() }
    const declared = [...columns.values()].find((column) => column.name.toLowerCase() === name.toLowerCase())
    if (declared !== undefined && isPersonal(declared)) return 'personal'
    if (declared !== undefined && isCleared(declared)) return 'harmless'
    if (!isNear(id)) return 'harmless'
    const traced = lineage.get(id)?.columns.find((column) => column.name.toLowerCase() === name.toLowerCase())
    if (manifest.sources.has(id) || manifest.nodes.get(id)?.kind === 'seed')
      return declared === undefined ? 'unknown' : 'harmless'
    if (traced === undefined) return 'unknown'
    const all = traced.from.filter(({ use }) => isOfValues(use)).map(ofOrigin)
    if (all.includes('personal')) return 'personal'
    return all.includes('unknown') || traced.unresolved.length > 0 ? 'unknown' : 'harmless'
  }
  const ofOrigin = ({ id, column }: Origin): Holds => (id === null || column === '*' ? 'unknown' : holds(id, column))
  return holds
}
