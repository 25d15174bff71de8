import { chooseVersion, compareVersions, describeSet } from '../../assay.ts'
import { type Call, EXIT } from '../command.ts'
import { onlyOneVersion } from '../errors.ts'
import { openProject } from '../open-project.ts'
import { differenceJson, printDifference } from '../print/training-set-difference.ts'
import { projectWarehouse, storedSet } from '../training-sets.ts'

/** What changed from one version to another: without names, from the one before the newest to the newest. */
export async function trainingSetDiff(call: Call): Promise<number> {
  const [name, first, second] = call.words
  const open = await openProject(call)
  await using warehouse = await projectWarehouse(call, open)
  const stored = await storedSet(warehouse, open, name)
  const there = stored.versions.filter(({ isThere }) => isThere)
  const after = chooseVersion(stored, second ?? there[0]?.entry.version ?? null)
  const before = chooseVersion(stored, first ?? there.find(({ entry }) => entry !== after)?.entry.version ?? null)
  if (before === after) throw onlyOneVersion(after.name, after.version)
  await using session = await warehouse.open()
  const found = await compareVersions(session, stored.model, describeSet(open.manifest, stored.model), before, after)
  const isJson = open.flags.output_format === 'json'
  const text = isJson ? JSON.stringify(differenceJson(found)) : printDifference(found)
  call.report.tell({ kind: 'answer', name: 'text', text })
  return EXIT.fine
}
