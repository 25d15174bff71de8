import { type Call, EXIT } from '../command.ts'
import { openProject } from '../open-project.ts'
import { listJson, printList } from '../print/training-sets.ts'
import { namedSets, projectWarehouse, storedSets } from '../training-sets.ts'

/** The versions of training sets, the newest first. */
export async function trainingSetList(call: Call): Promise<number> {
  const open = await openProject(call)
  await using warehouse = await projectWarehouse(call, open)
  const stored = await storedSets(warehouse, namedSets(open, call.words))
  const text = open.flags.output_format === 'json' ? JSON.stringify(listJson(stored)) : printList(stored)
  call.report.tell({ kind: 'answer', name: 'text', text })
  return EXIT.fine
}
