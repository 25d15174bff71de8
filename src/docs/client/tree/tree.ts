import type { Thing } from '../site.ts'
import { kindNames } from '../words.ts'

/** A folder of the tree; `things` lie in it, `folders` are those below. */
export interface Folder {
  readonly name: string
  readonly folders: ReadonlyMap<string, Folder>
  readonly things: readonly Thing[]
  /** How many things lie in it and below. */
  readonly size: number
}

/** By package and folder, as the files lie; sources and what has no file of its own stand under their kind. */
export function projectTree(things: readonly Thing[], project: string): Folder {
  const root = new Branch('')
  const byProject = things.toSorted((a, b) => Number(b.packageName === project) - Number(a.packageName === project))
  for (const thing of byProject) root.at([thing.packageName, ...placeInProject(thing)]).things.push(thing)
  return root.closed()
}

function placeInProject({ kind, folder, name }: Thing): readonly string[] {
  switch (kind) {
    case 'source':
      return ['sources', name.slice(0, Math.max(0, name.indexOf('.')))]
    case 'exposure':
    case 'metric':
    case 'semantic_model':
    case 'saved_query':
    case 'unit_test':
      return [kindNames(kind)]
    default:
      return folder.split('/').filter((step) => step !== '')
  }
}

/** By database and schema, as the relations lie. */
export function databaseTree(things: readonly Thing[]): Folder {
  const root = new Branch('')
  for (const thing of things) if (thing.schema !== '') root.at(thing.schema.split('.')).things.push(thing)
  return root.closed()
}

class Branch {
  readonly name: string
  readonly things: Thing[] = []
  readonly #branches = new Map<string, Branch>()

  constructor(name: string) {
    this.name = name
  }

  at([first, ...rest]: readonly string[]): Branch {
    if (first === undefined) return this
    const known = this.#branches.get(first) ?? new Branch(first)
    this.#branches.set(first, known)
    return known.at(rest)
  }

  closed(): Folder {
    const folders = [...this.#branches.values()].map((branch) => branch.closed())
    const size = folders.reduce((sum, folder) => sum + folder.size, this.things.length)
    const things = this.things.toSorted((a, b) => (a.name < b.name ? -1 : 1))
    return { name: this.name, folders: new Map(folders.map((folder) => [folder.name, folder])), things, size }
  }
}

/** The names of the folders that lead to a thing; null where it is not in this tree. */
export function wayTo(folder: Folder, thing: Thing): readonly string[] | null {
  if (folder.things.includes(thing)) return []
  for (const below of folder.folders.values()) {
    const way = wayTo(below, thing)
    if (way !== null) return [below.name, ...way]
  }
  return null
}
