import { didYouMean } from '../../base/near-miss.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { MetricEvidence } from '../evidence.ts'
import type { ExposureGates, MetricGate } from '../metrics/exposure-gates.ts'
import type { PlannedGate } from '../plan.ts'
import { type GateVerdict, settle } from '../verdict.ts'

/** Metrics of models that are trained on the data, a line each. One that is missing does not hold. */
export function judgeMetrics(
  { setting }: PlannedGate,
  exposures: readonly ExposureGates[],
  evidence: ReadonlyMap<UniqueId, MetricEvidence>,
): readonly GateVerdict[] {
  return exposures.flatMap(({ exposure, gates }) =>
    gates.map((gate): GateVerdict => {
      const found = evidence.get(exposure.id)
      const common = { gate: 'metrics', subject: `${gate.metric} of ${exposure.name}`, wanted: wantedOf(gate) } as const
      if (found === undefined) return { ...common, got: 'not asked', verdict: 'skipped', look: '', findings: [] }
      if (found.kind === 'unjudged')
        return {
          ...common,
          got: found.message,
          verdict: settle(setting.mode, 'unknown'),
          look: found.from,
          findings: [],
        }
      const { got, holds } = judge(gate, found)
      const at = exposure.at ?? { file: exposure.originalPath, line: 1, column: 1 }
      const message = `${gate.metric} must be ${common.wanted}: ${got} (${found.from})`
      return {
        ...common,
        got,
        verdict: settle(setting.mode, holds ? 'good' : 'bad'),
        look: found.from,
        findings: holds ? [] : [{ id: exposure.id, name: exposure.name, message, isMinor: false, at, rows: null }],
      }
    }),
  )
}

export function wantedOf({ min, max }: MetricGate): string {
  return [...(min === null ? [] : [`≥ ${min}`]), ...(max === null ? [] : [`≤ ${max}`])].join(', ')
}

function judge(
  gate: MetricGate,
  found: Exclude<MetricEvidence, { kind: 'unjudged' }>,
): { readonly got: string; readonly holds: boolean } {
  if (found.kind === 'unread') return { got: found.message, holds: false }
  const values = found.values.get(gate.metric) ?? []
  const [value] = values
  if (value === undefined) {
    const near = didYouMean(gate.metric, found.values.keys())
    return { got: `missing${near === undefined ? '' : `: ${near}`}`, holds: false }
  }
  if (values.length > 1) return { got: `${values.length} values: tell them apart with 'where'`, holds: false }
  // NaN and the like are no values; they are not kept.
  const holds = (gate.min === null || value >= gate.min) && (gate.max === null || value <= gate.max)
  return { got: String(value), holds }
}
