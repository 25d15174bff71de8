import type { Manifest } from '../../resources/manifest.ts'
import type { Model } from '../../resources/node.ts'
import { liveOf } from '../../run/materialize/live.ts'
import { noSuchVersion, notBuilt } from '../errors.ts'
import { readByView, tableExists, versionsOf } from '../registry/registry.ts'
import type { VersionEntry } from '../registry/version-entry.ts'
import { isTrainingSet } from '../training/described-set.ts'
import type { Queries } from '../training/inputs.ts'

export interface StoredVersion {
  readonly entry: VersionEntry
  /** The view of the set shows it. */
  readonly isShown: boolean
  /** False where somebody dropped its table. */
  readonly isThere: boolean
}

/** A training set and its versions, the newest first. */
export interface StoredSet {
  readonly model: Model
  readonly versions: readonly StoredVersion[]
}

/** The training sets of a project, by name. */
export function trainingSetsOf({ nodes }: Pick<Manifest, 'nodes'>): readonly Model[] {
  const sets = [...nodes.values()].filter((node): node is Model => node.kind === 'model' && isTrainingSet(node))
  return sets.sort((a, b) => (a.name < b.name ? -1 : 1))
}

export async function readVersions(session: Queries, model: Model): Promise<StoredSet> {
  const { schema, identifier } = liveOf(model)
  const shown = { schema: schema ?? '', view: identifier ?? '' }
  const entries = await versionsOf(session, shown)
  const read = new Set(entries.length === 0 ? [] : await readByView(session, shown))
  const versions: StoredVersion[] = []
  for (const entry of entries)
    versions.push({
      entry,
      isShown: read.has(entry.relation_name),
      isThere: await tableExists(session, entry.schema_name, entry.relation_name),
    })
  return { model, versions }
}

/**
 * A version by its beginning; without one, that which the view shows. Throws where its table is not there, unless what the
 * registry says of it is enough.
 */
export function chooseVersion(
  { model, versions }: StoredSet,
  wanted: string | null,
  { dropped = false }: { readonly dropped?: boolean } = {},
): VersionEntry {
  if (versions.length === 0) throw notBuilt(model.name)
  const there = versions.filter(({ isThere }) => isThere || (dropped && wanted !== null))
  const found =
    wanted === null
      ? [there.find(({ isShown }) => isShown) ?? there[0]]
      : there.filter(({ entry }) => entry.version.startsWith(wanted))
  const [one, another] = found
  if (one === undefined || another !== undefined)
    throw noSuchVersion(
      model.name,
      wanted,
      versions.map(({ entry, isThere }) => `${entry.version}${isThere ? '' : ' (dropped)'}`),
    )
  return one.entry
}
