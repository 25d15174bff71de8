import {
  type ColumnArtifacts,
  isManifestCurrent,
  toCatalogJson,
  toManifestJson,
  traceColumns,
  walkLineage,
} from '../../assay.ts'
import type { Direction, Start, Step } from '../../lineage/walk.ts'
import { type Call, EXIT } from '../command.ts'
import { excludingOptions } from '../errors.ts'
import { findColumns } from '../lineage-start.ts'
import { type OpenProject, openProject } from '../open-project.ts'
import { artifactIn } from '../previous-state.ts'
import { lineageJson, printColumns, printLineage } from '../print/lineage.ts'
import { compileOnly } from './compile.ts'
import { catalogRows, searchPathOf } from './docs-generate.ts'

/** Tells what a column is made of, or what is made of it. */
export async function lineage(call: Call): Promise<number> {
  const { report, words } = call
  const [wanted = ''] = words // the parser wants one
  const open = await openProject(call)
  const { up, down, depth: most, output_format } = open.flags
  if (up && down) throw excludingOptions('--up', '--down', 'ask twice')
  const direction: Direction = down ? 'down' : 'up'
  const artifacts = (await artifactsAtHand(open)) ?? (await askDatabase(call, open))
  if (typeof artifacts === 'number') return artifacts
  const traced = await traceColumns(artifacts, searchPathOf(open.project))
  const { starts, isWhole } = findColumns(wanted, open.manifest, traced)
  // Of a whole relation, one step says most; of one column, all of the way is wanted.
  const depth = most ?? (isWhole ? 1 : Number.POSITIVE_INFINITY)
  const steps = starts.map((start: Start): Step => walkLineage(traced, start, direction, depth))
  const width = call.terminal.stdout.size()?.columns ?? null
  const print = (): string =>
    isWhole && depth === 1
      ? printColumns(steps, direction, width)
      : steps.map((step) => printLineage(step, direction, traced)).join('\n')
  const text = output_format === 'json' ? JSON.stringify(lineageJson(steps, direction)) : print()
  report.tell({ kind: 'answer', name: 'text', text })
  return call.terminal.signal.aborted ? EXIT.interrupted : EXIT.fine
}

/** What `docs generate` left, if the project is still the same. */
async function artifactsAtHand({ project, target, manifest }: OpenProject): Promise<ColumnArtifacts | null> {
  const written = artifactIn(project.root, target.path, 'manifest.json')
  const catalog = artifactIn(project.root, target.path, 'catalog.json')
  if (written === null || catalog === null || !(await isManifestCurrent(written, manifest))) return null
  return { manifest: written, catalog }
}

/** Compiles all models and asks for their columns; nothing is written. A number is an exit code. */
async function askDatabase(call: Call, open: OpenProject): Promise<ColumnArtifacts | number> {
  const { manifest, invocation, origin } = open
  const ids = [...manifest.nodes.values()].filter(({ kind }) => kind === 'model' || kind === 'snapshot')
  const { made, exitCode } = await compileOnly(
    call,
    open,
    ids.map(({ id }) => id),
  )
  if (exitCode === EXIT.interrupted) return exitCode
  const facts = { origin: origin(), quoting: invocation.quoting, made }
  return {
    manifest: toManifestJson(manifest, facts),
    catalog: toCatalogJson(await catalogRows(call, open), manifest, facts),
  }
}
