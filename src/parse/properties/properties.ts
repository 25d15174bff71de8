import { describedTwice, propertiesWithoutNode, wrongPropertyList } from '../errors.ts'
import type { Report } from '../report.ts'
import type { PropertyEntry, PropertyList } from './property-entry.ts'

/** Lists whose entries describe something that has a file of its own. */
const DESCRIBING: readonly PropertyList[] = [
  'models',
  'seeds',
  'snapshots',
  'analyses',
  'functions',
  'macros',
  'data_tests',
]

/** Those that describe what their own package has; the others may describe what any package has. */
const OWN_ONLY: ReadonlySet<PropertyList> = new Set(['macros', 'data_tests'])

/** Where readers of nodes find what describes theirs. */
export interface PropertySource {
  /** The entries of a list, in the order of files and lines. */
  of(list: PropertyList): readonly PropertyEntry[]
  /** The entries of a name, in the order in which a resource of `packageName` asks them. */
  named(list: PropertyList, name: string, packageName: string, rootPackage: string): readonly PropertyEntry[]
  /**
   * What describes a resource. Its own package's property files are asked first, then the root project's, then those
   * of any other package.
   */
  take(list: PropertyList, packageName: string, name: string, rootPackage: string): PropertyEntry | null
}

/** Properties for what has none. */
export const NO_PROPERTIES: PropertySource = { of: () => [], named: () => [], take: () => null }

/** All entries of all property files. What nobody takes is reported. */
export class Properties implements PropertySource {
  readonly #entries: readonly PropertyEntry[]
  /** By list and name, then by package. */
  readonly #byName = new Map<string, Map<string, PropertyEntry>>()
  readonly #taken = new Set<PropertyEntry>()

  constructor(entries: readonly PropertyEntry[], report: Report) {
    this.#entries = entries
    for (const entry of entries) {
      if (!DESCRIBING.includes(entry.list)) continue
      const key = keyOf(entry.list, nameOf(entry))
      const entriesOfName = this.#byName.get(key) ?? new Map<string, PropertyEntry>()
      this.#byName.set(key, entriesOfName)
      const other = entriesOfName.get(entry.package)
      if (other === undefined) entriesOfName.set(entry.package, entry)
      else
        report(
          describedTwice(entry.list.replace(/s$/, ''), nameOf(entry), other.locate(['name']), entry.locate(['name'])),
        )
    }
  }

  of(list: PropertyList): readonly PropertyEntry[] {
    return this.#entries.filter((entry) => entry.list === list)
  }

  named(list: PropertyList, name: string, packageName: string, rootPackage: string): readonly PropertyEntry[] {
    const entries = this.#byName.get(keyOf(list, name))
    const own = entries?.get(packageName)
    if (entries === undefined || OWN_ONLY.has(list)) return own === undefined ? [] : [own]
    const first = [packageName, rootPackage].flatMap((one) => entries.get(one) ?? [])
    return [...new Set([...first, ...entries.values()])]
  }

  take(list: PropertyList, packageName: string, name: string, rootPackage: string): PropertyEntry | null {
    const [entry] = this.named(list, name, packageName, rootPackage)
    if (entry === undefined) return null
    this.#taken.add(entry)
    return entry
  }

  /** The same for somebody who is described by this entry, or by none. */
  only(entry: PropertyEntry | null): PropertySource {
    return {
      of: (list) => this.of(list),
      named: () => (entry === null ? [] : [entry]),
      take: () => {
        if (entry !== null) this.#taken.add(entry)
        return entry
      },
    }
  }

  /**
   * A resource that another package describes as well as its own, as dbt has it an error. Not where that package means a
   * resource of its own: `has` tells.
   */
  reportRivals(
    list: PropertyList,
    name: string,
    packageName: string,
    has: (packageName: string) => boolean,
    report: Report,
  ): void {
    const [own, ...others] = this.named(list, name, packageName, packageName)
    if (own?.package !== packageName) return
    for (const other of others) {
      if (this.#taken.has(other) || has(other.package)) continue
      this.#taken.add(other)
      report(describedTwice(SINGULAR[list] ?? list, name, own.locate(['name']), other.locate(['name'])))
    }
  }

  /** Warns of entries that describe nothing; `known` are the names there are, by list. */
  reportUnused(known: ReadonlyMap<PropertyList, ReadonlySet<string>>, report: Report): void {
    for (const entry of [...this.#byName.values()].flatMap((entries) => [...entries.values()])) {
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
  functions: 'function',
  macros: 'macro',
  data_tests: 'singular test',
}

export function nameOf(entry: PropertyEntry): string {
  return String(entry.rendered.name)
}

function keyOf(list: PropertyList, name: string): string {
  return `${list}\n${name}`
}
