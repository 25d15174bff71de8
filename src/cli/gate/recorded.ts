import { type ArtifactFile, catalogColumns, type GatePlan, readLastRun, readRecorded } from '../../assay.ts'
import type { Evidence, FreshnessEvidence, StateEvidence, TestEvidence } from '../../gate/evidence.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { Call } from '../command.ts'
import { nothingToJudge } from '../errors.ts'
import type { OpenProject } from '../open-project.ts'
import { artifactIn } from '../previous-state.ts'
import { age } from '../print/freshness-row.ts'
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
  const [run, rows, ages, sources, catalog] = [
    file('run_results.json'),
    file('failing_rows.json'),
    file('freshness.json'),
    file('sources.json'),
    file('catalog.json'),
  ]
  if (run === null && ages === null && sources === null) throw nothingToJudge(target.path)
  return {
    tests: run === null ? null : await testEvidence(run, rows),
    freshness: await freshnessEvidence(ages, sources),
    leakage: null,
    catalog: catalog === null ? null : catalogColumns(await readRecorded('catalog', catalog)),
    state,
    metrics: await readMetrics(call, open, plan, null),
  }
}

async function testEvidence(
  run: ArtifactFile,
  rows: ArtifactFile | null,
): Promise<ReadonlyMap<UniqueId, TestEvidence>> {
  const { results } = await readLastRun(run)
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
