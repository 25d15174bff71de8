import {
  type CatalogRow,
  createCompiler,
  openWarehouse,
  type Project,
  queryCatalog,
  readCatalogRows,
  toCatalogJson,
  toTrainingSetsJson,
  traceColumns,
  trainingSetsOf,
  type WrittenArtifacts,
} from '../../assay.ts'
import type { JsonObject } from '../../base/json.ts'
import type { UniqueId } from '../../resources/ids.ts'
import { type Call, EXIT } from '../command.ts'
import { copyAssets } from '../copy-assets.ts'
import { makeProjectSite, siteOfArtifacts } from '../docs-site.ts'
import { cacheFolder, type OpenProject, openProject } from '../open-project.ts'
import { artifactIn } from '../previous-state.ts'
import { count } from '../print/words.ts'
import { selectNodes } from '../select-nodes.ts'
import { projectWarehouse, storedSets } from '../training-sets.ts'
import { writeAssay, writeLeakage } from '../write-artifacts.ts'
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
 * stay as an earlier command wrote it; of both, what columns are made of; and the site, of these and of what runs left.
 */
export async function docsGenerate(call: Call): Promise<number> {
  const { terminal, report } = call
  if (call.flags.artifacts !== null) return siteOfArtifacts(call, call.flags.artifacts)
  const open = await openProject(call)
  const { flags, target } = open
  // As in dbt, a selection is one of what is compiled: without compiling, all is listed.
  const ids = flags.compile ? new Set(await selectNodes(call, open, KINDS)) : undefined
  const written: WrittenArtifacts = {}
  if (ids !== undefined) {
    const compiled = await compileIds(call, open, [...ids], { write: true, assay: false })
    if (compiled.exitCode !== EXIT.fine) return compiled.exitCode
    Object.assign(written, compiled.written)
  }
  const only = ids === undefined ? {} : { ids }
  const rows = flags.empty_catalog ? [] : await catalogRows(call, open, only)
  const catalog = toCatalogJson(rows, open.manifest, { origin: open.origin(), ...only })
  written['catalog.json'] = target.writeArtifact('catalog.json', catalog)
  copyAssets(open.project, target.path)
  if (flags.write_json) {
    written['assay.json'] = await writeLineage(open, written['manifest.json'] ?? null, catalog)
    await writeTrainingSets(call, open)
    writeLeakage(open, [])
  }
  const relations = new Set(rows.map(({ schema, table }) => `${schema}.${table}`)).size
  report.tell({ kind: 'remark', text: `${count(relations, 'relation')} in ${target.path}/catalog.json` })
  if (terminal.signal.aborted) return EXIT.interrupted
  await makeProjectSite(call, open, written)
  return EXIT.fine
}

/** What the database holds of the project, or of some of it. */
export async function catalogRows(
  call: Call,
  { project, manifest, invocation }: OpenProject,
  only: { readonly ids?: ReadonlySet<UniqueId> } = {},
): Promise<readonly CatalogRow[]> {
  const { terminal, report } = call
  await using warehouse = await openWarehouse(project.connection, {
    environment: terminal.environment,
    cacheFolder: cacheFolder(terminal),
  })
  const answer = await queryCatalog({
    manifest,
    ...only,
    compiler: createCompiler(project, manifest, invocation),
    warehouse,
    now: terminal.now,
    signal: terminal.signal,
    emit: (event) => report.tell(event),
  })
  return readCatalogRows(answer)
}

/** Of what was compiled just now, or by an earlier command; not where neither was. */
async function writeLineage(
  open: OpenProject,
  written: JsonObject | null,
  catalog: JsonObject,
): Promise<JsonObject | null> {
  const { manifest, target, project } = open
  const compiled = written ?? artifactIn(project.root, target.path, 'manifest.json')
  if (compiled === null) return null
  const lineage = await traceColumns({ manifest: compiled, catalog }, searchPathOf(project))
  return writeAssay(open, { manifest, lineage })
}

/** `training_sets.json`: the versions that the registry has. */
async function writeTrainingSets(call: Call, open: OpenProject): Promise<void> {
  const sets = trainingSetsOf(open.manifest)
  if (sets.length === 0 || open.flags.empty_catalog) return
  await using warehouse = await projectWarehouse(call, open)
  const stored = await storedSets(warehouse, sets)
  open.target.writeArtifact('training_sets.json', toTrainingSetsJson(stored, { origin: open.origin() }))
}

/** Where names without a schema lead, if a profile says so. */
export function searchPathOf({ connection }: Project): string | null {
  return connection.kind === 'postgres' ? connection.searchPath : null
}
