import { createCompiler, openWarehouse, queryCatalog, readCatalogRows, toCatalogJson } from '../../assay.ts'
import type { UniqueId } from '../../resources/ids.ts'
import { type Call, EXIT } from '../command.ts'
import { makeProjectSite, siteOfArtifacts } from '../docs-site.ts'
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
 * stay as an earlier command wrote it. Then the site, of these and of what runs have left beside them.
 */
export async function docsGenerate(call: Call): Promise<number> {
  const { terminal, report } = call
  if (call.flags.artifacts !== null) return siteOfArtifacts(call, call.flags.artifacts)
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
  const relations = new Set(rows.map(({ schema, table }) => `${schema}.${table}`)).size
  report.tell({ kind: 'remark', text: `${count(relations, 'relation')} in ${target.path}/catalog.json` })
  if (terminal.signal.aborted) return EXIT.interrupted
  await makeProjectSite(call, open)
  return EXIT.fine

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
