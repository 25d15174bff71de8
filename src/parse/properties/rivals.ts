import type { Report } from '../report.ts'
import type { Properties } from './properties.ts'
import type { PropertyList } from './property-entry.ts'

const LISTS: Readonly<Record<string, PropertyList>> = { model: 'models', seed: 'seeds', snapshot: 'snapshots' }

interface Described {
  readonly kind: string
  readonly name: string
  readonly package: string
  readonly config: { readonly enabled: boolean }
}

/** Reports what is described by its own package and, as nothing there has the name, by another one too. */
export function reportRivals(nodes: readonly Described[], properties: Properties, report: Report): void {
  const owners = new Map<string, Set<string>>()
  for (const { name, package: owner } of nodes) owners.set(name, (owners.get(name) ?? new Set()).add(owner))
  for (const { kind, name, package: owner, config } of nodes) {
    const list = LISTS[kind]
    if (list === undefined || !config.enabled) continue
    properties.reportRivals(list, name, owner, (other) => owners.get(name)?.has(other) === true, report)
  }
}
