/** What the commands about training sets share: which are meant, and what is stored of them. */
import { openWarehouse, readVersions, trainingSetsOf, type Warehouse } from '../assay.ts'
import type { StoredSet } from '../features/versions/read-versions.ts'
import type { Model } from '../resources/node.ts'
import type { Call } from './command.ts'
import { noTrainingSets, unknownTrainingSet } from './errors.ts'
import { cacheFolder, type OpenProject } from './open-project.ts'

/** The training sets of these names, or all. Throws for a name that is none's, and where there are none. */
export function namedSets({ manifest }: OpenProject, names: readonly string[]): readonly Model[] {
  const sets = trainingSetsOf(manifest)
  if (sets.length === 0) throw noTrainingSets()
  if (names.length === 0) return sets
  return names.map((name) => {
    const found = sets.find((set) => set.name === name || set.id === name)
    if (found === undefined)
      throw unknownTrainingSet(
        name,
        sets.map((set) => set.name),
      )
    return found
  })
}

export async function projectWarehouse({ terminal }: Call, { project }: OpenProject): Promise<Warehouse> {
  return openWarehouse(project.connection, { environment: terminal.environment, cacheFolder: cacheFolder(terminal) })
}

export async function storedSets(warehouse: Warehouse, sets: readonly Model[]): Promise<readonly StoredSet[]> {
  await using session = await warehouse.open()
  const stored: StoredSet[] = []
  for (const set of sets) stored.push(await readVersions(session, set))
  return stored
}

/** One training set, by name. */
export async function storedSet(warehouse: Warehouse, open: OpenProject, name: string | undefined): Promise<StoredSet> {
  const [stored] = await storedSets(warehouse, namedSets(open, [name ?? '']))
  if (stored === undefined) throw noTrainingSets() // a name gives one
  return stored
}
