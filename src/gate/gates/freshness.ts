import type { UniqueId } from '../../resources/ids.ts'
import type { Manifest } from '../../resources/manifest.ts'
import { placeOf } from '../../resources/node-place.ts'
import type { FreshnessEvidence } from '../evidence.ts'
import type { PlannedGate } from '../plan.ts'
import { allOf, type Finding, type GateVerdict, lookAt, settle } from '../verdict.ts'

/** Sources and models against their own thresholds. `soft`, old data is told and stops nobody. */
export function judgeFreshness(
  { setting, selection, ids }: PlannedGate,
  evidence: ReadonlyMap<UniqueId, FreshnessEvidence> | null,
  manifest: Manifest,
): readonly GateVerdict[] {
  if (ids.length === 0) return []
  const common = { gate: 'freshness', subject: selection, wanted: `${allOf(ids.length)} in time` } as const
  if (evidence === null) return [{ ...common, got: 'not asked', verdict: 'skipped', look: '', findings: [] }]
  const findings = ids.flatMap((id) => findingOf(id, evidence.get(id), manifest))
  const statuses = ids.map((id) => evidence.get(id)?.status ?? 'not asked')
  const number = (...wanted: readonly string[]): number => statuses.filter((one) => wanted.includes(one)).length
  const words = (
    [
      [number('pass'), 'fresh'],
      [number('warn'), 'late'],
      [number('error'), 'too old'],
      [number('runtime error'), 'not answered'],
      [number('not asked'), 'not asked'],
    ] as const
  )
    .filter(([n]) => n > 0)
    .map(([n, word]) => `${n} ${word}`)
  const found =
    number('error', 'runtime error') > 0
      ? 'bad'
      : number('not asked') > 0
        ? 'unknown'
        : number('warn') > 0
          ? 'minor'
          : 'good'
  return [{ ...common, got: words.join(', '), verdict: settle(setting.mode, found), look: lookAt(findings), findings }]
}

function findingOf(id: UniqueId, result: FreshnessEvidence | undefined, manifest: Manifest): readonly Finding[] {
  if (result?.status === 'pass') return []
  const source = manifest.sources.get(id)
  const node = source ?? manifest.nodes.get(id)
  if (node === undefined) return []
  const name = source === undefined ? node.name : `${source.sourceName}.${source.name}`
  const at = placeOf(source ?? node)
  const message =
    result === undefined ? 'not judged: it was not asked (assay freshness)' : (result.message ?? result.status)
  return [{ id, name, message, isMinor: result?.status === 'warn', at, rows: null }]
}
