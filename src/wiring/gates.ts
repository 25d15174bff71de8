/** What `gate` asks and judges; loaded when it is used. */

import type { Evidence, MetricEvidence, MetricValues } from '../gate/evidence.ts'
import type { GatePlan, SelectIds } from '../gate/plan.ts'
import type { GateVerdict } from '../gate/verdict.ts'
import type { Graph } from '../graph/graph.ts'
import { entryFinder } from '../parse/properties/entry-places.ts'
import type { Project } from '../project/project.ts'
import type { GateSettings } from '../resources/gate-settings.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { Manifest } from '../resources/manifest.ts'
import type { QueryResult } from '../resources/query-result.ts'

/** What is to be asked for the gates of a project. Throws what is wrong in those of exposures. */
export async function planGates(
  manifest: Manifest,
  settings: GateSettings,
  select: SelectIds,
  hasFreshness: (id: UniqueId) => boolean,
): Promise<GatePlan> {
  return (await import('../gate/plan.ts')).planGates(manifest, settings, select, hasFreshness)
}

/** A verdict for each gate, by what was found out. */
export async function judgeGates(
  plan: GatePlan,
  evidence: Evidence,
  graph: Graph,
  project: Project,
): Promise<readonly GateVerdict[]> {
  const { judgeGates } = await import('../gate/judge-gates.ts')
  return judgeGates(plan, evidence, graph, entryFinder(project))
}

/** Metrics out of the text of a file, JSON or CSV by its name. */
export async function metricsOfFile(file: string, text: string): Promise<MetricEvidence> {
  return (await import('../gate/metrics/metric-values.ts')).metricsFromFile(file, text)
}

/** Metrics out of the rows of a relation. */
export async function metricsOfRows(
  { columns, rows }: Pick<QueryResult, 'columns' | 'rows'>,
  by: { readonly metric: string; readonly value: string },
): Promise<MetricValues> {
  const names = columns.map(({ name }) => name)
  return (await import('../gate/metrics/metric-values.ts')).metricsFromRows(names, rows, by)
}
