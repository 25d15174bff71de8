/** The artifacts that several commands write, below the target folder. With `--no-write-json` there are none. */

import type { AssaySections } from '../artifacts/assay/to-assay.ts'
import {
  codeHash,
  INLINE_QUERY,
  type LeakageReport,
  lastResults,
  type Made,
  type Manifest,
  type MetricsRead,
  type NodeResult,
  type RunResults,
  tellsOfNodes,
  toAssayJson,
  toFailingRowsJson,
  toGraphSummaryJson,
  toLeakageJson,
  toManifestJson,
  toMetricsJson,
  toRunResultsJson,
  toSemanticManifestJson,
  withTestEdges,
} from '../assay.ts'
import type { JsonObject } from '../base/json.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { OpenProject } from './open-project.ts'
import { artifactIn } from './previous-state.ts'

/** `manifest.json`, with what was made of nodes, where anything was; parts of it for others, and ours; and the graph. */
export function writeManifest(
  open: OpenProject,
  made?: ReadonlyMap<UniqueId, Made>,
  built: Manifest = open.manifest,
): void {
  writeDbtManifest(open, made, built)
  writeAssay(open, { manifest: built })
}

/** What dbt writes of a project: all of `writeManifest` but ours. Gives `manifest.json` as it was written. */
export function writeDbtManifest(
  open: OpenProject,
  made?: ReadonlyMap<UniqueId, Made>,
  built: Manifest = open.manifest,
): JsonObject | null {
  const { flags, target, invocation, origin } = open
  if (!flags.write_json) return null
  const facts = { origin: origin(), quoting: invocation.quoting, ...(made === undefined ? {} : { made }) }
  const written = target.writeArtifact('manifest.json', toManifestJson(withoutInline(built), facts))
  target.writeArtifact('semantic_manifest.json', toSemanticManifestJson(built))
  writeGraphSummary(open)
  return written
}

/** `assay.json`, and it as it was written; lineage that was traced before is kept in it as long as it holds. */
export function writeAssay(open: OpenProject, sections: Omit<AssaySections, 'earlier'>): JsonObject | null {
  const { flags, target, origin } = open
  if (!flags.write_json) return null
  const earlier = sections.lineage === undefined ? earlierText(open, 'assay.json') : null
  return target.writeArtifact(
    'assay.json',
    toAssayJson({ ...sections, manifest: withoutInline(sections.manifest), earlier }, { origin: origin() }),
  )
}

/** `graph_summary.json`: of `build` also in the order in which it goes. Reading a project makes none, as in dbt. */
function writeGraphSummary({ target, invocation, graph, which }: OpenProject): void {
  if (which === 'parse') return
  const graphs = { linked: graph, ...(which === 'build' ? { withTestEdges: withTestEdges(graph) } : {}) }
  target.writeArtifact('graph_summary.json', toGraphSummaryJson(invocation.id, graphs))
}

/** `run_results.json`, and it as it was written; and what is left of earlier ones with it, for the docs site. */
export function writeRunResults(open: OpenProject, results: RunResults): JsonObject | null {
  const { flags, target, origin, arguments: args, manifest } = open
  if (!flags.write_json) return null
  const inline = inlineId(manifest)
  const renamed = (result: NodeResult): NodeResult =>
    result.id === inline ? { ...result, id: inline.replace('analysis.', 'sql_operation.') as UniqueId } : result
  const named = { ...results, results: results.results.map(renamed) }
  const json = toRunResultsJson(named, { origin: origin(), args })
  const written = target.writeArtifact('run_results.json', json)
  if (!tellsOfNodes(args) || results.results.length === 0) return written
  const earlier = earlierText(open, 'last_results.json')
  const isKnown = (id: string): boolean => manifest.nodes.has(id as UniqueId) || manifest.unitTests.has(id as UniqueId) // ids of results are ids of these
  target.writeArtifact('last_results.json', lastResults(earlier, json, isKnown))
  return written
}

/** `failing_rows.json`, after commands that test: without failures it says that there are none. */
export function writeFailingRows({ flags, target, origin }: OpenProject, { results }: RunResults): void {
  if (flags.write_json) target.writeArtifact('failing_rows.json', toFailingRowsJson(results, origin()))
}

/** `leakage.json`: what the experiment found of these models, beside what it found of others; and whether it still holds. */
export function writeLeakage(open: OpenProject, models: LeakageReport['models']): void {
  const { flags, target, origin, manifest } = open
  const earlier = earlierText(open, 'leakage.json')
  if (!flags.write_json || (models.length === 0 && earlier === null)) return
  const isKnown = (id: string): boolean => manifest.nodes.has(id as UniqueId) // what is kept is keyed by ids
  const facts = { origin: origin(), earlier, isKnown }
  target.writeArtifact('leakage.json', toLeakageJson(models, { ...facts, codeHash: (id) => codeHashOf(id, open) }))
}

/** What a model is made by, as a hash; that of what is not there is like no other. */
export function codeHashOf(id: UniqueId, { manifest, graph, invocation }: OpenProject): string {
  const node = manifest.nodes.get(id)
  return node?.kind === 'model'
    ? codeHash(graph, node, [invocation.project?.vars, invocation.project?.commandVars])
    : ''
}

/** `metrics.json`: the metrics of exposures as they were read just now, beside those of others. */
export function writeMetrics(open: OpenProject, read: readonly MetricsRead[]): void {
  const { flags, target, origin, manifest } = open
  if (!flags.write_json || read.length === 0) return
  const isKnown = (id: string): boolean => manifest.exposures.has(id as UniqueId) // what is kept is keyed by ids
  const facts = { origin: origin(), earlier: earlierText(open, 'metrics.json'), isKnown }
  target.writeArtifact('metrics.json', toMetricsJson(read, facts))
}

function earlierText({ project, target }: OpenProject, name: string): string | null {
  return artifactIn(project.root, target.path, name)?.text ?? null
}

/** SQL from the command line is no part of the project. */
function withoutInline(manifest: Manifest): Manifest {
  const inline = inlineId(manifest)
  if (!manifest.nodes.has(inline)) return manifest
  return { ...manifest, nodes: new Map([...manifest.nodes].filter(([id]) => id !== inline)) }
}

function inlineId({ projectName }: Manifest): UniqueId {
  return `analysis.${projectName}.${INLINE_QUERY}` as UniqueId // ids are made of these parts
}
