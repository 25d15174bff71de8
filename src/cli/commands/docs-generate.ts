import { createCompiler, openWarehouse, queryCatalog, readCatalogRows, toCatalogJson } from '../../assay.ts'
import { type Call, EXIT } from '../command.ts'
import { cacheFolder, openProject } from '../open-project.ts'
import { count } from '../print/words.ts'
import { selectNodes } from '../select-nodes.ts'
import { writeManifest } from '../write-manifest.ts'
import { compileIds } from './compile.ts'

const KINDS: ReadonlySet<string> = new Set(['model', 'snapshot', 'test', 'analysis', 'function'])

/** Writes `manifest.json` with compiled SQL, and `catalog.json`: what the database holds of it. */
export async function docsGenerate(call: Call): Promise<number> {
  const { terminal, report } = call
  const open = await openProject(call)
  const { project, manifest, invocation, flags, target } = open
  if (flags.compile) {
    const ids = await selectNodes(call, open, KINDS)
    const { exitCode } = await compileIds(call, open, ids, { write: true })
    if (exitCode !== EXIT.fine) return exitCode
  } else writeManifest(open, manifest)
  const rows = flags.empty_catalog ? [] : readCatalogRows(await ask())
  const catalog = toCatalogJson(rows, manifest, { origin: open.origin() })
  target.writeArtifact('catalog.json', catalog)
  const relations = new Set(rows.map(({ schema, table }) => `${schema}.${table}`)).size
  report.tell({ kind: 'remark', text: `${count(relations, 'relation')} in ${target.path}/catalog.json` })
  return terminal.signal.aborted ? EXIT.interrupted : EXIT.fine

  async function ask() {
    await using warehouse = await openWarehouse(project.connection, {
      environment: terminal.environment,
      cacheFolder: cacheFolder(terminal),
    })
    return await queryCatalog({
      manifest,
      compiler: createCompiler(project, manifest, invocation),
      warehouse,
      now: terminal.now,
      signal: terminal.signal,
      emit: (event) => report.tell(event),
    })
  }
}
