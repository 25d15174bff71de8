import { cloneNodes, createCompiler, isFailure, openWarehouse, type RunResults } from '../../assay.ts'
import type { UniqueId } from '../../resources/ids.ts'
import { type Call, EXIT } from '../command.ts'
import { deferralOf } from '../deferral.ts'
import { deferWithoutState, nothingSelected } from '../errors.ts'
import { cacheFolder, type OpenProject, openProject } from '../open-project.ts'
import { kindsOf, selectNodes } from '../select-nodes.ts'
import { judgeWarnings, throwErrors } from '../warn-error.ts'
import { writeManifest, writeRunResults } from '../write-artifacts.ts'

const KINDS = ['model', 'seed', 'snapshot']

/** Views of what another target has: to begin with its data where nothing is built yet. */
export async function clone(call: Call): Promise<number> {
  const open = await openProject(call)
  const ids = await selectNodes(call, open, kindsOf(open.flags, KINDS))
  return cloneIds(call, open, ids)
}

/** The same for these nodes. */
export async function cloneIds(call: Call, open: OpenProject, ids: readonly UniqueId[]): Promise<number> {
  const { terminal, report } = call
  const { project, manifest, flags, invocation } = open
  const deferral = await deferralOf(call, { ...open, flags: { ...flags, defer: true } })
  if (deferral === null) throw deferWithoutState()
  if (ids.length === 0) {
    const judged = judgeWarnings([nothingSelected()], open.warnings)
    throwErrors(judged)
    report.tell({ kind: 'diagnostics', diagnostics: judged })
    return EXIT.fine
  }
  let results: RunResults
  {
    await using warehouse = await openWarehouse(project.connection, {
      environment: terminal.environment,
      cacheFolder: cacheFolder(terminal),
    })
    results = await cloneNodes({
      manifest,
      graph: open.graph,
      compiler: createCompiler(project, manifest, invocation, { selected: ids }),
      warehouse,
      ids,
      deferral,
      threads: project.target.threads,
      fullRefresh: flags.full_refresh,
      failFast: flags.fail_fast,
      signal: terminal.signal,
      emit: (event) => report.tell(event),
    })
  }
  writeManifest(open)
  writeRunResults(open, results)
  if (results.interrupted) return EXIT.interrupted
  return results.results.some(({ status }) => isFailure(status)) ? EXIT.failures : EXIT.fine
}
