import type { UniqueId } from '../../resources/ids.ts'
import type { Manifest } from '../../resources/manifest.ts'
import { placeOf } from '../../resources/node-place.ts'
import type { LeakageEvidence } from '../evidence.ts'
import type { PlannedGate } from '../plan.ts'
import { type Finding, type GateVerdict, lookAt, settle } from '../verdict.ts'

/** Models that must not look into the future, by experiment. What cannot be tried is not known. */
export function judgeLeakage(
  { setting, selection, ids }: PlannedGate,
  evidence: ReadonlyMap<UniqueId, LeakageEvidence> | null,
  manifest: Manifest,
): readonly GateVerdict[] {
  if (setting.mode === 'off') return []
  const common = { gate: 'leakage', subject: selection, wanted: 'no leak found' } as const
  if (ids.length === 0)
    return [{ ...common, got: 'no model has clocks', verdict: settle(setting.mode, 'minor'), look: '', findings: [] }]
  if (evidence === null) return [{ ...common, got: 'not tried', verdict: 'skipped', look: '', findings: [] }]
  const verdicts = ids.map((id) => evidence.get(id)?.verdict ?? 'unjudged')
  const number = (verdict: string): number => verdicts.filter((one) => one === verdict).length
  const findings = ids.flatMap((id): readonly Finding[] => {
    const [node, found] = [manifest.nodes.get(id), evidence.get(id)]
    if (node === undefined || found?.verdict === 'clean') return []
    const message = found?.message ?? 'not judged: it was not tried'
    return [{ id, name: node.name, message, isMinor: false, at: placeOf(node), rows: null }]
  })
  const words = (['leak', 'inconclusive', 'unjudged', 'clean'] as const)
    .filter((one) => number(one) > 0)
    .map((one) => `${number(one)} ${one === 'unjudged' ? 'not judged' : one}`)
  const found = number('leak') > 0 ? 'bad' : number('clean') < verdicts.length ? 'unknown' : 'good'
  return [{ ...common, got: words.join(', '), verdict: settle(setting.mode, found), look: lookAt(findings), findings }]
}
