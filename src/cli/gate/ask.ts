import {
  type Catalog,
  catalogColumns,
  createCompiler,
  type GatePlan,
  leakageMessage,
  leakingColumns,
  metricsRead,
  NO_EVIDENCE,
  openWarehouse,
  queryCatalog,
  readCatalog,
  readCatalogRows,
  toCatalogJson,
  type Warehouse,
} from '../../assay.ts'
import type { Evidence, FreshnessEvidence, LeakageEvidence, StateEvidence, TestEvidence } from '../../gate/evidence.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { Call } from '../command.ts'
import { runNodes } from '../commands/build.ts'
import { askFreshness } from '../commands/freshness.ts'
import { tryLeakage } from '../commands/leakage.ts'
import { cacheFolder, type OpenProject } from '../open-project.ts'
import { age } from '../print/freshness-row.ts'
import { writeMetrics } from '../write-artifacts.ts'
import { readMetrics } from './metrics.ts'

/** Asks all that the plan needs, on the database: tests first, what takes longest last. */
export async function askEvidence(
  call: Call,
  open: OpenProject,
  plan: GatePlan,
  state: StateEvidence | null,
): Promise<Evidence> {
  const tests = await testEvidence(call, open, [...new Set(plan.tests.flatMap(({ ids }) => ids))])
  if (tests.size > 0 && plan.freshness.ids.length > 0) call.report.tell({ kind: 'remark', text: '' })
  const freshness = await freshnessEvidence(call, open, plan.freshness.ids)
  const { catalog, metrics } = await look(call, open, plan, state)
  writeMetrics(open, metricsRead(plan.exposures, metrics))
  const leakage = await leakageEvidence(call, open, plan.leakage)
  return { ...NO_EVIDENCE, tests, freshness, catalog, metrics, leakage, state }
}

/** What there is to know without a database. */
export async function fastEvidence(
  call: Call,
  open: OpenProject,
  plan: GatePlan,
  state: StateEvidence | null,
): Promise<Evidence> {
  return { ...NO_EVIDENCE, state, metrics: await readMetrics(call, open, plan, null) }
}

async function testEvidence(
  call: Call,
  open: OpenProject,
  ids: readonly UniqueId[],
): Promise<ReadonlyMap<UniqueId, TestEvidence>> {
  if (ids.length === 0) return new Map()
  const { results } = await runNodes(call, open, 'test', ids)
  return new Map(
    results.map(({ id, status, failures, message, failingRows }) => [
      id,
      { status, failures, message, rows: failingRows ?? null },
    ]),
  )
}

async function freshnessEvidence(
  call: Call,
  open: OpenProject,
  ids: readonly UniqueId[],
): Promise<ReadonlyMap<UniqueId, FreshnessEvidence>> {
  if (ids.length === 0 || call.terminal.signal.aborted) return new Map()
  const { results } = await askFreshness(call, open, ids)
  return new Map(
    results.map(({ id, status, age: seconds, diagnostics }) => [
      id,
      { status, age: seconds, message: diagnostics[0]?.message ?? age(seconds) },
    ]),
  )
}

/** What is in the database, and the metrics that lie there. */
async function look(
  call: Call,
  open: OpenProject,
  plan: GatePlan,
  state: StateEvidence | null,
): Promise<Pick<Evidence, 'catalog' | 'metrics'>> {
  const ids = new Set([...plan.contracts.ids, ...(state === null ? [] : plan.breaking.ids)])
  const asksMetrics = plan.exposures.some(({ from }) => from.kind === 'relation')
  if ((ids.size === 0 && !asksMetrics) || call.terminal.signal.aborted)
    return { catalog: null, metrics: await readMetrics(call, open, plan, null) }
  const { terminal } = call
  await using warehouse = await openWarehouse(open.project.connection, {
    environment: terminal.environment,
    cacheFolder: cacheFolder(terminal),
  })
  const catalog = ids.size === 0 ? null : await catalogOf(ids, call, open, warehouse)
  return { catalog, metrics: await readMetrics(call, open, plan, warehouse) }
}

async function catalogOf(
  ids: ReadonlySet<UniqueId>,
  { terminal, report }: Call,
  { project, manifest, invocation, origin }: OpenProject,
  warehouse: Warehouse,
): Promise<Catalog> {
  const answer = await queryCatalog({
    manifest,
    ids,
    compiler: createCompiler(project, manifest, invocation),
    warehouse,
    now: terminal.now,
    signal: terminal.signal,
    emit: (event) => report.tell(event),
  })
  const facts = { origin: origin(), ids }
  return catalogColumns(await readCatalog(toCatalogJson(readCatalogRows(answer), manifest, facts)))
}

async function leakageEvidence(
  call: Call,
  open: OpenProject,
  { ids, setting }: GatePlan['leakage'],
): Promise<ReadonlyMap<UniqueId, LeakageEvidence> | null> {
  if (ids.length === 0 || call.terminal.signal.aborted) return null
  const modes = ['truncate', 'perturb'] as const
  const { models } = await tryLeakage(call, open, { ids, cuts: setting.cuts, at: [], modes })
  return new Map(
    models.map((model) => {
      const { id, verdict } = model
      const reasons = model.reasons.map(({ message }) => message)
      return [id, { verdict, message: leakageMessage({ verdict, columns: leakingColumns(model), reasons }) }]
    }),
  )
}
