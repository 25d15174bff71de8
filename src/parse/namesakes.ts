import type { Package, SourceFile } from '../project/project.ts'
import { stemOf } from './nodes/node-parts.ts'
import type { Parsing } from './parsing.ts'
import type { PropertyEntry, PropertyList } from './properties/property-entry.ts'

/** A file that is a node, and the package it belongs to. */
export interface NodeFile {
  readonly file: SourceFile
  readonly package_: Package
}

const LISTS: Partial<Record<SourceFile['kind'], PropertyList>> = {
  model: 'models',
  seed: 'seeds',
  analysis: 'analyses',
  'data-test': 'data_tests',
  function: 'functions',
}

/**
 * Files of one kind and one name, in one package or in several: usually all but one are switched off, and properties
 * under that name are about that one. Where none is on, they are about all that their own package switches off.
 */
export class Namesakes {
  readonly #groups = new Map<string, NodeFile[]>()
  readonly #on = new Map<SourceFile, Promise<boolean>>()
  readonly #isOn: (one: NodeFile) => Promise<boolean>

  /** `isOn`: whether a node is switched on before properties are heard. */
  constructor(packages: readonly Package[], isOn: (one: NodeFile) => Promise<boolean>) {
    this.#isOn = isOn
    for (const package_ of packages) {
      for (const file of package_.files) {
        if (LISTS[file.kind] === undefined) continue
        const key = keyOf(file)
        const known = this.#groups.get(key)
        if (known === undefined) this.#groups.set(key, [{ file, package_ }])
        else known.push({ file, package_ })
      }
    }
  }

  /** What describes this file among others of its name; undefined when there are no others. */
  async entryFor({ file, package_ }: NodeFile, parsing: Parsing): Promise<PropertyEntry | null | undefined> {
    const group = this.#groups.get(keyOf(file)) ?? []
    const list = LISTS[file.kind]
    if (group.length < 2 || list === undefined) return undefined
    for (const entry of parsing.properties.named(list, stemOf(file.path), package_.name, parsing.library.rootPackage)) {
      const meant = await this.#meantBy(entry, group)
      if (meant.some((one) => one.file === file)) return entry
    }
    return null
  }

  async #meantBy(entry: PropertyEntry, group: readonly NodeFile[]): Promise<readonly NodeFile[]> {
    const own = (one: NodeFile): boolean => one.package_.name === entry.package
    const on: NodeFile[] = []
    for (const one of group) if (await this.#isOnAtFirst(one)) on.push(one)
    if (on.some(own)) return on.filter(own)
    return on.length > 0 ? on.slice(0, 1) : group.filter(own)
  }

  #isOnAtFirst(one: NodeFile): Promise<boolean> {
    let on = this.#on.get(one.file)
    if (on === undefined) {
      on = this.#isOn(one)
      this.#on.set(one.file, on)
    }
    return on
  }
}

function keyOf({ kind, path }: SourceFile): string {
  return `${kind} ${stemOf(path)}`
}
