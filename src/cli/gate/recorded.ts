import {
  type ArtifactFile,
  catalogColumns,
  type GatePlan,
  readLastRun,
  readRecorded,
  recordedLeakage,
  recordedMetrics,
  resultsOfLastRun,
} from '../../assay.ts'
import type { Evidence, FreshnessEvidence, LeakageEvidence, StateEvidence, TestEvidence } from '../../gate/evidence.ts'
import type { GateName } from '../../resources/gate-settings.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { Call } from '../command.ts'
import { nothingToJudge } from '../errors.ts'
import type { OpenProject } from '../open-project.ts'
import { artifactIn } from '../previous-state.ts'
import { age } from '../print/freshness-row.ts'
import { codeHashOf } from '../write-artifacts.ts'
import { readMetrics } from './metrics.ts'

/** What earlier commands left in the target folder; what none of them asked is not known. */
export async function recordedEvidence(
  call: Call,
  open: OpenProject,
  plan: GatePlan,
  state: StateEvidence | null,
): Promise<Evidence> {
  const { project, target } = open
  const file = (name: string): ArtifactFile | null => artifactIn(project.root, target.path, name)
  const [run, kept, rows, ages, sources, catalog] = [
    file('run_results.json'),
    file('last_results.json'),
    file('failing_rows.json'),
    file('freshness.json'),
    file('sources.json'),
    file('catalog.json'),
  ]
  const [leakage, metrics] = [file('leakage.json'), file('metrics.json')]
  if ([run, kept, ages, sources, leakage, metrics].every((one) => one === null)) throw nothingToJudge(target.path)
  return {
    tests: await testEvidence(run, kept, rows),
    freshness: (await freshnessEvidence(ages, sources)) ?? new Map(),
    leakage: await leakageEvidence(leakage, open, plan),
    catalog: catalog === null ? null : catalogColumns(await readRecorded('catalog', catalog)),
    state,
    metrics: new Map([
      ...recordedMetrics(plan.exposures, metrics === null ? { exposures: {} } : await readRecorded('metrics', metrics)),
      ...(await readMetrics(call, open, plan, null)),
    ]),
    lacking: catalog === null ? OF_CATALOG : new Map(),
  }
}

/** Gates that judge by `catalog.json`. */
const OF_CATALOG: ReadonlyMap<GateName, string> = new Map([
  ['contracts', 'assay docs generate'],
  ['breaking', 'assay docs generate'],
])

async function leakageEvidence(
  file: ArtifactFile | null,
  open: OpenProject,
  { leakage: { ids } }: GatePlan,
): Promise<ReadonlyMap<UniqueId, LeakageEvidence>> {
  const tried = ids.map((id) => ({ id, name: open.manifest.nodes.get(id)?.name ?? id, codeHash: codeHashOf(id, open) }))
  return recordedLeakage(file === null ? { models: {} } : await readRecorded('leakage', file), tried)
}

async function testEvidence(
  run: ArtifactFile | null,
  kept: ArtifactFile | null,
  rows: ArtifactFile | null,
): Promise<ReadonlyMap<UniqueId, TestEvidence>> {
  const results = resultsOfLastRun(run && (await readLastRun(run)), kept && (await readLastRun(kept)))
  const failing = rows === null ? {} : (await readRecorded('failingRows', rows)).tests
  return new Map(
    results.map(({ unique_id: id, status, failures, message }) => [
      id as UniqueId, // they are what artifacts are keyed by
      { status, failures, message, rows: failing[id] ?? null },
    ]),
  )
}

/** Of our own file, which has models too; else of dbt's. */
async function freshnessEvidence(
  ages: ArtifactFile | null,
  sources: ArtifactFile | null,
): Promise<ReadonlyMap<UniqueId, FreshnessEvidence> | null> {
  if (ages === null && sources === null) return null
  const recorded =
    ages === null ? sources && (await readRecorded('sources', sources)) : await readRecorded('freshness', ages)
  const results = recorded?.results ?? []
  return new Map(
    results.map((result): [UniqueId, FreshnessEvidence] => {
      const id = result.unique_id as UniqueId // they are what artifacts are keyed by
      if (result.status === 'runtime error')
        return [id, { status: result.status, age: null, message: String(result.error) }]
      const seconds = result.max_loaded_at_time_ago_in_s
      return [id, { status: result.status, age: seconds, message: age(seconds) }]
    }),
  )
}
