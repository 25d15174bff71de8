import { open as openFile, rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { chooseVersion, exportTrainingSet } from '../../assay.ts'
import { type Call, EXIT } from '../command.ts'
import { exportNeedsFile } from '../errors.ts'
import { openProject } from '../open-project.ts'
import { count } from '../print/words.ts'
import { projectWarehouse, storedSet } from '../training-sets.ts'

/** Writes the rows of a version. A file gets its name when it is whole. */
export async function trainingSetExport(call: Call): Promise<number> {
  const { terminal, report, words } = call
  const [name, version = null] = words
  const { export_format: format, export_path: path, split } = call.flags
  if (format === 'parquet' && path === null) throw exportNeedsFile()
  const open = await openProject(call)
  await using warehouse = await projectWarehouse(call, open)
  const entry = chooseVersion(await storedSet(warehouse, open, name), version)
  await using session = await warehouse.open()
  const how = { format, split, signal: terminal.signal }
  if (path === null) {
    const decoder = new TextDecoder()
    const sink = async (bytes: Uint8Array): Promise<void> =>
      terminal.stdout.write(decoder.decode(bytes, { stream: true }))
    await exportTrainingSet(session, entry, { ...how, sink })
    return EXIT.fine
  }
  const file = resolve(terminal.cwd, path)
  const part = `${file}.part`
  const handle = await openFile(part, 'w')
  let rows: number
  try {
    const sink = async (bytes: Uint8Array): Promise<void> => handle.appendFile(bytes)
    rows = await exportTrainingSet(session, entry, { ...how, sink })
  } catch (error) {
    await handle.close()
    await rm(part, { force: true })
    if (terminal.signal.aborted) return EXIT.interrupted
    throw error
  }
  await handle.close()
  await rename(part, file)
  const what = split === null ? entry.name : `${split} of ${entry.name}`
  report.tell({ kind: 'remark', text: `wrote ${count(rows, 'row')} of ${what}, version ${entry.version}, to ${path}` })
  return EXIT.fine
}
