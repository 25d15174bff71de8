import { chooseVersion } from '../../assay.ts'
import { type Call, EXIT } from '../command.ts'
import { openProject } from '../open-project.ts'
import { printVersion, versionJson } from '../print/training-sets.ts'
import { projectWarehouse, storedSet } from '../training-sets.ts'

/** What the registry says of a version: the one the view shows, unless another is named. */
export async function trainingSetShow(call: Call): Promise<number> {
  const [name, version = null] = call.words
  const open = await openProject(call)
  await using warehouse = await projectWarehouse(call, open)
  const stored = await storedSet(warehouse, open, name)
  const entry = chooseVersion(stored, version, { dropped: true })
  const found = stored.versions.find((one) => one.entry === entry)
  const isShown = found?.isShown === true
  const isJson = open.flags.output_format === 'json'
  const text = isJson ? JSON.stringify(versionJson(entry, isShown)) : printVersion(entry, isShown)
  call.report.tell({ kind: 'answer', name: 'text', text })
  return EXIT.fine
}
