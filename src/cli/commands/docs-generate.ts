import { createCompiler, openWarehouse, queryCatalog, readCatalogRows, toCatalogJson } from '../../assay.ts'
import type { UniqueId } from '../../resources/ids.ts'
import { type Call, EXIT } from '../command.ts'
import { copyAssets } from '../copy-assets.ts'
import { cacheFolder, openProject } from '../open-project.ts'
import { count } from '../print/words.ts'
import { selectNodes } from '../select-nodes.ts'
import { compileIds } from './compile.ts'

const KINDS: ReadonlySet<string> = new Set([
  'model',
  'seed',
  'snapshot',
  'test',
  'analysis',
  'operation',
  'source',
  'function',
])

/**
 * Writes `catalog.json`: what the database holds of the project. Also `manifest.json` with compiled SQL, unless it is to
 * stay as an earlier command wrote it.
 */
export async function docsGenerate(call: Call): Promise<number> {
  const { terminal, report } = call
  const open = await openProject(call)
  const { project, manifest, invocation, flags, target } = open
  // As in dbt, a selection is one of what is compiled: without compiling, all is listed.
  const ids = flags.compile ? new Set(await selectNodes(call, open, KINDS)) : undefined
  if (ids !== undefined) {
    const { exitCode } = await compileIds(call, open, [...ids], { write: true })
    if (exitCode !== EXIT.fine) return exitCode
  }
  const only = ids === undefined ? {} : { ids }
  const rows = flags.empty_catalog ? [] : readCatalogRows(await ask(only))
  const catalog = toCatalogJson(rows, manifest, { origin: open.origin(), ...only })
  target.writeArtifact('catalog.json', catalog)
  copyAssets(project, target.path)
  const relations = new Set(rows.map(({ schema, table }) => `${schema}.${table}`)).size
  report.tell({ kind: 'remark', text: `${count(relations, 'relation')} in ${target.path}/catalog.json` })
  return terminal.signal.aborted ? EXIT.interrupted : EXIT.fine

  async function ask(only: { readonly ids?: ReadonlySet<UniqueId> }) {
    await using warehouse = await openWarehouse(project.connection, {
      environment: terminal.environment,
      cacheFolder: cacheFolder(terminal),
    })
    return await queryCatalog({
      manifest,
      ...only,
      compiler: createCompiler(project, manifest, invocation),
      warehouse,
      now: terminal.now,
      signal: terminal.signal,
      emit: (event) => report.tell(event),
    })
  }
}
