import type { Graph } from '../graph/graph.ts'
import type { Evidence, FindEntry } from './evidence.ts'
import { judgeBreaking } from './gates/breaking.ts'
import { judgeContracts } from './gates/contracts.ts'
import { judgeCoverage } from './gates/coverage.ts'
import { judgeFreshness } from './gates/freshness.ts'
import { judgeLeakage } from './gates/leakage.ts'
import { judgeMetrics } from './gates/metrics.ts'
import { judgeTests } from './gates/tests.ts'
import type { GatePlan } from './plan.ts'
import type { GateVerdict } from './verdict.ts'

/** Every gate that is not off, in the order of the table; what YAML declares is told where it does. */
export function judgeGates(
  plan: GatePlan,
  evidence: Evidence,
  graph: Graph,
  entryOf: FindEntry,
): readonly GateVerdict[] {
  const { manifest } = plan
  return [
    ...plan.tests
      .filter(({ setting }) => setting.mode !== 'off')
      .flatMap((one) => judgeTests(one, evidence.tests, manifest)),
    ...judgeFreshness(plan.freshness, evidence.freshness, manifest),
    ...judgeContracts(plan.contracts, evidence, manifest, entryOf),
    ...judgeBreaking(plan.breaking, evidence, graph),
    ...judgeLeakage(plan.leakage, evidence.leakage, manifest),
    ...judgeCoverage(plan.coverage, manifest, entryOf),
    ...judgeMetrics(plan.metrics, plan.exposures, evidence.metrics),
  ]
}
