import { dropTrainingSets, versionsBeyond, versionsToDrop } from '../../assay.ts'
import type { VersionEntry } from '../../features/registry/version-entry.ts'
import type { StoredSet } from '../../features/versions/read-versions.ts'
import { type Call, EXIT } from '../command.ts'
import { openProject } from '../open-project.ts'
import { droppedJson, printDropped } from '../print/training-sets.ts'
import { namedSets, projectWarehouse, storedSets } from '../training-sets.ts'

/** Drops versions of one training set; without `--yes` it says which. */
export async function trainingSetDrop(call: Call): Promise<number> {
  const [name = '', ...versions] = call.words
  const { current } = call.flags
  return drop(call, [name], (stored) => versionsToDrop(stored, { versions, current }))
}

/** Drops all but the newest versions of training sets; without `--yes` it says which. */
export async function trainingSetPrune(call: Call): Promise<number> {
  const { keep } = call.flags
  return drop(call, call.words, (stored) => versionsBeyond(stored, keep))
}

async function drop(
  call: Call,
  names: readonly string[],
  choose: (stored: StoredSet) => readonly VersionEntry[],
): Promise<number> {
  const { flags, report } = call
  const open = await openProject(call)
  const sets = namedSets(open, names)
  await using warehouse = await projectWarehouse(call, open)
  const dropped: VersionEntry[] = []
  // All are looked at before any goes: one that cannot be chosen drops nothing.
  for (const stored of await storedSets(warehouse, sets)) dropped.push(...choose(stored))
  if (flags.yes) {
    const going = new Set(dropped.map(({ unique_id: id }) => id))
    dropped.length = 0
    for (const set of sets) if (going.has(set.id)) dropped.push(...(await dropTrainingSets(warehouse, set, choose)))
  }
  const text =
    open.flags.output_format === 'json'
      ? JSON.stringify(droppedJson(dropped, flags.yes))
      : printDropped(dropped, flags.yes)
  report.tell({ kind: 'answer', name: 'text', text })
  return EXIT.fine
}
