/** Metrics as a gate read them, kept for gates that ask no database. */
import type { MetricsArtifact } from '../../artifacts/metrics/read-metrics.ts'
import type { MetricsRead } from '../../artifacts/metrics/to-metrics.ts'
import { jsonEquals } from '../../base/json.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { MetricEvidence } from '../evidence.ts'
import type { ExposureGates } from './exposure-gates.ts'

/** What was read just now; what nobody looked at is left out. */
export function metricsRead(
  exposures: readonly ExposureGates[],
  evidence: ReadonlyMap<UniqueId, MetricEvidence>,
): readonly MetricsRead[] {
  return exposures.flatMap(({ exposure, from }): readonly MetricsRead[] => {
    const found = evidence.get(exposure.id)
    if (found === undefined || found.kind === 'unjudged') return []
    const [values, message] = found.kind === 'values' ? [found.values, null] : [new Map(), found.message]
    return [{ id: exposure.id, source: { ...from }, values, message }]
  })
}

/** Of those in relations, what was read of the same place before. */
export function recordedMetrics(
  exposures: readonly ExposureGates[],
  { exposures: recorded }: Pick<MetricsArtifact, 'exposures'>,
): ReadonlyMap<UniqueId, MetricEvidence> {
  return new Map(
    exposures.flatMap(({ exposure: { id }, from }): readonly [UniqueId, MetricEvidence][] => {
      if (from.kind === 'file') return []
      const found = recorded[id]
      const unjudged = (message: string): [UniqueId, MetricEvidence] => [
        id,
        { kind: 'unjudged', message, from: 'assay gate --only metrics' },
      ]
      if (found === undefined) return [unjudged(`not judged: ${from.relation} was not read`)]
      if (!jsonEquals(found.source, { ...from })) return [unjudged('not judged: they were read elsewhere')]
      if (found.message !== null) return [[id, { kind: 'unread', message: found.message, from: from.relation }]]
      return [[id, { kind: 'values', values: new Map(Object.entries(found.values)), from: from.relation }]]
    }),
  )
}
