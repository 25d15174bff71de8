import { leakage as findLeakage, type LeakageReport, type LeakageSettings, openWarehouse } from '../../assay.ts'
import type { Step } from '../../features/leakage/experiment.ts'
import { type Call, EXIT } from '../command.ts'
import { cacheFolder, type OpenProject, openProject } from '../open-project.ts'
import { leakageJson, printLeakage } from '../print/leakage.ts'
import { selectNodes } from '../select-nodes.ts'
import { writeLeakage } from '../write-artifacts.ts'

/** Rebuilds models without their future and compares what they say of the past. */
export async function leakage(call: Call): Promise<number> {
  const { terminal, report } = call
  const open = await openProject(call)
  const { flags } = open
  const ids = await selectNodes(call, open, new Set(['model']))
  const { cuts, at } = flags
  const modes = flags.leakage_mode === 'both' ? (['truncate', 'perturb'] as const) : [flags.leakage_mode]
  const found = await tryLeakage(call, open, { ids, cuts, at, modes })
  if (terminal.signal.aborted) return EXIT.interrupted
  const isJson = flags.output_format === 'json'
  if (isJson) report.tell({ kind: 'diagnostics', diagnostics: found.models.flatMap(({ reasons }) => reasons) })
  const text = isJson ? JSON.stringify(leakageJson(found)) : printLeakage(found)
  report.tell({ kind: 'answer', name: 'text', text: text.trimEnd() })
  return { leak: EXIT.failures, clean: EXIT.fine, inconclusive: EXIT.problem }[found.verdict]
}

/** The experiment itself, with what is under way told; what it finds is kept in `leakage.json`. */
export async function tryLeakage(
  { terminal, report }: Call,
  open: OpenProject,
  what: Pick<LeakageSettings, 'ids' | 'cuts' | 'at' | 'modes'>,
): Promise<LeakageReport> {
  const { project, manifest, graph, invocation } = open
  const { connection } = project
  await using warehouse = await openWarehouse(
    // One session more: it holds the lock that tells others that the scratch schemas are in use.
    connection.kind === 'postgres' ? { ...connection, threads: connection.threads + 1 } : connection,
    { environment: terminal.environment, cacheFolder: cacheFolder(terminal) },
  )
  const found = await findLeakage({
    project,
    manifest,
    graph,
    invocation,
    warehouse,
    ...what,
    threads: project.target.threads,
    progress: (step) => report.tell({ kind: 'under-way', text: wordsOf(step) }),
    signal: terminal.signal,
  })
  if (!terminal.signal.aborted) writeLeakage(open, found.models)
  return found
}

function wordsOf({ index, total, what, cut }: Step): string {
  if (what === 'whole') return 'building the models as they are'
  if (what === 'again') return 'building them once more'
  return `${index} of ${total}: ${what === 'truncate' ? 'without' : 'with another'} future after ${cut}`
}
