import { declaredKind } from '../../assay.ts'
import { type Call, EXIT } from '../command.ts'
import { openProject } from '../open-project.ts'
import { count, enumerate } from '../print/words.ts'
import { writeManifest } from '../write-artifacts.ts'

/** What a project is about stands first. */
const FIRST: readonly string[] = ['model', 'feature_view', 'training_set', 'seed', 'snapshot', 'function', 'test']

/** Reads the project, says what is wrong in it, and writes `manifest.json`. */
export async function parse(call: Call): Promise<number> {
  const open = await openProject(call)
  const { manifest } = open
  writeManifest(open)
  const kinds = new Map<string, number>()
  for (const resource of [
    ...manifest.nodes.values(),
    ...manifest.sources.values(),
    ...manifest.exposures.values(),
    ...manifest.unitTests.values(),
    ...manifest.semanticModels.values(),
    ...manifest.metrics.values(),
    ...manifest.savedQueries.values(),
  ]) {
    const kind = declaredKind(resource) ?? resource.kind
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  }
  const order = (kind: string): number => (FIRST.includes(kind) ? FIRST.indexOf(kind) : FIRST.length)
  const found = enumerate(
    [...kinds]
      .sort(([a], [b]) => order(a) - order(b))
      .map(([kind, n]) => count(n, kind === 'operation' ? 'hook' : kind.replace('_', ' '))),
  )
  const seconds = (call.terminal.clock().getTime() - call.startedAt.getTime()) / 1000
  call.report.tell({ kind: 'remark', text: `${manifest.projectName}: ${found}, read in ${seconds.toFixed(2)}s` })
  return EXIT.fine
}
