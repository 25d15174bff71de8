import { isFailure, isTrainingSet, openWarehouse, type RunResults, rebuildTrainingSets } from '../../assay.ts'
import type { UniqueId } from '../../resources/ids.ts'
import { type Call, EXIT } from '../command.ts'
import { cacheFolder, type OpenProject, openProject } from '../open-project.ts'
import { count } from '../print/words.ts'
import { selectNodes } from '../select-nodes.ts'
import { withSpareSession } from '../spare-session.ts'
import { namedSets } from '../training-sets.ts'
import { buildNodes } from './build.ts'

/** Builds versions of training sets; with `--as-of-knowledge` from what was known at an earlier moment. */
export async function trainingSetBuild(call: Call): Promise<number> {
  const open = await openProject(call)
  const ids = await chosenIds(call, open)
  const { as_of_knowledge } = open.flags
  if (as_of_knowledge === null) return buildNodes(call, open, 'run', ids)
  const sets = ids.filter((id) => namedSets(open, []).some((set) => set.id === id))
  return rebuild(call, open, sets, as_of_knowledge)
}

/** Names of training sets, or a selection (`+loans`) with one in it. */
async function chosenIds(call: Call, open: OpenProject): Promise<readonly UniqueId[]> {
  const names = call.words.filter((word) => /^\w+$/.test(word))
  const sets = namedSets(open, names)
  if (names.length === call.words.length) return sets.map(({ id }) => id)
  const flags = { ...open.flags, select: call.words }
  return selectNodes(call, { ...open, flags }, new Set(['model', 'seed', 'snapshot']))
}

async function rebuild(
  call: Call,
  open: OpenProject,
  ids: readonly UniqueId[],
  asOfKnowledge: string,
): Promise<number> {
  const { terminal, report } = call
  const { project, graph, invocation, manifest, flags } = open
  const { connection } = project
  const said = `rebuilding ${count(ids.length, 'training set')} from what was known at ${asOfKnowledge}`
  report.tell({ kind: 'under-way', text: said })
  let results: RunResults
  {
    await using warehouse = await openWarehouse(withSpareSession(connection), {
      environment: terminal.environment,
      cacheFolder: cacheFolder(terminal),
    })
    results = await rebuildTrainingSets({
      project,
      graph,
      invocation,
      warehouse,
      ids,
      asOfKnowledge,
      asOf: flags.as_of,
      threads: project.target.threads,
      signal: terminal.signal,
    })
  }
  if (results.interrupted) return EXIT.interrupted
  const [first, ...more] = results.results.filter(({ status }) => isFailure(status)).flatMap((one) => one.diagnostics)
  if (first !== undefined) {
    report.tell({ kind: 'diagnostics', diagnostics: [first, ...more] })
    return EXIT.failures
  }
  for (const { id, message, diagnostics } of results.results) {
    const node = manifest.nodes.get(id)
    if (node?.kind !== 'model' || !isTrainingSet(node)) continue
    report.tell({ kind: 'diagnostics', diagnostics })
    report.tell({ kind: 'remark', text: `${node.name}: ${message}, as known at ${asOfKnowledge}` })
  }
  return EXIT.fine
}
