import { describedTwice, propertiesWithoutNode, wrongPropertyList } from '../errors.ts'
import type { Report } from '../report.ts'
import type { PropertyEntry, PropertyList } from './property-entry.ts'

/** Lists whose entries describe something that has a file of its own. */
const DESCRIBING: readonly PropertyList[] = ['models', 'seeds', 'snapshots', 'analyses', 'macros', 'data_tests']

/** All entries of all property files. Readers of nodes take what describes theirs; what nobody takes is reported. */
export class Properties {
  readonly #entries: readonly PropertyEntry[]
  readonly #byName = new Map<string, PropertyEntry>()
  readonly #taken = new Set<PropertyEntry>()

  constructor(entries: readonly PropertyEntry[], report: Report) {
    this.#entries = entries
    for (const entry of entries) {
      if (!DESCRIBING.includes(entry.list)) continue
      const key = keyOf(entry.list, entry.package, nameOf(entry))
      const other = this.#byName.get(key)
      if (other === undefined) this.#byName.set(key, entry)
      else
        report(
          describedTwice(entry.list.replace(/s$/, ''), nameOf(entry), other.locate(['name']), entry.locate(['name'])),
        )
    }
  }

  /** The entries of a list, in the order of files and lines. */
  of(list: PropertyList): readonly PropertyEntry[] {
    return this.#entries.filter((entry) => entry.list === list)
  }

  /**
   * What describes a resource. Its own package's property files are asked first; the root project may describe a
   * resource of an installed package when that package does not.
   */
  take(list: PropertyList, packageName: string, name: string, rootPackage: string): PropertyEntry | null {
    const entry =
      this.#byName.get(keyOf(list, packageName, name)) ?? this.#byName.get(keyOf(list, rootPackage, name)) ?? null
    if (entry !== null) this.#taken.add(entry)
    return entry
  }

  /** Warns of entries that describe nothing; `known` are the names there are, by list. */
  reportUnused(known: ReadonlyMap<PropertyList, ReadonlySet<string>>, report: Report): void {
    for (const entry of this.#byName.values()) {
      if (this.#taken.has(entry)) continue
      const name = nameOf(entry)
      const elsewhere = [...known].find(([list, names]) => list !== entry.list && names.has(name))
      report(
        elsewhere === undefined
          ? propertiesWithoutNode(
              SINGULAR[entry.list] ?? entry.list,
              name,
              known.get(entry.list) ?? [],
              entry.locate(['name']),
            )
          : wrongPropertyList(name, entry.list, elsewhere[0], entry.locate(['name'])),
      )
    }
  }
}

const SINGULAR: Partial<Record<PropertyList, string>> = {
  models: 'model',
  seeds: 'seed',
  snapshots: 'snapshot',
  analyses: 'analysis',
  macros: 'macro',
  data_tests: 'singular test',
}

export function nameOf(entry: PropertyEntry): string {
  return String(entry.rendered.name)
}

function keyOf(list: PropertyList, packageName: string, name: string): string {
  return `${list}\n${packageName}\n${name}`
}
